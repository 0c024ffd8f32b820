package io.ocelli.app.cli;

import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.JobFile.State;
import io.ocelli.app.job.Progress;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Results as a table, CSV or JSON lines, to standard output or to a file. */
final class TextOutput implements PredictionOutput {
  private final ResultSink sink;
  private final @Nullable JobFiles files;
  private final PredictionWriter writer;

  private TextOutput(ResultSink sink, @Nullable JobFiles files, PredictionWriter writer) {
    this.sink = sink;
    this.files = files;
    this.writer = writer;
  }

  /** Makes the writer of a format; the flag says whether it begins a file. */
  interface Format {
    PredictionWriter writer(java.io.OutputStream out, boolean begins) throws IOException;
  }

  static TextOutput standardOutput(Terminal terminal, Format format) throws IOException {
    ResultSink sink = ResultSink.standardOutput(terminal);
    return new TextOutput(sink, null, format.writer(sink.stream(), true));
  }

  /** A file that is written anew by each job, and not gone on with. */
  static TextOutput file(Path file, String origin, Format format) throws IOException {
    ResultSink sink = ResultSink.file(file, origin);
    return new TextOutput(sink, null, format.writer(sink.stream(), true));
  }

  /** A file that a later job can go on with: see {@link JobFiles#open}. */
  static TextOutput resumable(
      Path file,
      String origin,
      boolean resume,
      Supplier<Map<String, String>> options,
      Format format)
      throws IOException {
    if (ResultSink.isSpecial(file)) {
      return file(file, origin, format);
    }
    JobFiles files = JobFiles.open(List.of(file), origin, resume, options);
    ResultSink sink = files.sinks().get(0);
    return new TextOutput(sink, files, format.writer(sink.stream(), files.resumed() == null));
  }

  @Override
  public PredictionWriter writer() {
    return writer;
  }

  @Override
  public Progress.@Nullable Mark resumed() {
    return files == null ? null : files.resumed();
  }

  @Override
  public void sent() {
    sink.flush();
  }

  @Override
  public Checkpoint reached(Progress.Mark mark) throws IOException {
    return files == null
        ? new Checkpoint(State.RUNNING, mark, List.of(sink.written()))
        : files.reached(mark);
  }

  @Override
  public void record(Checkpoint checkpoint) throws IOException {
    if (files != null) {
      files.record(checkpoint);
    }
  }

  @Override
  public void finish(Progress.Mark mark, boolean stopped) throws IOException {
    if (files == null) {
      sink.finish();
    } else {
      files.finish(mark, stopped);
    }
  }

  @Override
  public Optional<Path> kept() {
    return files == null ? Optional.empty() : files.kept();
  }

  @Override
  public OcelliException failed(IOException e) {
    return sink.failed(e);
  }

  @Override
  public void close() {
    if (files == null) {
      sink.close();
    } else {
      files.close();
    }
  }
}
