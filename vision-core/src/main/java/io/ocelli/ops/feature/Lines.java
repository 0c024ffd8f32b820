package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point3f;
import org.bytedeco.opencv.opencv_core.Scalar4i;
import org.bytedeco.opencv.opencv_imgproc.Vec3fVector;
import org.bytedeco.opencv.opencv_imgproc.Vec4iVector;

/** Finds straight lines by the Hough transform; see {@link Op}. */
@Op(
    name = "lines",
    does = "Finds straight lines by the Hough transform over the edges.",
    finds = {Line.class, Segment.class},
    example = "lines",
    scene = "street",
    source = "OpenCV Canny, HoughLines and HoughLinesP; Duda and Hart 1972; Matas et al. 2000",
    notes =
        "Works on the gray picture. Findings are the strongest first (standard) or the longest"
            + " first (probabilistic).")
public record Lines(
    @Param(
            does = "standard gives endless lines, probabilistic gives pieces with ends",
            byDefault = "probabilistic",
            attempt = "standard")
        Method method,
    @Param(
            does = "an edge below this strength is dropped (Canny)",
            byDefault = "50",
            attempt = "20",
            min = 0,
            max = 2000)
        double low,
    @Param(
            does = "an edge above this strength begins a line of edges (Canny)",
            byDefault = "150",
            attempt = "60",
            min = 0,
            max = 2000)
        double high,
    @Param(
            does = "edge pixels that a line needs, as a part of the shorter side",
            unit = "px",
            byDefault = "15%",
            attempt = "30%")
        Length votes,
    @Param(
            does = "shortest piece, as a part of the shorter side",
            unit = "px",
            byDefault = "8%",
            attempt = "20%")
        Length minLength,
    @Param(
            does = "largest gap within a piece, as a part of the shorter side",
            unit = "px",
            byDefault = "1%",
            attempt = "3%")
        Length maxGap,
    @Param(
            does = "most lines that are told",
            byDefault = "200",
            attempt = "20",
            min = 1,
            max = 100000)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** The two Hough transforms. */
  public enum Method {
    /** All edge pixels vote for lines in steps of 1 pixel and 1 degree. */
    STANDARD,
    /** Edge pixels are drawn at random and followed to the ends of their line. */
    PROBABILISTIC
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    int side = Math.min(in.width(), in.height());
    int needed = Math.max(2, (int) Math.round(votes.of(side)));
    try (Raster gray = in.to(ColorSpace.GRAY);
        Mat edges = new Mat()) {
      opencv_imgproc.Canny(gray.mat(), edges, low, high, 3, false);
      if (method == Method.STANDARD) {
        List<Line> lines = standard(edges, needed);
        lines.forEach(findings::add);
        return show(in, lines, line -> Segment.between(line.from(), line.to()));
      }
      List<Segment> pieces = probabilistic(edges, needed, side);
      pieces.forEach(findings::add);
      return show(in, pieces, piece -> piece);
    }
  }

  private <T extends Finding> Raster show(
      Raster in, List<T> found, java.util.function.Function<T, Segment> segment) {
    return Marks.show(
        in,
        show,
        found,
        (canvas, item, width) -> {
          Segment s = segment.apply(item);
          canvas.line(s.from(), s.to(), Marks.COLOUR, width);
        },
        (canvas, item, width) -> {
          Segment s = segment.apply(item);
          canvas.line(s.from(), s.to(), Rgb.WHITE, 1);
        });
  }

  private List<Line> standard(Mat edges, int needed) {
    List<Line> lines = new ArrayList<>();
    try (Vec3fVector found = new Vec3fVector()) {
      opencv_imgproc.HoughLines(edges, found, 1, Math.PI / 180, needed, 0, 0, 0, Math.PI);
      for (long i = 0; i < found.size() && lines.size() < max; i++) {
        Point3f line = found.get(i);
        double rho = line.x();
        double theta = line.y();
        List<Point> ends = crossings(rho, theta, edges.cols(), edges.rows());
        if (ends.size() == 2) {
          lines.add(
              new Line(rho, Math.toDegrees(theta), ends.get(0), ends.get(1), Math.round(line.z())));
        }
      }
    }
    return lines;
  }

  private List<Segment> probabilistic(Mat edges, int needed, int side) {
    List<Segment> pieces = new ArrayList<>();
    try (Vec4iVector found = new Vec4iVector()) {
      opencv_imgproc.HoughLinesP(
          edges, found, 1, Math.PI / 180, needed, minLength.of(side), maxGap.of(side));
      for (long i = 0; i < found.size(); i++) {
        Scalar4i ends = found.get(i);
        pieces.add(
            Segment.between(
                new Point(ends.get(0), ends.get(1)), new Point(ends.get(2), ends.get(3))));
      }
    }
    pieces.sort(Segment.ORDER);
    return List.copyOf(pieces.subList(0, Math.min(max, pieces.size())));
  }

  /** Where a line meets the frame of the picture: two places, or none. */
  static List<Point> crossings(double rho, double theta, int width, int height) {
    double cos = Math.cos(theta);
    double sin = Math.sin(theta);
    double x0 = rho * cos;
    double y0 = rho * sin;
    // The line is (x0, y0) + t (-sin, cos); Liang and Barsky's clipping keeps the t inside.
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    double[][] slabs = {{x0, -sin, width - 1.0}, {y0, cos, height - 1.0}};
    for (double[] slab : slabs) {
      if (Math.abs(slab[1]) < 1e-9) {
        if (slab[0] < -0.5 || slab[0] > slab[2] + 0.5) {
          return List.of();
        }
        continue;
      }
      double a = (-0.5 - slab[0]) / slab[1];
      double b = (slab[2] + 0.5 - slab[0]) / slab[1];
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    }
    return from > to
        ? List.of()
        : List.of(
            new Point(x0 - sin * from, y0 + cos * from), new Point(x0 - sin * to, y0 + cos * to));
  }
}
