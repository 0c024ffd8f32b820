package io.ocelli.app.cli;

import io.ocelli.app.features.FeatureFiles;
import io.ocelli.app.features.Npy;
import io.ocelli.app.job.JobFile.Checkpoint;
import io.ocelli.app.job.JobFile.State;
import io.ocelli.app.job.Progress;
import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feature vectors as a matrix with its list of pictures ({@link FeatureFiles}), as CSV ({@code
 * source,f0,f1,…}) or as JSON lines ({@code {"source":…,"features":[…]}}). A picture that failed is
 * in none of them.
 */
final class FeatureOutput implements JobOutput {
  private final Format format;
  private final @Nullable JobFiles files;
  private final List<ResultSink> sinks;
  private final @Nullable FeatureFiles matrix;
  private final Supplier<FeatureFiles.About> about;
  private @Nullable CsvRows rows;
  private int columns;
  private long count;

  /** How features are written. */
  enum Format {
    /** A matrix of NumPy. */
    NPY,
    /** A row a picture. */
    CSV,
    /** A JSON object a line. */
    JSONL
  }

  private FeatureOutput(
      Format format,
      @Nullable JobFiles files,
      List<ResultSink> sinks,
      @Nullable FeatureFiles matrix,
      Supplier<FeatureFiles.About> about)
      throws IOException {
    this.format = format;
    this.files = files;
    this.sinks = sinks;
    this.matrix = matrix;
    this.about = about;
    Progress.Mark from = resumed();
    count = from == null ? 0 : from.done();
    if (format == Format.NPY) {
      if (from == null) {
        sinks.get(0).stream().write(Npy.head(0, 0));
      } else if (count > 0) {
        columns = (int) ((sinks.get(0).written() - Npy.HEAD_BYTES) / Float.BYTES / count);
      }
      rows = new CsvRows(sinks.get(1).stream(), from == null, "row", "source", "bytes", "modified");
    }
  }

  static FeatureOutput standardOutput(
      Terminal terminal, Format format, Supplier<FeatureFiles.About> about) throws IOException {
    List<ResultSink> sinks = List.of(ResultSink.standardOutput(terminal));
    return new FeatureOutput(format, null, sinks, null, about);
  }

  static FeatureOutput file(
      Path save,
      Format format,
      boolean resume,
      Supplier<Map<String, String>> options,
      Supplier<FeatureFiles.About> about)
      throws IOException {
    FeatureFiles matrix = format == Format.NPY ? FeatureFiles.of(save) : null;
    JobFiles files = JobFiles.open(files(save, format), "--save", resume, options);
    return new FeatureOutput(format, files, files.sinks(), matrix, about);
  }

  /** The files that a job writes row by row. */
  static List<Path> files(Path save, Format format) {
    return format == Format.NPY ? List.of(save, FeatureFiles.of(save).pictures()) : List.of(save);
  }

  /** Writes the vector of a picture. */
  void write(ByteSource source, float[] features) throws IOException {
    columns = features.length;
    switch (format) {
      case NPY -> {
        sinks.get(0).stream().write(Npy.row(features));
        if (rows != null) {
          rows.row(
              Long.toString(count),
              source.name(),
              Long.toString(source.size()),
              Long.toString(modified(source)));
        }
      }
      case CSV -> csv(source, features);
      case JSONL -> {
        StringBuilder line = new StringBuilder("{\"source\":");
        line.append(com.fasterxml.jackson.databind.node.TextNode.valueOf(source.name()).toString());
        line.append(",\"features\":[");
        for (int i = 0; i < features.length; i++) {
          line.append(i == 0 ? "" : ",").append(features[i]);
        }
        sinks.get(0).stream()
            .write(line.append("]}\n").toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    count++;
  }

  private void csv(ByteSource source, float[] features) throws IOException {
    String[] cells = new String[features.length + 1];
    CsvRows out = rows;
    if (out == null) {
      cells[0] = "source";
      for (int i = 0; i < features.length; i++) {
        cells[i + 1] = "f" + i;
      }
      out = new CsvRows(sinks.get(0).stream(), count == 0, cells);
      rows = out;
    }
    cells[0] = source.name();
    for (int i = 0; i < features.length; i++) {
      cells[i + 1] = Float.toString(features[i]);
    }
    out.row(cells);
  }

  /** When the file was changed last; -1 for what is no file. */
  static long modified(ByteSource source) {
    Path file = source.file();
    try {
      return file == null ? -1 : Files.getLastModifiedTime(file).toMillis();
    } catch (IOException gone) {
      return -1;
    }
  }

  @Override
  public Progress.@Nullable Mark resumed() {
    return files == null ? null : files.resumed();
  }

  @Override
  public void sent() {
    sinks.forEach(ResultSink::flush);
  }

  @Override
  public Checkpoint reached(Progress.Mark mark) throws IOException {
    return files == null ? new Checkpoint(State.RUNNING, mark, List.of()) : files.reached(mark);
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
      sinks.forEach(ResultSink::finish);
      return;
    }
    if (matrix != null) {
      sinks.get(0).rewriteStart(Npy.head(count, columns));
      FeatureFiles.About made = about.get();
      matrix.write(
          new FeatureFiles.About(
              made.model(),
              made.layer(),
              made.input(),
              made.normalized(),
              made.listing(),
              count,
              columns));
    }
    files.finish(mark, stopped);
  }

  @Override
  public Optional<Path> kept() {
    return files == null ? Optional.empty() : files.kept();
  }

  @Override
  public OcelliException failed(IOException e) {
    return sinks.get(0).failed(e);
  }

  @Override
  public void close() {
    if (files == null) {
      sinks.forEach(ResultSink::close);
    } else {
      files.close();
    }
  }
}
