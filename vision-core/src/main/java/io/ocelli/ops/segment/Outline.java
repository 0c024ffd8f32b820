package io.ocelli.ops.segment;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Moments;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RotatedRect;

/** Measures a contour of OpenCV: a matrix of points. */
final class Outline {
  private Outline() {}

  /**
   * All measures.
   *
   * @param epsilon of the polygon, as a part of the perimeter
   */
  static Contour measure(Mat line, int number, boolean hole, double epsilon, boolean withPoints) {
    double area = opencv_imgproc.contourArea(line);
    double perimeter = opencv_imgproc.arcLength(line, true);
    double hullArea = hullArea(line);
    return new Contour(
        number,
        hole,
        area,
        perimeter,
        centroid(line),
        perimeter == 0 ? 0 : 4 * Math.PI * area / (perimeter * perimeter),
        hullArea,
        hullArea == 0 ? 1 : area / hullArea,
        box(line),
        rotatedBox(line),
        ellipse(line),
        polygon(line, epsilon * perimeter),
        withPoints ? points(line) : List.of());
  }

  static Box box(Mat line) {
    try (Rect rect = opencv_imgproc.boundingRect(line)) {
      return Box.ofXywh(rect.x(), rect.y(), rect.width(), rect.height());
    }
  }

  static List<Point> points(Mat line) {
    int[] numbers = new int[2 * line.rows()];
    line.<IntBuffer>createBuffer().get(numbers);
    List<Point> points = new ArrayList<>(line.rows());
    for (int i = 0; i < numbers.length; i += 2) {
      points.add(new Point(numbers[i], numbers[i + 1]));
    }
    return points;
  }

  static List<Point> hull(Mat line) {
    try (Mat hull = new Mat()) {
      opencv_imgproc.convexHull(line, hull);
      return points(hull);
    }
  }

  private static double hullArea(Mat line) {
    try (Mat hull = new Mat()) {
      opencv_imgproc.convexHull(line, hull);
      return opencv_imgproc.contourArea(hull);
    }
  }

  private static List<Point> polygon(Mat line, double epsilon) {
    try (Mat polygon = new Mat()) {
      opencv_imgproc.approxPolyDP(line, polygon, epsilon, true);
      return points(polygon);
    }
  }

  private static RotatedBox rotatedBox(Mat line) {
    try (RotatedRect rect = opencv_imgproc.minAreaRect(line)) {
      return rotated(rect);
    }
  }

  private static Optional<RotatedBox> ellipse(Mat line) {
    if (line.rows() < 5) {
      return Optional.empty();
    }
    try (RotatedRect rect = opencv_imgproc.fitEllipse(line)) {
      RotatedBox box = rotated(rect);
      boolean real =
          Double.isFinite(box.center().x() + box.center().y() + box.angle())
              && Double.isFinite(box.width() + box.height());
      return real ? Optional.of(box) : Optional.empty();
    }
  }

  private static RotatedBox rotated(RotatedRect rect) {
    return new RotatedBox(
        new Point(rect.center().x(), rect.center().y()),
        rect.size().width(),
        rect.size().height(),
        rect.angle());
  }

  /** A line without an area has its points' mean. */
  private static Point centroid(Mat line) {
    try (Moments moments = opencv_imgproc.moments(line)) {
      if (moments.m00() != 0) {
        return new Point(moments.m10() / moments.m00(), moments.m01() / moments.m00());
      }
    }
    List<Point> points = points(line);
    return new Point(
        points.stream().mapToDouble(Point::x).average().orElse(0),
        points.stream().mapToDouble(Point::y).average().orElse(0));
  }
}
