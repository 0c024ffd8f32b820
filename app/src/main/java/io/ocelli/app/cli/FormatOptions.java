package io.ocelli.app.cli;

import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.AnnotationProblem.Outcome;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.ReadOptions;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read data sets in the formats of others. */
final class FormatOptions {
  private static final int SHOWN = 20;

  /** The meaning of VOC's corners, as typed. */
  enum Corners {
    PIXELS,
    EDGES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "What the data set is, one of the formats of 'data convert' (default: what it looks like).",
      order = 10)
  private @Nullable String from;

  @Option(
      names = "--strict",
      description = "Stop at the first bad annotation, rather than repair it or leave it out.",
      order = 11)
  private boolean strict;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "Names of the classes, a line each, where the data set has only indices.",
      order = 12)
  private @Nullable Path classes;

  @Option(
      names = "--voc-corners",
      paramLabel = "RULE",
      defaultValue = "pixels",
      description =
          "xmin..xmax of Pascal VOC: 'pixels' are counted from 1 and both belong to the box, as"
              + " VOC defines it; 'edges' are taken as they are (default: ${DEFAULT-VALUE}).",
      order = 13)
  private Corners corners = Corners.PIXELS;

  /** The formats that the input may be: the one that was asked for, or those it looks like. */
  List<DatasetFormat> likely(Path input) {
    return from != null ? List.of(DatasetFormat.ofName(from)) : DatasetFormat.detect(input);
  }

  /**
   * As {@link #likely}, where there has to be one.
   *
   * @throws UsageException if it looks like none
   */
  List<DatasetFormat> formats(Path input) {
    List<DatasetFormat> likely = likely(input);
    if (likely.isEmpty()) {
      throw new UsageException(
          "no data set of a known format",
          input.toString(),
          "the data set",
          "check the folder, or say what it is: --from " + String.join("|", DatasetFormat.names()));
    }
    return likely;
  }

  /** How it is read. */
  ReadOptions reading(int threads) throws IOException {
    List<String> names =
        classes == null
            ? List.of()
            : Files.readString(classes)
                .lines()
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    return ReadOptions.DEFAULT
        .withStrict(strict)
        .withThreads(threads)
        .withClasses(names)
        .withVocCorners(ReadOptions.VocCorners.valueOf(corners.name()));
  }

  /** The meaning of VOC's corners. */
  ReadOptions.VocCorners corners() {
    return ReadOptions.VocCorners.valueOf(corners.name());
  }

  /** Says what the user should know of the reading; bad annotations one by one. */
  static void report(DetectionDataset data, List<DatasetFormat> formats, Terminal terminal) {
    // That pictures lie in folders makes no other data set of them.
    List<String> others =
        formats.stream()
            .skip(1)
            .map(DatasetFormat::name)
            .filter(name -> !name.equals("folders"))
            .map(name -> "--from " + name)
            .toList();
    if (!others.isEmpty()) {
      terminal.remark(
          "read as %s; it could also be read with %s"
              .formatted(formats.get(0).title(), String.join(" or ", others)));
    }
    data.remarks().forEach(one -> terminal.remark(Columns.printable(one)));
    List<AnnotationProblem> problems = data.problems();
    int shown = terminal.verbose() ? problems.size() : Math.min(SHOWN, problems.size());
    for (AnnotationProblem problem : problems.subList(0, shown)) {
      terminal.warn(Columns.printable(problem.oneLine()));
    }
    if (shown < problems.size()) {
      terminal.warn(
          "and %d more bad annotations; -v names them all".formatted(problems.size() - shown));
    }
  }

  /** {@link ExitCode#SOME_FAILED} if an annotation was left out. */
  static int exitCode(DetectionDataset data) {
    return data.problems().stream().anyMatch(one -> one.outcome() == Outcome.DROPPED)
        ? ExitCode.SOME_FAILED
        : ExitCode.DONE;
  }
}
