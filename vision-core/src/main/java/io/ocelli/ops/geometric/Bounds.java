package io.ocelli.ops.geometric;

import io.ocelli.image.Raster;

/** The size of the result where a picture is turned or slanted. */
public enum Bounds {
  /** Large enough for all of the picture. */
  GROW,
  /** As before; corners may be cut off. */
  KEEP;

  private static final double ROUNDING = 1e-6;

  /** The size after the map {@code (a b; -b a)}. */
  Extent of(Raster in, double a, double b, String operation) {
    return of(in, a, b, b, a, operation);
  }

  /** The size after the map {@code (a b; d e)}, whatever the signs; rounded up. */
  Extent of(Raster in, double a, double b, double d, double e, String operation) {
    if (this == KEEP) {
      return Extent.of(in);
    }
    double width = Math.abs(a) * in.width() + Math.abs(b) * in.height();
    double height = Math.abs(d) * in.width() + Math.abs(e) * in.height();
    return Extent.rounded(Math.ceil(width - ROUNDING), Math.ceil(height - ROUNDING), operation, in);
  }
}
