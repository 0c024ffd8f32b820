package io.ocelli.app.cli;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.NewFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.Staging;
import io.ocelli.dataset.enlarge.EnlargeOptions;
import io.ocelli.dataset.enlarge.Enlargement;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.WriteOptions;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data augment}: a larger data set on disk. */
@Command(
    name = "augment",
    modelTransformer = DataAugmentCommand.Out.class,
    description = {
      "Writes an enlarged data set: the pictures and changed copies of them (leaf_aug1.jpg, ...),"
          + " with boxes, outlines, masks, key points and classes. Only train is enlarged, other"
          + " splits are copied as they are; without splits all is. Training itself needs none of"
          + " this: it changes pictures while it reads them. args.yaml in the new folder says how"
          + " it was made."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data augment leaves --copies 3 -o more-leaves",
      "  ocelli data augment cells --augment detector --copies 4 -o more-cells",
      "  ocelli data augment leaves --copies 0 --balance --augment leaf -o even-leaves",
      "  ocelli data augment --list"
    })
final class DataAugmentCommand extends BaseCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA",
      description = "A folder, an archive of it (tar, zip), or the file with the annotations.")
  private @Nullable Path data;

  @Mixin private final ChangeOptions changes = new ChangeOptions();

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "1",
      description = "Changed copies of each picture (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int copies;

  @Option(
      names = "--balance",
      description =
          "More copies of rare classes, until all have as many pictures as the most frequent; where"
              + " pictures hold objects of several classes, as near as copies bring them.",
      order = 3)
  private boolean balance;

  @Option(
      names = "--no-originals",
      description = "Leave the pictures that are enlarged out, write only their copies.",
      order = 4)
  private boolean noOriginals;

  @Option(
      names = "--splits",
      paramLabel = "NAME,...",
      split = ",",
      description = "What is enlarged: train, train-dev, val, test (default: train).",
      order = 5)
  private List<String> splits = new ArrayList<>(List.of("train"));

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Write another format than that of DATA, one of those of 'data convert'.",
      order = 6)
  private @Nullable String target;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      defaultValue = "95",
      description = "Of copies in JPEG and WebP (default: ${DEFAULT-VALUE}).",
      order = 7)
  private int quality;

  @Mixin private final FormatOptions format = new FormatOptions();

  @Override
  protected int run() throws IOException {
    if (changes.answered("ocelli data augment", terminal())) {
      return ExitCode.DONE;
    }
    EnlargeOptions options =
        new EnlargeOptions(
            changes.augmentation(),
            copies,
            balance,
            !noOriginals,
            splits(),
            quality,
            common.seed,
            common.workers());
    if (data == null || common.out == null) {
      throw new UsageException(
          data == null ? "a data set is missing" : "the result would go nowhere",
          "ocelli data augment DATA -o DIR",
          "the command line",
          "give a data set and a new folder; --list shows all changes");
    }
    Path out = common.out;
    List<DatasetFormat> formats = format.formats(data);
    DatasetFormat to = target == null ? formats.get(0) : DatasetFormat.ofName(target);
    DetectionDataset dataset = formats.get(0).read(data, format.reading(common.workers()));
    FormatOptions.report(dataset, formats, terminal());
    if (!to.name().equals(formats.get(0).name())) {
      List<String> losses = to.losses(dataset);
      if (!losses.isEmpty()) {
        terminal().remark(to.title() + " cannot hold everything:");
        losses.forEach(one -> terminal().remark("  " + Columns.printable(one)));
      }
    }
    NewFolder.check(Path.of(dataset.name()), out);
    int planned = Arrays.stream(Enlargement.plan(dataset, options)).filter(n -> n > 0).sum();
    terminal()
        .remark("%d pictures, %d copies to make".formatted(dataset.pictures().size(), planned));
    boolean whole;
    try (Staging staging = Staging.beside(out)) {
      Enlargement larger =
          Enlargement.make(
              dataset,
              options,
              staging,
              new Progress(terminal(), "pictures", dataset.pictures().size()));
      WriteOptions writing = new WriteOptions(staging.links(), format.corners());
      DatasetFormat.Written written = to.write(larger.data(), out, writing, done -> {});
      new RunFolder(out).writeArgs(spec);
      written.renamed().forEach(one -> terminal().remark("renamed: " + Columns.printable(one)));
      written.failures().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
      larger.failures().forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
      tell(larger, written, out);
      whole = larger.failures().isEmpty() && written.failures().isEmpty();
    }
    return whole ? FormatOptions.exitCode(dataset) : ExitCode.SOME_FAILED;
  }

  private void tell(Enlargement larger, DatasetFormat.Written written, Path out) {
    terminal()
        .out()
        .printf(
            "%d pictures, %d of them changed copies; %d objects, %d classes%n",
            written.pictures(),
            larger.copies(),
            larger.data().instances(),
            larger.data().classes().size());
    if (larger.lost() > 0) {
      terminal()
          .remark(
              larger.lost()
                  + " objects are not in the copies, since too little of them was left"
                  + " (keep-objects says how much is enough)");
    }
    terminal().remark("written to " + out);
  }

  private Set<Split> splits() {
    Set<Split> some = EnumSet.noneOf(Split.class);
    for (String name : splits) {
      some.add(
          Split.ofFolder(name.strip())
              .orElseThrow(
                  () ->
                      new UsageException(
                          "no such split",
                          name,
                          "--splits",
                          NearNames.remedy(name, List.of("train", "train-dev", "val", "test")))));
    }
    return some;
  }

  /** Describes this command's own {@code --out}. */
  static final class Out implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      command.remove(command.findOption("--name"));
      OutOption.describe(command, "DIR", "The new data set: a folder that is made or empty.");
      return command;
    }
  }
}
