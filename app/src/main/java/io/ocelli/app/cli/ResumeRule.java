package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When {@code --resume} has a meaning. */
final class ResumeRule {
  private ResumeRule() {}

  /**
   * Checks the options beside it.
   *
   * @throws UsageException where nothing could be gone on with
   */
  static void check(@Nullable Path save, CommonOptions common) {
    if (save == null || ResultSink.isSpecial(save)) {
      throw new UsageException(
          "only a file can be gone on with",
          save == null ? "no --save" : save.toString(),
          "--resume",
          "add --save FILE, the one of the interrupted job");
    }
    if (common.out != null || common.name != null) {
      throw new UsageException(
          "a run folder is always a new one",
          "--out or --name",
          "--resume",
          "leave them out; --save FILE is what is gone on with");
    }
  }

  /** Whether the results are all there. */
  static boolean complete(@Nullable Path save, OutputFormat format) throws IOException {
    if (save == null) {
      return false;
    }
    return format == OutputFormat.SQLITE
        ? DatabaseOutput.complete(save)
        : JobFiles.complete(List.of(save));
  }
}
