package io.ocelli.app.cli;

import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.synthetic.DigitSynthesizer;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.dataset.synthetic.ShapeRules;
import io.ocelli.dataset.synthetic.ShapeSynthesizer;
import io.ocelli.dataset.synthetic.Synthesizer;
import io.ocelli.dataset.synthetic.SyntheticDataset;
import io.ocelli.error.UsageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli data synthesize leaves|shapes|digits}: a data set to try things on, drawn here. */
@Command(
    name = "synthesize",
    description = {
      "Draw a data set. leaves: healthy, or with spots, rust, blight or mosaic, for classifiers;"
          + " with --format coco also with masks and boxes of leaves and lesions. shapes: circles,"
          + " squares, stars, text and triangles on clutter, with exact masks and boxes, for"
          + " detectors. digits: 0 to 9 as a pen writes them. --out OUT is the new data set; with"
          + " --name it is OUT/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli data synthesize leaves --out leaves",
      "  ocelli data synthesize leaves --per-class 500 --image-size 128 --seed 7 --out leaves",
      "  ocelli data synthesize shapes --count 500 --format yolo --out shapes",
      "  ocelli data synthesize digits --count 5000 --format idx --out digits"
    })
final class DataSynthesizeCommand extends BaseCommand {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:\\.\\.(\\d{1,4}))?");

  /** What can be drawn. */
  enum Kind {
    LEAVES(96, 1000, "folders", 0),
    SHAPES(320, 300, "coco", 0.15),
    DIGITS(28, 2000, "folders", 0.15);

    private final int size;
    private final int count;
    private final String format;
    private final double share;

    Kind(int size, int count, String format, double share) {
      this.size = size;
      this.count = count;
      this.format = format;
      this.share = share;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "What to draw: ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.LEAVES;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      description = "Pictures of each class of leaves or digits (default: 200).",
      order = 1)
  private @Nullable Integer perClass;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Pictures in all (default: 1000 leaves, 300 pictures of shapes, 2000 digits).",
      order = 2)
  private @Nullable Integer count;

  @Option(
      names = {"--image-size", "--size"},
      paramLabel = "PIXELS",
      description =
          "Width and height: leaves 64 to 512 (default: 96), shapes 64 to 2048 (320), digits 16 to"
              + " 512 (28).",
      order = 3)
  private @Nullable Integer imageSize;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "How it is written: folders (default for leaves and digits), coco (default for shapes),"
              + " yolo, voc, labelme, csv, idx or cifar. Masks are exact in coco; yolo and labelme"
              + " hold the outlines, voc and csv the boxes, folders, idx and cifar the class.",
      order = 4)
  private @Nullable String format;

  @Option(
      names = "--val",
      paramLabel = "SHARE",
      description = "Share for validation (default: 0.15; leaves 0).",
      order = 5)
  private @Nullable Double val;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "Share for the test (default: 0.15; leaves 0).",
      order = 6)
  private @Nullable Double test;

  @Option(
      names = "--objects",
      paramLabel = "N..M",
      description = "Shapes in a picture (default: 1..8).",
      order = 7)
  private @Nullable String objects;

  @Option(
      names = "--max-iou",
      paramLabel = "SHARE",
      description = "Largest overlap of the boxes of two shapes (default: 0.3).",
      order = 8)
  private @Nullable Double maxIou;

  @Option(
      names = "--min-visible",
      paramLabel = "SHARE",
      description = "Smallest part of a shape that is seen (default: 0.5).",
      order = 9)
  private @Nullable Double minVisible;

  @Override
  protected int run() {
    int size = imageSize == null ? kind.size : imageSize;
    DatasetFormat target = DatasetFormat.ofName(format == null ? kind.format : format);
    SplitRatios ratios =
        new SplitRatios(val == null ? kind.share : val, test == null ? kind.share : test);
    if (kind != Kind.SHAPES && (objects != null || maxIou != null || minVisible != null)) {
      throw new UsageException(
          "only shapes lie over each other",
          kind.toString(),
          "--objects, --max-iou and --min-visible",
          "leave them out, or draw shapes");
    }
    Synthesizer synthesizer =
        switch (kind) {
          case LEAVES -> new LeafSynthesizer(size, common.seed);
          case SHAPES -> new ShapeSynthesizer(size, rules(), common.seed);
          case DIGITS -> new DigitSynthesizer(size, common.seed);
        };
    int total = total(kind == Kind.LEAVES ? LeafSynthesizer.classes().size() : 10);
    Path out = DataFolder.of(common, kind.toString());
    SyntheticDataset.Drawn drawn =
        new SyntheticDataset(synthesizer, ratios)
            .write(
                out, target, total, common.workers(), new Progress(terminal(), "pictures", total));
    terminal().out().println(out);
    if (!drawn.losses().isEmpty()) {
      terminal().remark(target.title() + " cannot hold everything:");
      drawn.losses().forEach(one -> terminal().remark("  " + one));
    }
    int marked = drawn.data().instances();
    terminal()
        .remark(
            "%d pictures%s of %d classes (%s) drawn with seed %d"
                .formatted(
                    total,
                    marked > 0 ? ", " + marked + " objects" : "",
                    drawn.data().classes().size(),
                    String.join(", ", drawn.data().classes()),
                    common.seed));
    return ExitCode.DONE;
  }

  private int total(int classes) {
    Integer each = perClass;
    Integer all = count;
    if (each != null && (all != null || kind == Kind.SHAPES)) {
      throw new UsageException(
          all != null ? "two numbers of pictures" : "pictures of shapes have no class",
          each.toString(),
          "--per-class",
          all != null ? "give --count or --per-class" : "give --count N");
    }
    if (each != null && (each < 1 || each > Integer.MAX_VALUE / classes)) {
      throw new UsageException(
          "a class needs at least one picture",
          each.toString(),
          "the number of pictures per class",
          "try 200");
    }
    return each != null ? each * classes : all != null ? all : kind.count;
  }

  private ShapeRules rules() {
    ShapeRules usual = ShapeRules.DEFAULT;
    int low = usual.minObjects();
    int high = usual.maxObjects();
    if (objects != null) {
      Matcher range = RANGE.matcher(objects);
      if (!range.matches()) {
        throw new UsageException("not a number of shapes", objects, "--objects", "try 1..8");
      }
      low = Integer.parseInt(range.group(1));
      high = range.group(2) == null ? low : Integer.parseInt(range.group(2));
    }
    return new ShapeRules(
        low,
        high,
        maxIou == null ? usual.maxIou() : maxIou,
        minVisible == null ? usual.minVisible() : minVisible);
  }
}
