package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.model.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code classify}: hands the pictures out, puts what became of them back into the order
 * of the inputs together with the inputs that were never there, and writes all of it down.
 */
final class ClassifyJob implements AutoCloseable {
  private static final long REMARK_EVERY_NANOS = 5_000_000_000L;

  private final Terminal terminal;
  private final Sources inputs;
  private final ClassifyFolder folder;
  private final List<ResultSink> sinks;
  private final List<PredictionWriter> writers = new ArrayList<>();

  /** What the pictures handed out were, in order: true for a picture, or why there is none. */
  private final Queue<Object> handedOut = new ConcurrentLinkedQueue<>();

  private final long started = System.nanoTime();
  private long nextRemark = started + REMARK_EVERY_NANOS;
  private int done;
  private int failed;

  ClassifyJob(
      Terminal terminal,
      Sources inputs,
      ClassifyFolder folder,
      List<ResultSink> sinks,
      OutputFormat format,
      List<String> names,
      List<String> labels)
      throws IOException {
    this.terminal = terminal;
    this.inputs = inputs;
    this.folder = folder;
    this.sinks = List.copyOf(sinks);
    for (ResultSink sink : sinks) {
      writers.add(PredictionWriter.of(format, sink, names, labels));
    }
    Interrupt.heed();
  }

  /** Ctrl-C was pressed: carries what was done up to it out of the classifier. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ClassifyJob job;

    Stopped(ClassifyJob job) {
      super("stopped", null, false, false);
      this.job = job;
    }

    ClassifyJob job() {
      return job;
    }
  }

  private record Failure(String source, String error) {}

  /** The pictures, each fetched or looked up when it is its turn. To be gone through once. */
  Iterable<ByteSource> pictures() {
    Iterator<Source> all = inputs.all().iterator();
    RemoteImage remote = new RemoteImage();
    return () ->
        new Iterator<>() {
          private @Nullable ByteSource next;

          @Override
          public boolean hasNext() {
            while (next == null && all.hasNext()) {
              next = found(all.next(), remote);
            }
            return next != null;
          }

          @Override
          public ByteSource next() {
            ByteSource bytes = hasNext() ? next : null;
            if (bytes == null) {
              throw new NoSuchElementException();
            }
            next = null;
            return bytes;
          }
        };
  }

  private @Nullable ByteSource found(Source source, RemoteImage remote) {
    if (source instanceof Source.Picture picture) {
      handedOut.add(true);
      return picture.bytes();
    }
    if (source instanceof Source.Remote address) {
      try {
        ByteSource bytes = remote.fetch(address);
        handedOut.add(true);
        return bytes;
      } catch (IOException e) {
        handedOut.add(new Failure(source.name(), "cannot be fetched: " + FileErrors.reason(e)));
        return null;
      }
    }
    Source.Missing missing = (Source.Missing) source;
    handedOut.add(new Failure(missing.name(), missing.problem() + "; try: " + missing.remedy()));
    return null;
  }

  /** Writes down what became of the next picture. */
  void accept(Outcome outcome) {
    writeFailuresBefore();
    handedOut.poll();
    if (outcome instanceof Outcome.Classified classified) {
      done++;
      Prediction prediction =
          new Prediction(
              classified.source().name(),
              classified.width(),
              classified.height(),
              classified.predictions());
      for (int i = 0; i < writers.size(); i++) {
        try {
          writers.get(i).predicted(prediction);
        } catch (IOException e) {
          throw sinks.get(i).failed(e);
        }
      }
    } else if (outcome instanceof Outcome.Failed failure) {
      OcelliException reason = failure.reason();
      fail(
          new Failure(
              failure.source().name(),
              reason.problem() + ": " + reason.value() + "; try: " + reason.remedy()));
    }
    sinks.forEach(ResultSink::flush);
    remarkNowAndThen();
    if (Interrupt.requested()) {
      throw new Stopped(this);
    }
  }

  private void writeFailuresBefore() {
    while (handedOut.peek() instanceof Failure failure) {
      handedOut.poll();
      fail(failure);
    }
  }

  private void fail(Failure failure) {
    failed++;
    terminal.warn("failed: " + Columns.printable(failure.source() + ": " + failure.error()));
    try {
      folder.failed(failure.source(), failure.error());
    } catch (IOException e) {
      throw FileErrors.of("the failures cannot be written", "errors.csv", e);
    }
    for (int i = 0; i < writers.size(); i++) {
      try {
        writers.get(i).failed(failure.source(), failure.error());
      } catch (IOException e) {
        throw sinks.get(i).failed(e);
      }
    }
  }

  private void remarkNowAndThen() {
    long now = System.nanoTime();
    if (now >= nextRemark) {
      nextRemark = now + REMARK_EVERY_NANOS;
      terminal.remark(progress(now) + " ...");
    }
  }

  private String progress(long now) {
    double seconds = (now - started) / 1e9;
    int total = inputs.all().size();
    return String.format(
        Locale.ROOT,
        "%d of %d pictures%s in %.1f s (%.0f images/s)",
        done,
        total,
        failed == 0 ? "" : ", " + failed + " failed,",
        seconds,
        (done + failed) / Math.max(seconds, 1e-9));
  }

  /** Writes what is left, puts the files in place and says what was done. */
  void finish() {
    if (!Interrupt.requested()) {
      writeFailuresBefore();
    }
    try {
      for (PredictionWriter writer : writers) {
        writer.close();
      }
      sinks.forEach(ResultSink::finish);
      String where = folder.finish().map(path -> ", written to " + path).orElse("");
      String stopped = Interrupt.requested() ? "stopped: " : "";
      terminal.remark(stopped + progress(System.nanoTime()) + where);
    } catch (IOException e) {
      throw FileErrors.of("the results cannot be written", "classify", e);
    }
  }

  int exitCode() {
    return failed == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  @Override
  public void close() {
    handedOut.clear();
  }
}
