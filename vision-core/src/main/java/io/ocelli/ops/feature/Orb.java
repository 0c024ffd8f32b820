package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.opencv_features2d.ORB;

/** Finds ORB key points; see {@link Op}. */
@Op(
    name = "orb",
    does = "Finds ORB key points, which are quick and keep their place when turned or resized.",
    finds = Keypoint.class,
    example = "orb max=150",
    source = "OpenCV ORB; Rublee et al. 2011",
    notes = "Works on the gray picture. Strongest first. match compares two pictures by them.")
public record Orb(
    @Param(
            does = "most points that are told",
            byDefault = "500",
            attempt = "100",
            min = 1,
            max = 1e6)
        int max,
    @Param(
            does = "how much smaller each level of the pyramid is",
            byDefault = "1.2",
            attempt = "1.5",
            min = 1.01,
            max = 4)
        double scale,
    @Param(does = "levels of the pyramid", byDefault = "8", attempt = "3", min = 1, max = 32)
        int levels,
    @Param(does = "threshold of FAST", byDefault = "20", attempt = "5", min = 1, max = 254)
        int threshold,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** So near to the border there are no points, because their neighbourhood would be cut off. */
  private static final int BORDER = 31;

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Keypoints.apply(
        in,
        findings,
        max,
        show,
        () -> detector(max, scale, levels, threshold, Math.min(in.width(), in.height())));
  }

  /**
   * The detector for a picture.
   *
   * @param side the shorter side of the picture; levels that would have no pixels are left out,
   *     because OpenCV fails on them
   */
  static ORB detector(int max, double scale, int levels, int threshold, int side) {
    int possible = 1 + (int) Math.floor(Math.log(side) / Math.log(scale));
    return ORB.create(
        max,
        (float) scale,
        Math.min(levels, possible),
        BORDER,
        0,
        2,
        ORB.HARRIS_SCORE,
        31,
        threshold);
  }
}
