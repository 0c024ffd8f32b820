package io.ocelli.app.cli;

import io.ocelli.app.job.Undo;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli undo FILE}: pictures that were sorted go back to where they were. */
@Command(
    name = "undo",
    description = "Takes back what 'classify --move-to' or '--copy-to' did.",
    footer = {"", "Example:", "  ocelli undo sorted/undo-20260314-101500.csv --dry-run"})
final class UndoCommand extends BaseCommand {
  @Parameters(paramLabel = "FILE", description = "The undo file in the folder of the classes.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Only print what would be done.", order = 1)
  private boolean dryRun;

  @Override
  protected int run() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(
          "no such undo file", file.toString(), "FILE", io.ocelli.dataset.NearPaths.remedy(file));
    }
    Consumer<String> plan = step -> terminal().out().println(Columns.printable(step));
    Undo undo =
        Undo.of(
            file,
            dryRun ? plan : null,
            problem -> terminal().warn("stays: " + Columns.printable(problem)));
    terminal().flush();
    terminal()
        .remark(
            undo.undone()
                + (dryRun ? " pictures would go back" : " pictures are as they were")
                + (undo.failed() == 0 ? "" : ", " + undo.failed() + " stay"));
    return undo.failed() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }
}
