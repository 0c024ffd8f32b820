package io.ocelli.augment.policy;

import io.ocelli.augment.Dice;
import io.ocelli.augment.Edges;
import io.ocelli.augment.Example;
import io.ocelli.augment.ExampleChange;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.geometric.Interpolation;

/** Some operations of one magnitude; see {@link Op}. */
@Op(
    name = "rand-augment",
    does = "Does some operations, drawn from a list of fourteen, all with one magnitude.",
    example = "rand-augment n=2 magnitude=9",
    source = "Cubuk et al., arXiv:1909.13719",
    notes =
        "Operations and magnitudes are those of torchvision: nothing, shear (up to 0.3), translate (up to 150/331 of the side), rotate (up to 30 degrees), brightness, colour, contrast and sharpness (up to 0.9), posterize (8 to 4 bits), solarize (threshold 255 to 0), auto-contrast, equalize. An operation may be drawn twice.")
public record RandAugment(
    @Param(does = "how many operations", byDefault = "2", attempt = "4", min = 0, max = 100) int n,
    @Param(
            does = "how strong they are; 30 is the strongest",
            byDefault = "9",
            attempt = "20",
            min = 0,
            max = 30)
        double magnitude,
    @Param(
            does = "what lies outside of the picture",
            byDefault = "constant",
            attempt = "reflect101")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color)
    implements ExampleChange {
  private static final double STRONGEST = 30;

  @Override
  public void apply(Example example, Dice dice) {
    Edges edges = new Edges(border, color, Interpolation.LINEAR);
    PolicyOperation[] all = PolicyOperation.values();
    double part = magnitude / STRONGEST;
    for (int i = 0; i < n; i++) {
      PolicyOperation one = all[dice.below(all.length)];
      double size =
          switch (one) {
            case SHEAR_X, SHEAR_Y -> 0.3 * part;
            case TRANSLATE_X -> 150.0 / 331 * example.width() * part;
            case TRANSLATE_Y -> 150.0 / 331 * example.height() * part;
            case ROTATE -> 30 * part;
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> 0.9 * part;
            case POSTERIZE -> 8 - Math.rint(4 * part);
            case SOLARIZE -> 255 * (1 - part);
            case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
          };
      boolean minus = dice.chance(0.5);
      one.apply(example, one.signed() && minus ? -size : size, edges);
    }
  }
}
