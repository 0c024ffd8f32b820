package io.ocelli.app.cli;

import io.ocelli.work.OrderedWork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of {@code ocelli image}: all pictures, in several threads, told in their order. */
final class ImageJob {
  private static final int WINDOW_PER_THREAD = 16;
  private static final String ERRORS = "errors.csv";
  private static final String ERRORS_HEAD = "source,error";

  private final Terminal terminal;
  private final OutputPlan plan;
  private final ImageWork work;
  private final FindingFiles findings;
  private final Progress progress;
  private final List<ImageOutcome> failed = new ArrayList<>();
  private final long started = System.nanoTime();
  private int done;
  private long written;
  private long kept;

  ImageJob(Terminal terminal, OutputPlan plan, ImageWork work, FindingFiles findings) {
    this.terminal = terminal;
    this.plan = plan;
    this.work = work;
    this.findings = findings;
    this.progress = new Progress(terminal, "pictures", plan.tasks().size());
  }

  /** Ctrl-C was pressed. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** Does all of it and returns an {@link ExitCode}. */
  int run(int threads) throws IOException {
    Interrupt.heed();
    OrderedWork<OutputPlan.Task, ImageOutcome> all =
        new OrderedWork<>(plan.tasks().iterator(), WINDOW_PER_THREAD * threads);
    try {
      all.run(threads, "ocelli-image", () -> work, this::accept);
    } catch (Stopped stopped) {
      finish("stopped: ");
      return ExitCode.INTERRUPTED;
    } catch (PictureReader.JobOverException e) {
      terminal.remark(summary("given up: "));
      throw e.reason();
    }
    finish("");
    return failed.isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private void accept(ImageOutcome outcome) {
    done++;
    written += outcome.written();
    kept += outcome.kept();
    if (outcome.error() != null) {
      failed.add(outcome);
    }
    findings.accept(outcome);
    if (outcome.error() == null && outcome.written() + outcome.kept() == 0 && plan.writes()) {
      terminal.remark("no part: " + Columns.printable(outcome.source()));
    }
    progress.accept(done);
    if (Interrupt.requested()) {
      throw new Stopped();
    }
  }

  private void finish(String how) throws IOException {
    findings.finish();
    for (ImageOutcome failure : failed) {
      terminal.warn("failed: " + Columns.printable(failure.source() + ": " + failure.error()));
    }
    Path folder = plan.folder();
    if (folder != null) {
      errors(folder.resolve(ERRORS));
    }
    if (plan.tasks().size() > 1 || !how.isEmpty() || (plan.writes() && failed.isEmpty())) {
      terminal.remark(summary(how));
    }
  }

  /** Writes the failures beside the pictures, and takes away those of an earlier run. */
  private void errors(Path file) throws IOException {
    if (failed.isEmpty()) {
      if (Files.isRegularFile(file) && isOurs(file)) {
        Files.delete(file);
      }
      return;
    }
    try (ResultSink sink = ResultSink.file(file, "-o")) {
      try (CsvRows rows = new CsvRows(sink.stream(), "source", "error")) {
        for (ImageOutcome failure : failed) {
          rows.row(failure.source(), String.valueOf(failure.error()));
        }
      }
      sink.finish();
    }
  }

  private static boolean isOurs(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return ERRORS_HEAD.equals(reader.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  private String summary(String how) {
    double seconds = (System.nanoTime() - started) / 1e9;
    int total = plan.tasks().size();
    if (total == 1 && plan.writes() && failed.isEmpty() && written == 1 && plan.folder() == null) {
      return String.format(Locale.ROOT, "%s written in %.1f s", plan.where(), seconds);
    }
    StringBuilder text = new StringBuilder(how);
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d %s%s in %.1f s (%.0f pictures/s)",
            done - failed.size(),
            total,
            total == 1 ? "picture" : "pictures",
            failed.isEmpty() ? "" : ", " + failed.size() + " failed,",
            seconds,
            done / Math.max(seconds, 1e-9)));
    if (plan.writes()) {
      text.append(", ").append(written).append(written == 1 ? " file" : " files");
      text.append(" written");
      if (kept > 0) {
        text.append(", ").append(kept).append(" kept");
      }
      text.append(": ").append(plan.where());
    }
    return text.toString();
  }
}
