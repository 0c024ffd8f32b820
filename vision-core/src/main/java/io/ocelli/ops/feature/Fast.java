package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.opencv_features2d.FastFeatureDetector;

/** Finds corners by FAST; see {@link Op}. */
@Op(
    name = "fast",
    does = "Finds corners fast: places whose ring of 16 pixels is mostly brighter or darker.",
    finds = Keypoint.class,
    example = "fast",
    scene = "grid",
    source = "OpenCV FastFeatureDetector (9 of 16); Rosten and Drummond 2006",
    notes = "Works on the gray picture. Strongest first.")
public record Fast(
    @Param(
            does = "how much brighter or darker the ring has to be",
            byDefault = "20",
            attempt = "50",
            min = 1,
            max = 254)
        int threshold,
    @Param(does = "whether only the strongest of neighbours is kept", byDefault = "true")
        boolean suppress,
    @Param(
            does = "most points that are told",
            byDefault = "1000",
            attempt = "100",
            min = 1,
            max = 1e6)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Keypoints.apply(
        in,
        findings,
        max,
        show,
        () -> FastFeatureDetector.create(threshold, suppress, FastFeatureDetector.TYPE_9_16));
  }
}
