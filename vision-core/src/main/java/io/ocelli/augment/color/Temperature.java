package io.ocelli.augment.color;

import io.ocelli.augment.Dice;
import io.ocelli.augment.LinearColors;
import io.ocelli.augment.PixelChange;
import io.ocelli.augment.PixelEdit;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Range;

/** Changes the colour of the light; see {@link Op}. */
@Op(
    name = "temperature",
    does = "Changes the colour of the light, from warm lamps to a blue sky.",
    example = "temperature kelvin=3500",
    source =
        "Kang et al., Design of Advanced Color Temperature Control System for HDTV Applications, 2002: the Planckian locus",
    notes =
        "Each channel is multiplied as light of that temperature differs from that of 6500 K in sRGB; gray keeps its luma (ITU-R BT.601). Drawn evenly in its reciprocal, in which the eye sees even steps.")
public record Temperature(
    @Param(
            does = "temperature of the light; 6500 changes nothing",
            unit = "K",
            byDefault = "4500..10000",
            attempt = "3500",
            min = 1700,
            max = 25_000)
        Range kelvin)
    implements PixelChange {
  private static final double NEUTRAL = 6500;
  private static final double GAMMA = 2.2;

  @Override
  public PixelEdit draw(int width, int height, Dice dice) {
    double drawn = 1 / dice.between(1 / kelvin.from(), 1 / kelvin.to());
    double[] light = light(drawn);
    double[] neutral = light(NEUTRAL);
    double[] factor = new double[3];
    for (int i = 0; i < 3; i++) {
      factor[i] = Math.pow(Math.max(light[i], 0) / neutral[i], 1 / GAMMA);
    }
    double luma = 0.299 * factor[0] + 0.587 * factor[1] + 0.114 * factor[2];
    return LinearColors.each(factor[2] / luma, 0, factor[1] / luma, 0, factor[0] / luma, 0);
  }

  /** Linear sRGB of a glowing body, with Y = 1. */
  private static double[] light(double kelvin) {
    double t = 1000 / kelvin;
    double x =
        kelvin < 4000
            ? ((-0.2661239 * t - 0.2343589) * t + 0.8776956) * t + 0.179910
            : ((-3.0258469 * t + 2.1070379) * t + 0.2226347) * t + 0.240390;
    double y =
        kelvin < 2222
            ? ((-1.1063814 * x - 1.34811020) * x + 2.18555832) * x - 0.20219683
            : kelvin < 4000
                ? ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867
                : ((3.0817580 * x - 5.87338670) * x + 3.75112997) * x - 0.37001483;
    double bigX = x / y;
    double bigZ = (1 - x - y) / y;
    return new double[] {
      3.2404542 * bigX - 1.5371385 - 0.4985314 * bigZ,
      -0.9692660 * bigX + 1.8760108 + 0.0415560 * bigZ,
      0.0556434 * bigX - 0.2040259 + 1.0572252 * bigZ
    };
  }
}
