package io.ocelli.app.cli;

import io.ocelli.augment.Augmentation;
import io.ocelli.augment.Example;
import io.ocelli.augment.Others;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.draw.Montage;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data preview}: what training would see of a data set. */
@Command(
    name = "preview",
    modelTransformer = DataPreviewCommand.Out.class,
    description = {
      "Shows what random changes make of a data set: a picture with a row for each of some pictures,"
          + " the original first, then variants, with boxes, outlines, masks, key points and"
          + " classes. Pictures are changed at the size of the tiles, as training changes them at"
          + " the size of the model. An input is never written over."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data preview leaves -o preview.png",
      "  ocelli data preview leaves --augment \"hflip p=0.5 | rotate max=20\" -o preview.png",
      "  ocelli data preview cells --augment detector --count 4 --size 320 -o preview.jpg",
      "  ocelli data preview --explain cutout"
    })
final class DataPreviewCommand extends BaseCommand {
  /** Pixels of the whole sheet; more is no longer looked at. */
  private static final long MOST_PIXELS = 150_000_000;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA",
      description = "A folder, an archive of it (tar, zip), or the file with the annotations.")
  private @Nullable Path data;

  @Mixin private final ChangeOptions changes = new ChangeOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description = "Pictures, drawn by the seed, a row each (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int count;

  @Option(
      names = "--variants",
      paramLabel = "N",
      defaultValue = "5",
      description = "Variants of each picture (default: ${DEFAULT-VALUE}).",
      order = 3)
  private int variants;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "224",
      description = "Longer side of each tile, 32 to 1024 (default: ${DEFAULT-VALUE}).",
      order = 4)
  private int size;

  @Mixin private final FormatOptions format = new FormatOptions();

  @Override
  protected int run() throws IOException {
    if (changes.answered("ocelli data preview", terminal())) {
      return ExitCode.DONE;
    }
    within("--count", count, 1, 1000);
    within("--variants", variants, 0, 100);
    within("--size", size, 32, 1024);
    if ((long) count * (variants + 1) * size * size > MOST_PIXELS) {
      throw new UsageException(
          "the picture would be too large",
          "%d rows of %d tiles of %d pixels".formatted(count, variants + 1, size),
          "--count, --variants and --size",
          "make one of them smaller");
    }
    Path output = output();
    Path input = requireData();
    Augmentation augmentation = changes.augmentation();
    List<DatasetFormat> formats = format.formats(input);
    DetectionDataset dataset = formats.get(0).read(input, format.reading(common.workers()));
    FormatOptions.report(dataset, formats, terminal());
    guard(dataset, input, output);
    List<AnnotatedPicture> pool = pool(dataset);
    List<String> failures = new ArrayList<>();
    Montage.Layout layout = Montage.Layout.of(variants + 1, size, size);
    try (Montage sheet = new Montage(layout)) {
      ExampleSource source = new FittedExamples(ExampleSource.ofPictures(pool), size);
      int rows = rows(source, augmentation, dataset.classes(), sheet, failures);
      failures.forEach(one -> terminal().warn("failed: " + Columns.printable(one)));
      if (rows == 0) {
        throw new OcelliException(
            "none of the pictures can be read",
            failures.size() + " pictures",
            input.toString(),
            "check the files: ocelli data check " + input);
      }
      try (Image picture = sheet.finish()) {
        picture.write(output);
        terminal()
            .remark(
                "%d of %d pictures, %d variants each, %s, seed %d, written to %s"
                    .formatted(
                        rows,
                        pool.size(),
                        variants,
                        augmentation.isNone() ? "unchanged" : "changed by " + augmentation,
                        common.seed,
                        output));
      }
    }
    return failures.isEmpty() ? FormatOptions.exitCode(dataset) : ExitCode.SOME_FAILED;
  }

  private int rows(
      ExampleSource source,
      Augmentation augmentation,
      List<String> classes,
      Montage sheet,
      List<String> failures) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, source.size()).boxed().toList());
    Collections.shuffle(order, new Random(common.seed));
    PreviewTile tile = new PreviewTile(classes, size);
    Others others = source.others();
    int rows = 0;
    for (int i = 0; i < order.size() && rows < count; i++) {
      int index = order.get(i);
      try (Example original = source.read(index, DecodeOptions.DEFAULT)) {
        add(original, fileName(source.name(index)), tile, sheet);
      } catch (OcelliException e) {
        failures.add(e.oneLine());
        continue;
      }
      for (int variant = 0; variant < variants; variant++) {
        try (Example example = source.read(index, DecodeOptions.DEFAULT)) {
          augmentation.apply(example, others, common.seed, variant, index);
          add(example, "", tile, sheet);
        }
      }
      rows++;
    }
    return rows;
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static void add(Example example, String name, PreviewTile tile, Montage sheet) {
    String labels = tile.labels(example.labels());
    String between = name.isEmpty() || labels.isEmpty() ? "" : ": ";
    try (Image drawn = tile.draw(example)) {
      sheet.add(drawn, labels + between + name);
    }
  }

  // Training changes what it learns from, and mixes it with nothing else.
  private List<AnnotatedPicture> pool(DetectionDataset dataset) {
    List<AnnotatedPicture> train = dataset.pictures(Split.TRAIN);
    List<AnnotatedPicture> pool = train.isEmpty() ? dataset.pictures() : train;
    if (pool.isEmpty()) {
      throw new UsageException(
          "a data set without pictures",
          dataset.name(),
          "the data set",
          "check the folder: ocelli data info " + dataset.name());
    }
    return pool;
  }

  private Path requireData() {
    if (data == null) {
      throw new UsageException(
          "a data set is missing",
          "ocelli data preview DATA -o FILE",
          "the command line",
          "give a folder of pictures; --list shows all changes");
    }
    return data;
  }

  private Path output() {
    if (common.out == null) {
      throw new UsageException(
          "the result would go nowhere",
          "no file to write",
          "the command line",
          "add -o with the name of a picture, such as -o preview.png");
    }
    String name = String.valueOf(common.out.getFileName());
    if (ImageFormat.ofName(name).filter(ImageFormat::canEncode).isEmpty()) {
      throw new UsageException(
          "the name does not say a picture format that is written",
          name,
          "-o",
          "a name that ends with .png, .jpg, .webp, .tif or .bmp");
    }
    return common.out;
  }

  private static void guard(DetectionDataset dataset, Path input, Path output) {
    InputGuard guard = new InputGuard();
    guard.add(input);
    for (AnnotatedPicture picture : dataset.pictures()) {
      Path file = picture.source().file();
      if (file != null) {
        guard.add(file);
      }
    }
    if (guard.at(output).isPresent()) {
      throw new UsageException(
          "an input would be written over", output.toString(), "-o", "choose another name");
    }
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException(
          "the number is out of range",
          String.valueOf(value),
          option,
          "give " + least + " to " + most);
    }
  }

  /** Describes this command's own {@code --out}. */
  static final class Out implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      command.remove(command.findOption("--name"));
      OutOption.describe(command, "FILE", "The picture to write: .png, .jpg, .webp, .tif or .bmp.");
      return command;
    }
  }
}
