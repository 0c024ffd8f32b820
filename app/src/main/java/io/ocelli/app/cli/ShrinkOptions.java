package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.compare.Comparison;
import io.ocelli.model.quantize.Shrinking;
import io.ocelli.model.quantize.Shrunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code ocelli export} makes a model smaller, and what it must still answer. */
final class ShrinkOptions {
  private static final double INT8_BOUND = 0.9;
  private static final double FP16_BOUND = 0.99;
  private static final int DRAWN = 64;

  @Option(
      names = "--int8",
      description = "Weights and arithmetic of 8 bits, a quarter of the size; needs --calibrate.",
      order = 10)
  private boolean int8;

  @Option(
      names = "--fp16",
      description = "Half precision, half the size; for GPUs, on a CPU not faster.",
      order = 11)
  private boolean fp16;

  @Option(
      names = "--calibrate",
      paramLabel = "DIR",
      description = "Pictures like those that the model will see, some hundred; for --int8.",
      order = 12)
  private @Nullable Path calibrate;

  @Option(
      names = "--verify",
      paramLabel = "DIR",
      description = "Pictures to compare both models on (default: those of --calibrate).",
      order = 13)
  private @Nullable Path verify;

  @Option(
      names = "--force",
      description = {
        "Write the file even if it gives the same label for less than 90 %% (int8) or 99 %% (fp16)"
            + " of the pictures."
      },
      order = 14)
  private boolean force;

  boolean wanted() {
    return int8 || fp16;
  }

  /** Put before .onnx where nobody names the file. */
  String ending() {
    return int8 ? "-int8" : fp16 ? "-fp16" : "";
  }

  /** Refuses options that do not go together. */
  void check() {
    if (int8 && fp16) {
      throw new UsageException(
          "a model is made int8 or fp16, not both", "--int8 --fp16", "options", "give one of them");
    }
    if (int8 && calibrate == null) {
      throw new UsageException(
          "int8 needs pictures to measure the network's values on",
          "--int8 alone",
          "--calibrate",
          "add --calibrate DIR with some hundred pictures like those that the model will see");
    }
    if (calibrate != null && !int8) {
      throw only("--calibrate", "--int8");
    }
    if ((verify != null || force) && !wanted()) {
      throw only(force ? "--force" : "--verify", "--int8 or --fp16");
    }
  }

  private static UsageException only(String option, String with) {
    return new UsageException("an option that stands alone", option, option, "add " + with);
  }

  /**
   * The content of the smaller model's file; says how it compares.
   *
   * @throws OcelliException when it agrees too seldom with the model and nobody forces it
   */
  byte[] smaller(Path model, Terminal terminal) throws IOException {
    @Nullable JudgedPictures calibration =
        calibrate == null ? null : JudgedPictures.of(calibrate, "--calibrate");
    JudgedPictures judged =
        verify != null
            ? JudgedPictures.of(verify, "--verify")
            : calibration != null ? calibration : drawn();
    List<ByteSource> measured =
        calibration == null
            ? List.of()
            : calibration.samples().stream().map(Sample::source).toList();
    int steps = int8 ? 2 * Math.min(measured.size(), Shrinking.MOST_MEASURED) : 1;
    Shrinking shrinking =
        new Shrinking(
            model,
            judged.samples(),
            judged.classes(),
            new Progress(terminal, "steps of calibration", steps));
    Shrunk shrunk = int8 ? shrinking.int8(measured) : shrinking.half();
    tell(shrunk, terminal);
    requireAgreement(shrunk.comparison(), model);
    return shrunk.onnx();
  }

  private void tell(Shrunk shrunk, Terminal terminal) {
    Comparison c = shrunk.comparison();
    long before = c.first().bytes();
    terminal.remark(shrunk.method());
    terminal.remark(
        String.format(
            Locale.ROOT,
            "size: %s, was %s (%.2f of it)",
            Bytes.text(shrunk.onnx().length),
            Bytes.text(before),
            shrunk.onnx().length / (double) before));
    terminal.remark(
        String.format(
            Locale.ROOT,
            "same label: %.4f of %d %s; largest difference of a probability %.4f",
            c.agreement(),
            c.pictures(),
            verify == null && calibrate == null ? "drawn pictures" : "pictures",
            c.largestDifference()));
    if (Double.isFinite(c.first().accuracy())) {
      terminal.remark(
          String.format(
              Locale.ROOT,
              "accuracy: %.4f, was %.4f",
              c.second().accuracy(),
              c.first().accuracy()));
    }
  }

  private void requireAgreement(Comparison c, Path model) {
    double bound = int8 ? INT8_BOUND : FP16_BOUND;
    if (force || (c.pictures() > 0 && c.agreement() >= bound)) {
      return;
    }
    throw new OcelliException(
        "the smaller model answers too differently; nothing was written",
        String.format(
            Locale.ROOT, "same label for %.4f of the pictures, %.2f needed", c.agreement(), bound),
        model.toString(),
        (int8 ? "give other or more --calibrate pictures, use --fp16" : "give --verify pictures")
            + ", or --force");
  }

  private static JudgedPictures drawn() {
    List<Sample> samples = new ArrayList<>();
    LeafSynthesizer leaves = new LeafSynthesizer(128, 1);
    List<LeafCondition> conditions = List.of(LeafCondition.values());
    for (int i = 0; i < DRAWN; i++) {
      try (Image image = Image.of(leaves.draw(conditions.get(i % conditions.size()), i))) {
        samples.add(new Sample(ByteSource.of("leaf " + i, image.encode(ImageFormat.PNG)), 0));
      }
    }
    return new JudgedPictures(samples, null);
  }
}
