package io.ocelli.ops.geometric;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Any linear map and a shift; see {@link Op}. */
@Op(
    name = "affine",
    does = "Maps by a matrix or three points: moves, turns, stretches and slants.",
    example = "affine points=0%,0%;100%,0%;0%,100%;10%,0%;100%,15%;0%,90%",
    source = "OpenCV warpAffine",
    notes =
        "Coordinates are pixels from the top left, whole numbers are the centres of pixels; percent are of the picture for the first three points, of the result for the others.")
public record Affine(
    @Param(
            does = "two rows of three: x' = a x + b y + c and y' = d x + e y + f",
            byDefault = "1,0,0;0,1,0",
            attempt = "1,0.2,0;0,1,10")
        Kernel matrix,
    @Param(
            does = "instead of a matrix: three points, then the three where they go",
            byDefault = "none",
            attempt = "0%,0%;100%,0%;0%,100%;10%,0%;100%,15%;0%,90%")
        Optional<Points> points,
    @Param(does = "width of the result", unit = "px", byDefault = "100%", attempt = "200")
        Length width,
    @Param(does = "height of the result", unit = "px", byDefault = "100%", attempt = "200")
        Length height,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation,
    @Param(does = "what lies outside of the picture", byDefault = "constant", attempt = "reflect")
        Border border,
    @Param(
            does = "for a constant border; none is black, or clear where there is opacity",
            byDefault = "none",
            attempt = "orange")
        Optional<Rgb> color)
    implements Transform {
  private static final Kernel NOTHING = Kernel.of(new double[] {1, 0, 0}, new double[] {0, 1, 0});

  /** Checks shapes. */
  public Affine {
    if (matrix.rows() != 2 || matrix.columns() != 3) {
      throw new IllegalArgumentException(
          "give two rows of three numbers, not %d of %d"
              .formatted(matrix.rows(), matrix.columns()));
    }
    if (points.isPresent() && !matrix.equals(NOTHING)) {
      throw new IllegalArgumentException("give points or a matrix, not both");
    }
    if (points.isPresent() && points.get().places().size() != 6) {
      throw new IllegalArgumentException(
          "give six points: three, then the three where they go; not "
              + points.get().places().size());
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    Extent out = Extent.rounded(width.of(in.width()), height.of(in.height()), "affine", in);
    Matrix map = map(in, out);
    if (map.determinant() == 0 || !Double.isFinite(map.determinant())) {
      throw new OcelliException(
          "this makes a line of the picture",
          points.map(Points::toString).orElse(matrix.toString()),
          "affine of " + Extent.describe(in),
          "give three points that are no line");
    }
    return map.warp(in, out, interpolation, new Outside(border, color), "affine");
  }

  private Matrix map(Raster in, Extent out) {
    if (points.isEmpty()) {
      return Matrix.affine(
          matrix.at(0, 0),
          matrix.at(0, 1),
          matrix.at(0, 2),
          matrix.at(1, 0),
          matrix.at(1, 1),
          matrix.at(1, 2));
    }
    return Matrix.ofThreePoints(
        points.get().in(in.width(), in.height()).subList(0, 3),
        points.get().in(out.width(), out.height()).subList(3, 6));
  }
}
