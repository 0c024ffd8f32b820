package io.ocelli.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code --out} of the commands whose result is pictures: it says where these go, not where a run
 * folder lies, and has the short name {@code -o}.
 */
final class OutOption {
  private static final String NAME = "--out";

  private OutOption() {}

  /** Gives the common option the words and the short name that it has for this command. */
  static void describe(CommandSpec command, String label, String description) {
    OptionSpec common = command.findOption(NAME);
    command.remove(common);
    command.addOption(
        common.toBuilder()
            .names("-o", NAME)
            .paramLabel(label)
            .description(description)
            .order(0)
            .build());
  }

  /** As it was typed; empty where it was not. */
  static String typed(CommandSpec command) {
    OptionSpec option = command.findOption(NAME);
    List<String> typed = option.originalStringValues();
    return typed.isEmpty() ? "" : typed.get(typed.size() - 1);
  }
}
