package io.ocelli.app.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.audit.AnnotationInfo;
import io.ocelli.dataset.audit.ContactSheet;
import io.ocelli.dataset.audit.DatasetInfo;
import io.ocelli.dataset.format.DatasetFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data info}: what a data set holds. */
@Command(
    name = "info",
    description = {
      "Counts, sizes, formats, broken pictures and duplicates of a data set; every picture is"
          + " read. With --out or --name also a folder with contact_sheet.png and errors.csv.",
      "Of a data set with objects (COCO, VOC, YOLO, …): classes and boxes, and what is wrong with"
          + " the annotations; of the pictures only the sizes are looked at."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data info leaves",
      "  ocelli data info leaves.zip --sheet leaves.png --format json",
      "  ocelli data info cells --from voc"
    })
final class DataInfoCommand extends BaseCommand {
  /** How the answer is written. */
  enum Format {
    /** For people. */
    TABLE,
    /** One JSON object. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "DIR/<class>/… or DIR/train|val|test/<class>/…, a data set in another format, an archive"
              + " of one (tar, zip), or the file with the annotations.")
  private Path data = Path.of("");

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Draw a sheet of thumbnails, a row for each class.",
      order = 1)
  private @Nullable Path sheet;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 2)
  private Format format = Format.TABLE;

  @Mixin private final FormatOptions formats = new FormatOptions();

  @Override
  protected int run() throws IOException {
    List<DatasetFormat> sources = formats.likely(data);
    if (sources.isEmpty() || sources.get(0).name().equals("folders")) {
      return pictures(ClassFolder.readWhole(data));
    }
    DetectionDataset dataset = sources.get(0).read(data, formats.reading(common.workers()));
    FormatOptions.report(dataset, sources, terminal());
    if (dataset.isClassification()) {
      return Math.max(pictures(dataset.toClassDataset()), FormatOptions.exitCode(dataset));
    }
    annotations(AnnotationInfo.of(dataset, sources.get(0).name()), dataset);
    return FormatOptions.exitCode(dataset);
  }

  private void annotations(AnnotationInfo info, DetectionDataset dataset) throws IOException {
    if (format == Format.JSON) {
      terminal().out().println(json().writeValueAsString(info));
    } else {
      new AnnotationTable(terminal()).print(info);
    }
    if (common.out == null && common.name == null) {
      return;
    }
    RunFolder folder = RunFolder.create(common, "data", "info");
    folder.writeArgs(spec);
    try (ResultSink sink = ResultSink.file(folder.resolve("errors.csv"), "--out")) {
      try (CsvRows rows = new CsvRows(sink.stream(), "file", "line", "problem", "value", "done")) {
        for (AnnotationProblem one : dataset.problems()) {
          rows.row(
              one.file(),
              Integer.toString(one.line()),
              one.problem(),
              one.value(),
              one.outcome().word());
        }
      }
      sink.finish();
    }
    terminal().remark("written to " + folder.path());
  }

  private static JsonMapper json() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        .build();
  }

  private int pictures(ClassDataset dataset) throws IOException {
    int total = dataset.all().size();
    DatasetInfo info =
        DatasetInfo.of(dataset, common.workers(), new Progress(terminal(), "pictures", total));
    if (format == Format.JSON) {
      terminal().out().println(json().writeValueAsString(info));
    } else {
      print(info);
    }
    for (DatasetInfo.Broken broken : info.broken()) {
      terminal().warn("failed: " + Columns.printable(broken.source() + ": " + broken.reason()));
    }
    dataset.unreadable().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
    dataset.others().forEach(other -> terminal().detail("no picture by its name: " + other));
    files(dataset, info);
    boolean whole = info.broken().isEmpty() && dataset.unreadable().isEmpty();
    return whole ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private void files(ClassDataset dataset, DatasetInfo info) throws IOException {
    if (sheet != null) {
      ContactSheet.DEFAULT.write(dataset, sheet, common.workers());
      terminal().remark("contact sheet: " + sheet);
    }
    if (common.out == null && common.name == null) {
      return;
    }
    RunFolder folder = RunFolder.create(common, "data", "info");
    folder.writeArgs(spec);
    ContactSheet.DEFAULT.write(dataset, folder.resolve("contact_sheet.png"), common.workers());
    try (ResultSink sink = ResultSink.file(folder.resolve("errors.csv"), "--out")) {
      try (CsvRows rows = new CsvRows(sink.stream(), "source", "error")) {
        for (DatasetInfo.Broken broken : info.broken()) {
          rows.row(broken.source(), broken.reason());
        }
      }
      sink.finish();
    }
    terminal().remark("written to " + folder.path());
  }

  private void print(DatasetInfo info) {
    List<Split> splits =
        java.util.Arrays.stream(Split.values())
            .filter(split -> info.presplit())
            .filter(
                split ->
                    info.classes().stream().anyMatch(c -> c.splits().getOrDefault(split, 0) > 0))
            .toList();
    int width = info.classes().stream().mapToInt(c -> Columns.width(c.name())).max().orElse(0);
    width = Math.max(width, "class".length());
    StringBuilder head = new StringBuilder(Columns.pad("class", width));
    splits.forEach(split -> head.append(cell(split, split.folder())));
    line(head.append(String.format("%8s", "all")).toString());
    for (DatasetInfo.ClassCount count : info.classes()) {
      StringBuilder row = new StringBuilder(Columns.pad(Columns.printable(count.name()), width));
      splits.forEach(split -> row.append(cell(split, count.splits().getOrDefault(split, 0))));
      line(row.append(String.format("%8d", count.total())).toString());
    }
    StringBuilder foot = new StringBuilder(Columns.pad("all", width));
    for (Split split : splits) {
      int sum = info.classes().stream().mapToInt(c -> c.splits().getOrDefault(split, 0)).sum();
      foot.append(cell(split, sum));
    }
    int all = info.classes().stream().mapToInt(DatasetInfo.ClassCount::total).sum();
    line(foot.append(String.format("%8d", all)).toString());
    line("");
    line("classes     " + info.classes().size());
    line("readable    " + info.readable() + " of " + all + ", " + Bytes.text(info.bytes()));
    DatasetInfo.Sizes sizes = info.sizes();
    if (sizes != null) {
      line(
          String.format(
              Locale.ROOT,
              "sizes       %dx%d to %dx%d, median %dx%d, %d different",
              sizes.minWidth(),
              sizes.minHeight(),
              sizes.maxWidth(),
              sizes.maxHeight(),
              sizes.medianWidth(),
              sizes.medianHeight(),
              sizes.distinct()));
    }
    line(
        "formats     "
            + info.formats().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
    line("broken      " + info.broken().size());
    line("duplicates  " + info.duplicates().size() + " groups with the same bytes");
    line("others      " + info.others() + " files that are no pictures by their names");
    info.remarks().forEach(remark -> line("remark      " + Columns.printable(remark)));
  }

  private static String cell(Split split, Object value) {
    return String.format("%" + Math.max(8, split.folder().length() + 2) + "s", value);
  }

  private void line(String text) {
    terminal().out().println(text.stripTrailing());
  }
}
