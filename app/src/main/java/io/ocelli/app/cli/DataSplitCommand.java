package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.split.SplitWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data split}: train, val and test folders from one folder of classes. */
@Command(
    name = "split",
    description = {
      "Write a data set as OUT/train|val|test/<class>/…, each class in the same shares. The input"
          + " is only read. --out OUT is the new data set; with --name it is OUT/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data split leaves --out leaves-split",
      "  ocelli data split leaves --val 0.2 --test 0 --seed 7 --link --out leaves-split"
    })
final class DataSplitCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "DIR/<class>/… or an archive of it; folders that are split already stay so.")
  private Path data = Path.of("");

  @Option(
      names = "--val",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "For validation, 0 to below 1 (default: ${DEFAULT-VALUE}).",
      order = 1)
  private double val;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "For the test, 0 to below 1 (default: ${DEFAULT-VALUE}).",
      order = 2)
  private double test;

  @Option(
      names = "--link",
      description = "Hard links instead of copies: takes no room, on one disk only.",
      order = 3)
  private boolean link;

  @Override
  protected int run() {
    ClassDataset dataset = ClassFolder.read(data, new SplitRatios(val, test), common.seed);
    dataset.remarks().forEach(remark -> terminal().remark(Columns.printable(remark)));
    Path out = DataFolder.of(common, "split");
    int total = dataset.all().size();
    SplitWriter.Written written =
        SplitWriter.write(
            dataset,
            data,
            out,
            link ? SplitWriter.Transfer.HARD_LINK : SplitWriter.Transfer.COPY,
            new Progress(terminal(), "pictures", total));
    for (Split split : Split.values()) {
      terminal().out().printf("%-6s%7d%n", split.folder(), dataset.samples(split).size());
    }
    written.failures().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
    dataset.unreadable().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
    terminal()
        .remark(
            written.files()
                + " pictures of "
                + dataset.classes().size()
                + " classes, "
                + Bytes.text(written.bytes())
                + ", written to "
                + out);
    boolean whole = written.failures().isEmpty() && dataset.unreadable().isEmpty();
    return whole ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }
}
