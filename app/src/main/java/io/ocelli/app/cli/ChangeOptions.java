package io.ocelli.app.cli;

import io.ocelli.augment.Augmentation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that change pictures at random. */
final class ChangeOptions {
  @Option(
      names = "--augment",
      paramLabel = "CHANGES",
      defaultValue = "light",
      description =
          "Random changes: none, flip, light, medium, strong, leaf, detector, or steps such as"
              + " 'hflip p=0.5 | rotate max=20' (default: ${DEFAULT-VALUE}, as training from scratch"
              + " has it).",
      order = 1)
  private String augment = "light";

  @Option(names = "--list", description = "List all changes; with --json as JSON.", order = 30)
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "CHANGE",
      completionCandidates = OperationHelp.ChangeNames.class,
      description = "What a change does, its parameters and an example; with --json as JSON.",
      order = 31)
  private @Nullable String explain;

  @Option(names = "--json", description = "With --list or --explain: as JSON.", order = 32)
  private boolean json;

  /**
   * Answers {@code --list} or {@code --explain}.
   *
   * @param command that was asked
   * @return whether that was all that was asked for
   */
  boolean answered(String command, Terminal terminal) {
    OperationHelp help =
        new OperationHelp(OperationHelp.Topic.changes(command), terminal.out(), json);
    if (explain != null) {
      help.explain(explain);
    } else if (list) {
      help.list();
    }
    return list || explain != null;
  }

  /** The random changes. */
  Augmentation augmentation() {
    return Augmentation.parse(augment);
  }
}
