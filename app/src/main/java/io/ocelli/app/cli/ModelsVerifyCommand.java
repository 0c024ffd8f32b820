package io.ocelli.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.SourceListing;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.compare.Comparison;
import io.ocelli.model.compare.Difference;
import io.ocelli.model.compare.ModelComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli models verify}: may one model take the place of another? */
@Command(
    name = "verify",
    description = {
      "Compare two classifiers on the pictures of a folder: how often they agree, how far their"
          + " probabilities lie apart, how fast they are and, where the folders are classes whose"
          + " names the models know, how often each is right."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli models verify leaves leaves-int8 --images plants/val",
      "  ocelli models verify a.onnx b.onnx --images photos --min-agreement 0.98"
    })
final class ModelsVerifyCommand extends BaseCommand {
  private static final int SHOWN = 10;

  /** How the result is written. */
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "MODEL", description = "A name, an .onnx file or a run.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "The one to compare with it.")
  private String second = "";

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Pictures, or DIR/<class>/... with the right labels; archives too.",
      order = 1)
  private Path images = Path.of("");

  @Option(
      names = "--min-agreement",
      paramLabel = "X",
      defaultValue = "0",
      description = "Exit code 1 when they agree on less than this part of the pictures, 0 to 1.",
      order = 2)
  private double minAgreement;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 3)
  private Format format = Format.TABLE;

  @Override
  protected int run() throws IOException {
    if (!(minAgreement >= 0 && minAgreement <= 1)) {
      throw new UsageException(
          "not a part of the pictures",
          String.valueOf(minAgreement),
          "--min-agreement",
          "give a number from 0 to 1");
    }
    ModelDevice device = ModelDevice.check(common);
    ClassifierOptions options =
        ClassifierOptions.DEFAULT.withDevice(device.device()).withThreads(common.workers());
    @Nullable List<String> classes = null;
    List<Sample> samples;
    SourceListing listing = SourceListing.of(images);
    if (listing.pictures().stream().allMatch(picture -> picture.path().size() > 1)
        && !listing.pictures().isEmpty()) {
      ClassDataset dataset = ClassFolder.readWhole(images);
      classes = dataset.classes();
      samples = dataset.all();
    } else {
      samples =
          listing.pictures().stream()
              .map(picture -> new Sample(picture.source(), 0, String.join("/", picture.path())))
              .toList();
    }
    if (samples.isEmpty()) {
      throw new UsageException(
          "there is no picture", images.toString(), "--images", "give a folder of pictures");
    }
    try (Classifier a = Classifier.open(first, options);
        Classifier b = Classifier.open(second, options)) {
      device.tell(terminal(), a.placement());
      Comparison comparison =
          new ModelComparison(a, b)
              .on(samples, classes, new Progress(terminal(), "pictures", samples.size()));
      if (format == Format.JSON) {
        terminal().out().println(new JsonMapper().writeValueAsString(tree(comparison)));
      } else {
        table(comparison);
      }
      return comparison.pictures() > 0 && comparison.agreement() >= minAgreement
          ? ExitCode.DONE
          : ExitCode.SOME_FAILED;
    }
  }

  private void table(Comparison c) {
    Comparison.Side a = c.first();
    Comparison.Side b = c.second();
    row("", "first", "second");
    row("file", Bytes.text(a.bytes()), Bytes.text(b.bytes()));
    row("pictures/s", number(a.picturesPerSecond(), 0), number(b.picturesPerSecond(), 0));
    if (Double.isFinite(a.accuracy())) {
      row("accuracy", number(a.accuracy(), 4), number(b.accuracy(), 4));
    }
    terminal().out().println();
    row("pictures", String.valueOf(c.pictures()), "");
    if (c.failed() > 0) {
      row("unreadable", String.valueOf(c.failed()), "");
    }
    row("same label", number(c.agreement(), 4), "");
    row("same order", number(c.sameOrder(), 4), "of the first five labels");
    row("difference", number(c.meanDifference(), 6), "mean of all probabilities");
    row("largest", number(c.largestDifference(), 4), Columns.printable(c.largestAt()));
    int shown = terminal().verbose() ? c.differences().size() : SHOWN;
    c.differences().stream().limit(shown).forEach(this::difference);
    if (c.differences().size() > shown) {
      terminal().remark((c.differences().size() - shown) + " more; -v shows them");
    }
  }

  private void difference(Difference d) {
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "  %s: %s %.3f, %s %.3f%n",
            Columns.printable(d.picture()),
            d.first(),
            d.firstProbability(),
            d.second(),
            d.secondProbability());
  }

  private void row(String key, String one, String other) {
    terminal().out().println((Columns.pad(key, 12) + Columns.pad(one, 12) + other).stripTrailing());
  }

  private static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
  }

  private static Map<String, @Nullable Object> tree(Comparison c) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("pictures", c.pictures());
    tree.put("unreadable", c.failed());
    tree.put("agreement", finite(c.agreement()));
    tree.put("same_order", finite(c.sameOrder()));
    tree.put("mean_difference", finite(c.meanDifference()));
    tree.put("largest_difference", c.largestDifference());
    tree.put("largest_at", c.largestAt());
    tree.put("first", side(c.first()));
    tree.put("second", side(c.second()));
    tree.put(
        "differences",
        c.differences().stream()
            .map(
                d ->
                    Map.of(
                        "picture", d.picture(),
                        "first", d.first(),
                        "first_probability", d.firstProbability(),
                        "second", d.second(),
                        "second_probability", d.secondProbability()))
            .toList());
    return tree;
  }

  private static Map<String, @Nullable Object> side(Comparison.Side side) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("model", side.model());
    tree.put("bytes", side.bytes());
    tree.put("accuracy", finite(side.accuracy()));
    tree.put("pictures_per_second", finite(side.picturesPerSecond()));
    return tree;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
