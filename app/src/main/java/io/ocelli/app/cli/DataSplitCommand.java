package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.split.Assignment;
import io.ocelli.dataset.split.DatasetItems;
import io.ocelli.dataset.split.SplitFile;
import io.ocelli.dataset.split.SplitTable;
import io.ocelli.dataset.split.SplitWriter;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data split}: train, val and test from one folder of classes. */
@Command(
    name = "split",
    description = {
      "Split a data set: as a file (--csv), which train and evaluate take with --split-file, or as"
          + " folders OUT/train|val|test/<class>/… (--out OUT, or --out DIR --name OUT). The"
          + " input is only read."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data split leaves --csv split.csv",
      "  ocelli data split leaves --val 0.2 --test 0 --seed 7 --link --out leaves-split",
      "  ocelli data split leaves --group-pattern 'leaf_(\\d+)' --csv split.csv",
      "  ocelli data split leaves --by near-copies --csv split.csv",
      "  ocelli data split leaves --folds 5 --test 0.1 --csv folds.csv"
    })
final class DataSplitCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "DIR/<class>/… or an archive of it; folders that are split already stay so, but for"
              + " --anew.")
  private Path data = Path.of("");

  @Mixin private SplitOptions how = new SplitOptions();

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description =
          "Write the split as a table, and FILE.yaml beside it: how it was made, and its hash.",
      order = 30)
  private @Nullable Path csv;

  @Option(
      names = "--link",
      description = "Hard links instead of copies: takes no room, on one disk only.",
      order = 31)
  private boolean link;

  @Mixin private SplitFileOptions file = new SplitFileOptions();

  @Override
  protected int run() {
    if (file.given()) {
      return apply();
    }
    boolean folders = csv == null || common.out != null || common.name != null;
    if (folders && how.makesFolds()) {
      throw new UsageException(
          "folds are no folders",
          "--out",
          "the command line",
          "write them with --csv folds.csv; then --split-file folds.csv --fold 1 --out DIR makes"
              + " the folders of one");
    }
    SplitMaker.Made made =
        new SplitMaker(how, common.seed, common.workers(), terminal()).make(data);
    if (csv != null) {
      SplitFile.write(made.table(), csv);
    }
    SplitCounts.lines(made.table()).forEach(line -> terminal().out().println(line));
    if (csv != null) {
      terminal()
          .remark(
              "%d pictures of %d classes; %s, sha256 %s"
                  .formatted(
                      made.table().items().size(),
                      made.whole().classes().size(),
                      csv,
                      made.table().hash()));
    }
    if (!folders) {
      made.whole().unreadable().forEach(this::failed);
      return made.whole().unreadable().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
    return write(
        DatasetItems.of(made.whole())
            .apply(made.table(), null, false, csv == null ? "split" : csv.toString()));
  }

  private int apply() {
    if (csv != null || how.anyGiven()) {
      throw new UsageException(
          "a split that is made and one that is given",
          "--split-file",
          "the command line",
          "leave out --split-file, or all that says how to split");
    }
    ClassDataset split =
        file.apply(ClassFolder.read(data, SplitRatios.NONE, common.seed), terminal());
    split.remarks().forEach(remark -> terminal().remark(Columns.printable(remark)));
    DatasetItems items = DatasetItems.of(split);
    SplitTable table = SplitTable.of(Map.of(), items.items(), new Assignment.Single(items.given()));
    SplitCounts.lines(table).forEach(line -> terminal().out().println(line));
    return write(split);
  }

  private int write(ClassDataset split) {
    Path out = DataFolder.of(common, "split");
    SplitWriter.Written written =
        SplitWriter.write(
            split,
            data,
            out,
            link ? SplitWriter.Transfer.HARD_LINK : SplitWriter.Transfer.COPY,
            new Progress(terminal(), "pictures", split.all().size()));
    written.failures().forEach(this::failed);
    split.unreadable().forEach(this::failed);
    terminal()
        .remark(
            written.files()
                + " pictures of "
                + split.classes().size()
                + " classes, "
                + Bytes.text(written.bytes())
                + ", written to "
                + out);
    boolean whole = written.failures().isEmpty() && split.unreadable().isEmpty();
    return whole ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private void failed(String one) {
    terminal().warn("failed: " + Columns.printable(one));
  }
}
