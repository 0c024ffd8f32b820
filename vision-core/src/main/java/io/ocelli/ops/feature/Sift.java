package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.opencv_features2d.SIFT;

/** Finds SIFT key points; see {@link Op}. */
@Op(
    name = "sift",
    does = "Finds SIFT key points: spots and corners with their size and direction.",
    finds = Keypoint.class,
    example = "sift max=150",
    source = "OpenCV SIFT; Lowe 2004",
    notes = "Works on the gray picture. Strongest first. match compares two pictures by them.")
public record Sift(
    @Param(
            does = "most points that are told",
            byDefault = "500",
            attempt = "100",
            min = 1,
            max = 1e6)
        int max,
    @Param(
            does = "least contrast of a point; larger gives fewer",
            byDefault = "0.04",
            attempt = "0.08",
            min = 0,
            max = 1)
        double contrast,
    @Param(
            does = "largest ratio of curvatures, against points on edges",
            byDefault = "10",
            attempt = "5",
            min = 1,
            max = 1000)
        double edge,
    @Param(
            does = "blur of the first level",
            unit = "px",
            byDefault = "1.6",
            attempt = "3",
            min = 0.6,
            max = 10)
        double sigma,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Keypoints.apply(
        in, findings, max, show, () -> SIFT.create(max, 3, contrast, edge, sigma, false));
  }
}
