package io.ocelli.ops.geometric;

import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Raster;
import java.util.Locale;

/**
 * The size of a result in pixels, each side at least 1. No extent is larger than what may be
 * decoded: it is refused before memory is taken.
 */
record Extent(int width, int height) {
  /** OpenCV's warps keep coordinates in 16 bits. */
  private static final int LONGEST_WARPED = 32766;

  static Extent of(Raster raster) {
    return new Extent(raster.width(), raster.height());
  }

  /**
   * Sides are rounded to the nearest whole number, halves up, and are at least 1.
   *
   * @param operation what messages call the operation
   */
  static Extent rounded(double width, double height, String operation, Raster in) {
    double w = Math.max(1, Math.floor(width + 0.5));
    double h = Math.max(1, Math.floor(height + 0.5));
    long most = DecodeOptions.DEFAULT.maxPixels();
    if (!(w * h <= most && w <= Integer.MAX_VALUE && h <= Integer.MAX_VALUE)) {
      throw new OcelliException(
          "the result would be too large",
          String.format(Locale.ROOT, "%.0fx%.0f pixels", w, h),
          operation + " of " + describe(in),
          "ask for at most %d megapixels".formatted(most / 1_000_000));
    }
    return new Extent((int) w, (int) h);
  }

  /** Refuses what OpenCV cannot warp. */
  static void checkWarped(Raster in, Extent out, String operation) {
    int longest = Math.max(Math.max(in.width(), in.height()), Math.max(out.width, out.height));
    if (longest > LONGEST_WARPED) {
      throw new OcelliException(
          "a side is too long to be warped",
          longest + " pixels",
          operation + " of " + describe(in),
          "make it smaller first: 'resize width=%d rule=longest'".formatted(LONGEST_WARPED));
    }
  }

  static String describe(Raster in) {
    return "a picture of %dx%d pixels".formatted(in.width(), in.height());
  }
}
