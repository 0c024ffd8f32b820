package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that only holds others: {@code data}, {@code models}, {@code train}. */
@Command(
    synopsisHeading = "Usage: ",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
abstract class Group implements Runnable {
  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    Set<String> commands = spec.subcommands().keySet();
    throw new UsageException(
        "a command is missing",
        spec.qualifiedName() + " COMMAND",
        "the command line",
        "one of: " + String.join(", ", commands));
  }
}
