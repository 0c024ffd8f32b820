package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/** Finds corners to parts of a pixel; see {@link Op}. */
@Op(
    name = "corners",
    does = "Finds corners to parts of a pixel.",
    finds = Corner.class,
    example = "corners",
    scene = "grid",
    source =
        "OpenCV goodFeaturesToTrack and cornerSubPix; Harris and Stephens 1988, Shi and Tomasi 1994",
    notes = "Works on the gray picture. Strongest first.")
public record Corners(
    @Param(does = "measure of a corner", byDefault = "shi-tomasi", attempt = "harris")
        Method method,
    @Param(
            does = "most corners that are told",
            byDefault = "500",
            attempt = "50",
            min = 1,
            max = 1e6)
        int max,
    @Param(
            does = "weakest corner, as a part of the strongest",
            byDefault = "0.02",
            attempt = "0.2",
            min = 0.0001,
            max = 1)
        double quality,
    @Param(
            does = "least distance between two, as a part of the shorter side",
            unit = "px",
            byDefault = "1%",
            attempt = "5%")
        Length minDistance,
    @Param(
            does = "side of the neighbourhood that is looked at",
            unit = "px",
            byDefault = "3",
            attempt = "7",
            min = 1,
            max = 31,
            odd = true)
        int size,
    @Param(
            does = "weight of the trace in Harris' measure",
            byDefault = "0.04",
            attempt = "0.15",
            min = 0,
            max = 0.25)
        double k,
    @Param(does = "whether places are refined to parts of a pixel", byDefault = "true")
        boolean subPixel,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** How much of a corner a place is. */
  public enum Method {
    /** The determinant of the gradients' covariance less {@code k} times its squared trace. */
    HARRIS,
    /** The smaller eigenvalue of the gradients' covariance. */
    SHI_TOMASI
  }

  /** Half the side of the window in which a place is refined. */
  private static final int HALF_WINDOW = 3;

  @Override
  public Raster apply(Raster in, Findings findings) {
    double apart = Math.max(1, minDistance.of(Math.min(in.width(), in.height())));
    List<Corner> corners = new ArrayList<>();
    try (Raster gray = in.to(ColorSpace.GRAY);
        Mat places = new Mat();
        Mat responses = new Mat();
        Mat everywhere = new Mat()) {
      opencv_imgproc.goodFeaturesToTrackWithQuality(
          gray.mat(),
          places,
          max,
          quality,
          apart,
          everywhere,
          responses,
          size,
          3,
          method == Method.HARRIS,
          k);
      if (!places.empty()) {
        int room = Math.min(in.width(), in.height());
        if (subPixel && room >= 2 * HALF_WINDOW + 6) {
          try (Size window = new Size(HALF_WINDOW, HALF_WINDOW);
              Size noZone = new Size(-1, -1);
              TermCriteria enough =
                  new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, 40, 0.001)) {
            opencv_imgproc.cornerSubPix(gray.mat(), places, window, noZone, enough);
          }
        }
        try (FloatIndexer at = places.createIndexer();
            FloatIndexer response = responses.createIndexer()) {
          for (long i = 0; i < places.total(); i++) {
            corners.add(new Corner(new Point(at.get(i, 0, 0), at.get(i, 0, 1)), response.get(i)));
          }
        }
      }
    }
    corners.forEach(findings::add);
    return Marks.show(
        in,
        show,
        corners,
        (canvas, corner, width) -> Marks.spot(canvas, corner.at(), width),
        (canvas, corner, width) -> Marks.whiteSpot(canvas, corner.at(), width));
  }
}
