package io.ocelli.ops.segment;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Shows how far it is to the ground; see {@link Op}. */
@Op(
    name = "distance-transform",
    does = "Shows for each pixel of a thing how far it is to the ground.",
    finds = DistanceTransform.Furthest.class,
    example = "distance-transform",
    scene = "shapes",
    source = "Felzenszwalb and Huttenlocher 2004; Borgefors 1986; OpenCV distanceTransform",
    notes =
        "--json gives the pixel that is furthest from the ground and its distance: the largest"
            + " circle within a thing. A picture without ground has no distances: it becomes white.")
public record DistanceTransform(
    @Param(
            does = "threshold between things and ground; none is Otsu's",
            byDefault = "none",
            attempt = "90",
            min = 0,
            max = 255)
        Optional<Integer> value,
    @Param(does = "whether things are light or dark", byDefault = "light", attempt = "dark")
        Foreground foreground,
    @Param(does = "how distances are measured", byDefault = "euclidean", attempt = "city-block")
        Metric metric,
    @Param(
            does = "stretch to the full range; else a pixel's value is its distance, at most 255",
            byDefault = "true",
            attempt = "false")
        boolean stretch)
    implements Transform {
  /** How distances are measured. */
  public enum Metric {
    /** The straight way, exact. */
    EUCLIDEAN(opencv_imgproc.DIST_L2, opencv_imgproc.DIST_MASK_PRECISE),
    /** Along rows and columns. */
    CITY_BLOCK(opencv_imgproc.DIST_L1, opencv_imgproc.DIST_MASK_3),
    /** As a king moves in chess. */
    CHESSBOARD(opencv_imgproc.DIST_C, opencv_imgproc.DIST_MASK_3);

    private final int code;
    private final int mask;

    Metric(int code, int mask) {
      this.code = code;
      this.mask = mask;
    }
  }

  /**
   * The pixel that is furthest from the ground.
   *
   * @param center where it is; the first from the top left among equals
   * @param distance to the nearest pixel of the ground, in pixels
   */
  public record Furthest(Point center, double distance) implements Finding {}

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Raster.make(
        ColorSpace.GRAY,
        out -> {
          try (Mat mask = new Mat();
              Mat distances = new Mat()) {
            foreground.mask(in, value, mask);
            if (opencv_core.countNonZero(mask) == in.width() * in.height()) {
              mask.copyTo(out);
              return;
            }
            opencv_imgproc.distanceTransform(mask, distances, metric.code, metric.mask);
            double largest = tell(distances, findings);
            double scale = stretch && largest > 0 ? 255 / largest : 1;
            distances.convertTo(out, opencv_core.CV_8U, scale, 0);
          }
        });
  }

  private static double tell(Mat distances, Findings findings) {
    double[] largest = new double[1];
    try (org.bytedeco.opencv.opencv_core.Point at = new org.bytedeco.opencv.opencv_core.Point()) {
      opencv_core.minMaxLoc(distances, new double[1], largest, null, at, null);
      if (largest[0] > 0) {
        findings.add(new Furthest(new Point(at.x(), at.y()), largest[0]));
      }
    }
    return largest[0];
  }
}
