package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.ops.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Where the findings of {@code ocelli image} are written: JSON lines, CSV, or a table. */
final class FindingFiles implements AutoCloseable {
  /** What stands for standard output in the place of a file. */
  static final String STANDARD_OUTPUT = "-";

  private final List<FindingWriter> writers = new ArrayList<>();
  private final List<ResultSink> sinks = new ArrayList<>();

  private FindingFiles() {}

  /**
   * Opens them.
   *
   * @param json file for JSON lines, {@value #STANDARD_OUTPUT}, or null for none
   * @param csv the same for CSV
   * @param pipeline what will find; where it does and both files are null there is a table
   * @param names of the inputs
   */
  static FindingFiles of(
      Terminal terminal,
      @Nullable String json,
      @Nullable String csv,
      @Nullable Pipeline pipeline,
      List<String> names)
      throws IOException {
    if (STANDARD_OUTPUT.equals(json) && STANDARD_OUTPUT.equals(csv)) {
      throw new UsageException(
          "two things for standard output", "JSON and CSV", "--json and --csv", "name a file");
    }
    FindingFiles files = new FindingFiles();
    try {
      if (json != null) {
        files.add(new JsonLineFindings(files.sink(terminal, json, "--json").stream()));
      }
      if (csv != null) {
        files.add(new CsvFindings(files.sink(terminal, csv, "--csv").stream()));
      }
      if (json == null && csv == null && pipeline != null && pipeline.measures()) {
        ResultSink out = files.sink(terminal, STANDARD_OUTPUT, "the table");
        files.add(new CountTable(out.stream(), pipeline, names));
      }
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private ResultSink sink(Terminal terminal, String file, String origin) {
    ResultSink sink =
        file.equals(STANDARD_OUTPUT)
            ? ResultSink.standardOutput(terminal)
            : ResultSink.file(Path.of(file), origin);
    sinks.add(sink);
    return sink;
  }

  private void add(FindingWriter writer) {
    writers.add(writer);
  }

  /** Writes down what was found in a picture, or that it failed. */
  void accept(ImageOutcome outcome) {
    for (int i = 0; i < writers.size(); i++) {
      try {
        writers.get(i).write(outcome);
      } catch (IOException e) {
        throw sinks.get(i).failed(e);
      }
      sinks.get(i).flush();
    }
  }

  /** Puts the files in place. */
  void finish() {
    for (int i = 0; i < writers.size(); i++) {
      try {
        writers.get(i).finish();
      } catch (IOException e) {
        throw sinks.get(i).failed(e);
      }
      sinks.get(i).finish();
    }
  }

  @Override
  public void close() {
    writers.forEach(FindingWriter::close);
    sinks.forEach(ResultSink::close);
  }

  /** A name that {@link JsonName} left, though it was written as that of {@code --json}. */
  static void checkJsonName(CommandSpec command) {
    for (String word : command.commandLine().getParseResult().originalArgs()) {
      String name = word.startsWith("--json=") ? word.substring("--json=".length()) : "";
      if (!name.isEmpty() && !JsonName.isOne(name)) {
        throw new UsageException(
            "not a name for JSON lines", name, "--json", "end it with .jsonl or .json");
      }
    }
  }

  /** {@code --json} takes the next word only if that is a name for JSON lines: not a pipeline. */
  static final class JsonName implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec arg, CommandSpec command) {
      boolean file = !args.isEmpty() && isOne(args.peek());
      arg.setValue(file ? args.pop() : STANDARD_OUTPUT);
    }

    static boolean isOne(String word) {
      String low = word.toLowerCase(Locale.ROOT);
      return low.equals(STANDARD_OUTPUT)
          || low.endsWith(".json")
          || low.endsWith(".jsonl")
          || low.endsWith(".ndjson");
    }
  }
}
