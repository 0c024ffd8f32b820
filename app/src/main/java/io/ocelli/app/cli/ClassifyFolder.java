package io.ocelli.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The folder of a {@code classify} with {@code --out} or {@code --name}: {@code args.yaml}, the
 * predictions, which others write, and {@code errors.csv} (a row for each input that failed, none
 * when all went well). Without these options there is none.
 */
final class ClassifyFolder implements AutoCloseable {
  private final @Nullable RunFolder folder;
  private final @Nullable ResultSink errorSink;
  private final @Nullable CsvRows errors;

  private ClassifyFolder(@Nullable RunFolder folder) throws IOException {
    this.folder = folder;
    if (folder == null) {
      errorSink = null;
      errors = null;
    } else {
      errorSink = ResultSink.file(folder.resolve("errors.csv"), "--out");
      errors = new CsvRows(errorSink.stream(), "source", "error");
    }
  }

  /** No folder. */
  static ClassifyFolder none() throws IOException {
    return new ClassifyFolder(null);
  }

  static ClassifyFolder of(CommonOptions options, CommandSpec spec, String task)
      throws IOException {
    if (options.out == null && options.name == null) {
      return new ClassifyFolder(null);
    }
    RunFolder folder = RunFolder.create(options, task, task);
    folder.writeArgs(spec);
    return new ClassifyFolder(folder);
  }

  /** A file in it; empty where there is no folder. */
  Optional<Path> file(String name) {
    return folder == null ? Optional.empty() : Optional.of(folder.resolve(name));
  }

  void failed(String source, String error) throws IOException {
    if (errors != null) {
      errors.row(source, error);
    }
  }

  /** Puts {@code errors.csv} in place; the predictions are finished by who writes them. */
  Optional<Path> finish() throws IOException {
    if (folder == null || errors == null || errorSink == null) {
      return Optional.empty();
    }
    errors.close();
    errorSink.finish();
    return Optional.of(folder.path());
  }

  @Override
  public void close() {
    if (errorSink != null) {
      errorSink.close();
    }
  }
}
