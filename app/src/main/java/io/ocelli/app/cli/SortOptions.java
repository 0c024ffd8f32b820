package io.ocelli.app.cli;

import io.ocelli.app.job.Sorter;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that sort pictures into class folders. */
final class SortOptions {
  @Option(
      names = "--move-to",
      paramLabel = "DIR",
      description = "Move each picture into DIR/<its first label>/. 'ocelli undo' takes it back.",
      order = 10)
  private @Nullable Path moveTo;

  @Option(
      names = "--copy-to",
      paramLabel = "DIR",
      description = "Copy each picture into DIR/<its first label>/; from archives and the web too.",
      order = 11)
  private @Nullable Path copyTo;

  @Option(
      names = "--dry-run",
      description = "Only print what would be moved or copied.",
      order = 12)
  private boolean dryRun;

  boolean dryRun() {
    return dryRun;
  }

  /** The folder of the classes; null where pictures stay where they are. */
  @Nullable Path folder() {
    return moveTo != null ? moveTo : copyTo;
  }

  void check(boolean resume) {
    if (moveTo != null && copyTo != null) {
      throw new UsageException(
          "either moved or copied", "--move-to and --copy-to", "the command line", "give one");
    }
    if (dryRun && folder() == null) {
      throw new UsageException(
          "nothing to try",
          "--dry-run",
          "the command line",
          "it belongs to --move-to DIR or --copy-to DIR");
    }
    if (resume && moveTo != null) {
      throw new UsageException(
          "a job that moves its pictures cannot be gone on with",
          "--resume and --move-to",
          "the command line",
          "leave --resume out: the pictures that were moved are done; or classify first, and sort"
              + " with --copy-to");
    }
  }

  /** What sorts; null where nothing is sorted. */
  @Nullable Sorter sorter(Terminal terminal) {
    Path folder = folder();
    if (folder == null) {
      return null;
    }
    Consumer<String> plan = step -> terminal.out().println(Columns.printable(step));
    return new Sorter(
        folder,
        moveTo != null ? Sorter.Action.MOVE : Sorter.Action.COPY,
        dryRun ? plan : null,
        remark -> terminal.remark(Columns.printable(remark)));
  }
}
