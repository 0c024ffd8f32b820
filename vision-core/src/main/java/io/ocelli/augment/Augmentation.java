package io.ocelli.augment;

import io.ocelli.image.Image;
import java.util.SplittableRandom;

/**
 * Random changes to a picture for training. What happens to a picture is drawn from the seed, the
 * epoch and the picture's index and from nothing else, so it does not depend on threads or order;
 * setting one of the components to 0 leaves the draws of the others as they are.
 *
 * <p>The geometric changes are one bilinear warp about the centre, with the picture mirrored beyond
 * its border (flips alone are exact). The colour changes are one linear pass in the order
 * brightness, contrast, saturation, rounded and clipped to 0 to 255 at its end. Cutout comes last
 * (DeVries and Taylor, arXiv:1708.04552).
 *
 * @param hflip probability of mirroring left to right, 0 to 1
 * @param vflip probability of mirroring top to bottom, 0 to 1
 * @param shift largest move along each axis, as a part of that side, 0 to 1; try 0.1
 * @param rotate largest turn to either side in degrees, 0 to 180; try 15
 * @param zoom largest change of size: the factor is drawn from {@code 1 / (1 + zoom)} to {@code 1 +
 *     zoom}, evenly in its logarithm, 0 to 3; try 0.15
 * @param brightness pixels are multiplied by {@code 1 - brightness} to {@code 1 + brightness}, 0 to
 *     1; try 0.2
 * @param contrast the distance from mid-gray (127.5) is multiplied by {@code 1 - contrast} to
 *     {@code 1 + contrast}, 0 to 1; try 0.2
 * @param saturation the distance from gray (ITU-R BT.601) is multiplied by {@code 1 - saturation}
 *     to {@code 1 + saturation}, 0 to 1; try 0.2
 * @param cutout longest side of a mid-gray square at a random place, as a part of the shorter side;
 *     its side is drawn from 0 to this, 0 to 1; try 0.3
 */
public record Augmentation(
    double hflip,
    double vflip,
    double shift,
    double rotate,
    double zoom,
    double brightness,
    double contrast,
    double saturation,
    double cutout) {
  /** Changes nothing. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Checks every component. */
  public Augmentation {
    require("hflip", hflip, 1);
    require("vflip", vflip, 1);
    require("shift", shift, 1);
    require("rotate", rotate, 180);
    require("zoom", zoom, 3);
    require("brightness", brightness, 1);
    require("contrast", contrast, 1);
    require("saturation", saturation, 1);
    require("cutout", cutout, 1);
  }

  /**
   * Mirroring left to right, shifts to 10 %, turns to 15 degrees, zoom to 1.15, brightness,
   * contrast and saturation to 15 %: changes that leave most pictures what they are.
   */
  public static Augmentation light() {
    return new Augmentation(0.5, 0, 0.1, 15, 0.15, 0.15, 0.15, 0.15, 0);
  }

  /** Whether nothing is changed. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * A changed copy of the same size; the given picture stays as it is and stays open.
   *
   * @param seed of the training run
   * @param epoch from 0
   * @param index of the picture in its data set
   */
  public Image apply(Image in, long seed, int epoch, int index) {
    if (isNone()) {
      return in.copy();
    }
    SplittableRandom random = new SplittableRandom(mix(mix(mix(seed) + epoch) + index));
    boolean mirrored = random.nextDouble() < hflip;
    boolean upsideDown = random.nextDouble() < vflip;
    Warp warp =
        new Warp(
            mirrored,
            upsideDown,
            around(random, shift) * in.width(),
            around(random, shift) * in.height(),
            around(random, rotate),
            Math.exp(around(random, Math.log1p(zoom))));
    ColourChange colour =
        new ColourChange(
            1 + around(random, brightness),
            1 + around(random, contrast),
            1 + around(random, saturation));
    Cutout square =
        new Cutout(random.nextDouble() * cutout, random.nextDouble(), random.nextDouble());
    Image warped = warp.apply(in);
    try {
      colour.apply(warped);
      square.apply(warped);
      return warped;
    } catch (RuntimeException | Error e) {
      warped.close();
      throw e;
    }
  }

  private static double around(SplittableRandom random, double largest) {
    return (2 * random.nextDouble() - 1) * largest;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), so that near seeds are far apart. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private static void require(String name, double value, double largest) {
    if (!(value >= 0 && value <= largest)) {
      throw new IllegalArgumentException(
          "augmentation: " + name + " is " + value + ", expected 0 to " + largest);
    }
  }
}
