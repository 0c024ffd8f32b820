package io.ocelli.augment.policy;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.add;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.ExampleChange;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/** Blends chains of operations; see {@link Op}. */
@Op(
    name = "aug-mix",
    does = "Blends the picture with copies of it that went through short random chains.",
    example = "aug-mix severity=6",
    source = "Hendrycks et al., arXiv:1912.02781",
    notes =
        "Operations and magnitudes are those of torchvision, in ten steps: shear (up to 0.3), translate (up to a third of the side), rotate (up to 30 degrees), brightness, colour, contrast and sharpness (up to 0.9), posterize (4 to 0 bits), solarize (threshold 255 to 0), auto-contrast, equalize. Objects and masks stay where the picture itself has them. The paper's loss that compares several such pictures is a matter of training.")
public record AugMix(
    @Param(
            does = "how many steps of each magnitude may be drawn",
            byDefault = "3",
            attempt = "8",
            min = 1,
            max = 10)
        int severity,
    @Param(does = "how many chains", byDefault = "3", attempt = "5", min = 1, max = 20) int chains,
    @Param(
            does = "operations of a chain; none draws 1 to 3",
            byDefault = "none",
            attempt = "3",
            min = 1,
            max = 20)
        Optional<Integer> depth,
    @Param(
            does = "parameter of the distributions that shares are drawn from",
            byDefault = "1",
            attempt = "5",
            min = 0.01,
            max = 100)
        double alpha,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "constant",
            attempt = "reflect101")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color)
    implements ExampleChange {
  private static final int STEPS = 10;

  @Override
  public void apply(Example example, Dice dice) {
    double mixed = dice.beta(alpha, alpha);
    double[] shares = new double[chains];
    double sum = 0;
    for (int i = 0; i < chains; i++) {
      shares[i] = dice.gamma(alpha);
      sum += shares[i];
    }
    try (Mat blend = new Mat()) {
      example.picture().mat().convertTo(blend, CV_32F, 1 - mixed, 0);
      for (int i = 0; i < chains; i++) {
        double share = mixed * (sum > 0 ? shares[i] / sum : 1.0 / chains);
        try (Example copy = Example.of(example.picture());
            Mat part = new Mat()) {
          chain(copy, dice.part(i));
          copy.picture().mat().convertTo(part, CV_32F, share, 0);
          add(blend, part, blend);
        }
      }
      blend.convertTo(example.editable().mat(), CV_8U);
    }
  }

  private void chain(Example copy, Dice dice) {
    Edges edges = new Edges(border, color, Interpolation.LINEAR);
    int length = depth.orElseGet(() -> 1 + dice.below(3));
    PolicyOperation[] all = PolicyOperation.values();
    for (int i = 0; i < length; i++) {
      PolicyOperation one = all[1 + dice.below(all.length - 1)];
      double part = dice.below(severity) / (STEPS - 1.0);
      double size =
          switch (one) {
            case SHEAR_X, SHEAR_Y -> 0.3 * part;
            case TRANSLATE_X -> copy.width() / 3.0 * part;
            case TRANSLATE_Y -> copy.height() / 3.0 * part;
            case ROTATE -> 30 * part;
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> 0.9 * part;
            case POSTERIZE -> 4 - Math.rint(4 * part);
            case SOLARIZE -> 255 * (1 - part);
            case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
          };
      boolean minus = dice.chance(0.5);
      one.apply(copy, one.signed() && minus ? -size : size, edges);
    }
  }
}
