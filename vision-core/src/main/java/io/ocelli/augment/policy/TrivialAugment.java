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

/** One operation of any magnitude; see {@link Op}. */
@Op(
    name = "trivial-augment",
    does = "Does one operation, drawn from a list of fourteen, with a random magnitude.",
    example = "trivial-augment",
    source = "Mueller and Hutter, arXiv:2103.10158",
    notes =
        "The wide space of the paper, as in torchvision: nothing, shear (up to 0.99), translate (up to 32 px), rotate (up to 135 degrees), brightness, colour, contrast and sharpness (up to 0.99), posterize (8 to 2 bits), solarize (threshold 255 to 0), auto-contrast, equalize; magnitudes in 31 even steps.")
public record TrivialAugment(
    @Param(
            does = "what lies outside of the picture",
            byDefault = "constant",
            attempt = "reflect101")
        Border border,
    @Param(does = "for a constant border", byDefault = "black", attempt = "gray") Rgb color)
    implements ExampleChange {
  private static final int STEPS = 31;

  @Override
  public void apply(Example example, Dice dice) {
    Edges edges = new Edges(border, color, Interpolation.LINEAR);
    PolicyOperation[] all = PolicyOperation.values();
    PolicyOperation one = all[dice.below(all.length)];
    double part = dice.below(STEPS) / (STEPS - 1.0);
    double size =
        switch (one) {
          case SHEAR_X, SHEAR_Y, BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> 0.99 * part;
          case TRANSLATE_X, TRANSLATE_Y -> 32 * part;
          case ROTATE -> 135 * part;
          case POSTERIZE -> 8 - Math.rint(6 * part);
          case SOLARIZE -> 255 * (1 - part);
          case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
        };
    boolean minus = dice.chance(0.5);
    one.apply(example, one.signed() && minus ? -size : size, edges);
  }
}
