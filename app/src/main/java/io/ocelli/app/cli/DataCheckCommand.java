package io.ocelli.app.cli;

import io.ocelli.app.report.CheckReport;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.audit.Audit;
import io.ocelli.dataset.audit.AuditOptions;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.CleanSplit;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.PictureFeatures;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Embedder;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.train.HeadTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data check}: what speaks against trusting a data set. */
@Command(
    name = "check",
    description = {
      "Find what makes a data set lie: broken files, copies and near copies in two splits or under"
          + " two labels, backgrounds that give the label away, labels that are likely wrong. The"
          + " data set is only read. With --out or --name also a folder with report.html and"
          + " findings.csv. Exit code 1 when something serious was found."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data check leaves --name leaves",
      "  ocelli data check leaves-split --backbone mobilenetv2.onnx --fix clean.csv"
    })
final class DataCheckCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "DIR/<class>/… or DIR/train|val|test/<class>/…, or an archive of it (tar, zip).")
  private Path data = Path.of("");

  @Option(
      names = {"--backbone", "--model", "-m"},
      paramLabel = "MODEL",
      description =
          "A classifier whose features tell more of the labels than colours and edges do: an .onnx"
              + " file, or a name in the store.",
      order = 1)
  private @Nullable String backbone;

  @Option(
      names = "--fix",
      paramLabel = "FILE.csv",
      description =
          "Write a split file of the pictures to use: no broken files, one of each copy, none under"
              + " two labels, near copies all in one split (train if one of them is there, else"
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

  @Override
  protected int run() throws IOException {
    ClassDataset dataset = ClassFolder.readWhole(data);
    AuditReport report = check(dataset);
    if (format == DataInfoCommand.Format.JSON) {
      terminal().out().println(CheckFiles.json(report));
    } else {
      CheckTable.print(report, terminal().out());
    }
    for (Finding finding : report.byKind().getOrDefault(Finding.Kind.BROKEN, List.of())) {
      terminal()
          .warn(
              "failed: "
                  + Columns.printable(finding.pictures().get(0).path() + ": " + finding.note()));
    }
    dataset.unreadable().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
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
    ClassifierOptions options =
        ClassifierOptions.DEFAULT
            .withDevice(Device.parse(common.device))
            .withThreads(common.workers());
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
