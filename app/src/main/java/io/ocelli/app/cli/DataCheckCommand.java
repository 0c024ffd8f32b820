package io.ocelli.app.cli;

import io.ocelli.app.report.CheckReport;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.audit.Audit;
import io.ocelli.dataset.audit.AuditOptions;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.Checked;
import io.ocelli.dataset.audit.CleanSplit;
import io.ocelli.dataset.audit.DetectionAudit;
import io.ocelli.dataset.audit.DetectionReport;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.PictureFeatures;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.error.UsageException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Embedder;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.train.HeadTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data check}: what speaks against trusting a data set. */
@Command(
    name = "check",
    description = {
      "Find what makes a data set lie: broken files, copies and near copies in two splits or under"
          + " two labels, backgrounds that give the label away, labels that are likely wrong. The"
          + " data set is only read. With --out or --name also a folder with report.html and"
          + " findings.csv. Exit code 1 when something serious was found.",
      "Of a data set with objects (COCO, VOC, YOLO, LabelMe): bad annotations, copies with"
          + " different objects, boxes that are tiny, double or under two classes, classes absent"
          + " from a split, and where the boxes lie."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data check leaves --name leaves",
      "  ocelli data check leaves-split --backbone mobilenetv2.onnx --fix clean.csv",
      "  ocelli data check cells --from voc --name cells"
    })
final class DataCheckCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "DIR/<class>/… or DIR/train|val|test/<class>/…, a data set in another format, an archive"
              + " of one (tar, zip), or the file with the annotations.")
  private Path data = Path.of("");

  @Option(
      names = {"--backbone", "--model", "-m"},
      paramLabel = "MODEL",
      description =
          "A classifier whose features tell more of the labels than colours and edges do: an .onnx"
              + " file, or a name in the store. Not for data sets with objects.",
      order = 1)
  private @Nullable String backbone;

  @Option(
      names = "--fix",
      paramLabel = "FILE.csv",
      description =
          "Write a split file of the pictures to use: no broken files, one of each copy, none under"
              + " two labels or with different objects, near copies all in one split (train if one of them is there, else"
              + " val). No picture is changed; --split-file of 'train' reads it.",
      order = 2)
  private @Nullable Path fix;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 3)
  private DataInfoCommand.Format format = DataInfoCommand.Format.TABLE;

  @Mixin private final FormatOptions formats = new FormatOptions();

  @Override
  protected int run() throws IOException {
    List<DatasetFormat> sources = formats.likely(data);
    if (sources.isEmpty() || sources.get(0).name().equals("folders")) {
      return classes(ClassFolder.readWhole(data));
    }
    DetectionDataset dataset = sources.get(0).read(data, formats.reading(common.workers()));
    FormatOptions.report(dataset, sources, terminal());
    return dataset.isClassification()
        ? classes(dataset.toClassDataset())
        : objects(dataset, sources.get(0).name());
  }

  private int objects(DetectionDataset dataset, String source) throws IOException {
    if (backbone != null) {
      throw new UsageException(
          "a backbone for a data set with objects",
          backbone,
          "--backbone",
          "leave it out: it tells of the labels of whole pictures");
    }
    Progress progress = new Progress(terminal(), "pictures", dataset.pictures().size());
    DetectionReport report =
        DetectionAudit.of(
            dataset, source, new AuditOptions(common.workers(), common.seed, null, progress));
    if (format == DataInfoCommand.Format.JSON) {
      terminal().out().println(CheckFiles.json(report));
    } else {
      CheckTable.print(report, terminal().out());
    }
    return told(report);
  }

  private int classes(ClassDataset dataset) throws IOException {
    AuditReport report = check(dataset);
    if (format == DataInfoCommand.Format.JSON) {
      terminal().out().println(CheckFiles.json(report));
    } else {
      CheckTable.print(report, terminal().out());
    }
    dataset.unreadable().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
    return told(report);
  }

  /** Names what failed and writes the files. */
  private int told(Checked report) throws IOException {
    for (Finding finding : report.byKind().getOrDefault(Finding.Kind.BROKEN, List.of())) {
      terminal()
          .warn(
              "failed: "
                  + Columns.printable(finding.pictures().get(0).path() + ": " + finding.note()));
    }
    if (common.out != null || common.name != null) {
      RunFolder folder = RunFolder.create(common, "data", "check");
      folder.writeArgs(spec);
      CheckFiles.findings(report, folder.resolve("findings.csv"), "--out");
      CheckReport.write(folder.resolve("report.html"), report, CommandText.of(spec));
      terminal().remark("report: " + folder.resolve("report.html"));
    }
    if (fix != null) {
      CleanSplit clean = CleanSplit.of(report);
      CheckFiles.split(clean, fix, "--fix");
      terminal()
          .remark(
              "%s: %d pictures, %d left out, %d moved to another split"
                  .formatted(fix, clean.entries().size(), clean.leftOut(), clean.moved()));
    }
    return report.serious() ? ExitCode.SOME_FAILED : ExitCode.DONE;
  }

  private AuditReport check(ClassDataset dataset) {
    Progress progress = new Progress(terminal(), "pictures", dataset.all().size());
    if (backbone == null) {
      return Audit.of(dataset, new AuditOptions(common.workers(), common.seed, null, progress));
    }
    ModelDevice device = ModelDevice.check(common);
    device.tell(terminal());
    ClassifierOptions options =
        ClassifierOptions.DEFAULT.withDevice(device.device()).withThreads(common.workers());
    Path file = ModelLocator.resolve(backbone);
    try (Embedder embedder = Embedder.open(file, HeadTraining.input(file), options)) {
      return Audit.of(
          dataset, new AuditOptions(common.workers(), common.seed, features(embedder), progress));
    }
  }

  private static PictureFeatures features(Embedder embedder) {
    return new PictureFeatures() {
      @Override
      public DecodeOptions decoding() {
        return embedder.decodeOptions();
      }

      @Override
      public float[] of(Image picture) {
        return embedder.embed(picture);
      }
    };
  }
}
