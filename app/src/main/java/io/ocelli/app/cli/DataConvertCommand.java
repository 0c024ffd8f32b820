package io.ocelli.app.cli;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data convert}: a data set in another format. */
@Command(
    name = "convert",
    description = {
      "Write a data set in another format: pictures, annotations, splits. The input is only read."
          + " What the new format cannot hold is said before it is written. --out OUT is the new"
          + " data set; with --name it is OUT/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data convert cells --to yolo --out cells-yolo",
      "  ocelli data convert cells/annotations/instances_val.json --to voc --link --out cells-voc",
      "  ocelli data convert cells.zip --from voc --to coco --strict --out cells-coco"
    })
final class DataConvertCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "A folder, an archive of it (tar, zip), or the file with the annotations.")
  private Path data = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description = "The format to write: coco, voc, yolo, labelme, csv, folders, idx or cifar.",
      order = 1)
  private String to = "";

  @Option(
      names = "--link",
      description = "Hard links instead of copies: takes no room, on one disk only.",
      order = 2)
  private boolean link;

  @Mixin private final FormatOptions format = new FormatOptions();
  @Mixin private final SplitFileOptions splitFile = new SplitFileOptions();

  @Override
  protected int run() throws IOException {
    DatasetFormat target = DatasetFormat.ofName(to);
    List<DatasetFormat> sources = format.formats(data);
    DetectionDataset dataset = sources.get(0).read(data, format.reading(common.workers()));
    if (splitFile.given()) {
      dataset = splitFile.apply(dataset, terminal());
    }
    FormatOptions.report(dataset, sources, terminal());
    List<String> losses = target.losses(dataset);
    if (!losses.isEmpty()) {
      terminal().remark(target.title() + " cannot hold everything:");
      losses.forEach(one -> terminal().remark("  " + Columns.printable(one)));
    }
    Path out = DataFolder.of(common, "convert");
    DatasetFormat.Written written =
        target.write(
            dataset,
            out,
            new WriteOptions(link, format.corners()),
            new Progress(terminal(), "pictures", dataset.pictures().size()));
    written.renamed().forEach(one -> terminal().remark("renamed: " + Columns.printable(one)));
    written.failures().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
    terminal()
        .out()
        .printf(
            "%d pictures, %d objects, %d classes%n",
            written.pictures(), dataset.instances(), dataset.classes().size());
    terminal().remark("written to " + out);
    return written.failures().isEmpty() ? FormatOptions.exitCode(dataset) : ExitCode.SOME_FAILED;
  }
}
