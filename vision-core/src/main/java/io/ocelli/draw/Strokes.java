package io.ocelli.draw;

import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Paths and areas, drawn by OpenCV. */
final class Strokes {
  /** Binary digits behind the point that OpenCV keeps of a coordinate. */
  private static final int SHIFT = 4;

  /** Far enough outside any picture (65,535 pixels) that cutting here is not seen. */
  private static final double FAR = 1e6;

  private final Image image;

  Strokes(Image image) {
    this.image = image;
  }

  void path(List<Point> points, boolean closed, Rgb colour, double width) {
    Check.notNegative("a line's width", width);
    points.forEach(Check::finite);
    if (points.isEmpty()) {
      return;
    }
    int thickness = whole(width);
    Mat mat = image.mat();
    try (Scalar bgr = scalar(colour)) {
      int last = points.size() - (closed && points.size() > 2 ? 0 : 1);
      for (int i = 0; i < Math.max(1, last); i++) {
        segment(mat, points.get(i), points.get((i + 1) % points.size()), bgr, thickness);
      }
    }
  }

  private void segment(Mat mat, Point from, Point to, Scalar bgr, int thickness) {
    double margin = 2.0 * thickness + 8;
    Point[] cut =
        Clip.segment(from, to, -margin, -margin, image.width() + margin, image.height() + margin);
    if (cut.length == 0) {
      return;
    }
    try (var a = fixed(cut[0]);
        var b = fixed(cut[1])) {
      opencv_imgproc.line(mat, a, b, bgr, thickness, LINE_AA, SHIFT);
    }
  }

  /** The outline along the outermost pixels: sharp where the edges are whole pixels. */
  void frame(Box box, Rgb colour, double width) {
    Check.notNegative("a line's width", width);
    double left = Math.min(box.x1(), box.x2());
    double top = Math.min(box.y1(), box.y2());
    double right = Math.max(left, Math.max(box.x1(), box.x2()) - 1.0);
    double bottom = Math.max(top, Math.max(box.y1(), box.y2()) - 1.0);
    int thickness = whole(width);
    boolean sharp = left == Math.rint(left) && top == Math.rint(top);
    sharp &= right == Math.rint(right) && bottom == Math.rint(bottom);
    double far = FAR;
    try (Scalar bgr = scalar(colour);
        var a = fixed(new Point(Math.max(left, -far), Math.max(top, -far)));
        var b = fixed(new Point(Math.min(right, far), Math.min(bottom, far)))) {
      opencv_imgproc.rectangle(
          image.mat(), a, b, bgr, thickness, sharp && thickness == 1 ? LINE_8 : LINE_AA, SHIFT);
    }
  }

  /** A filled box of whole pixels. */
  void block(Box box, Rgb colour, double opacity) {
    Check.fraction("opacity", opacity);
    int x1 = edge(Math.min(box.x1(), box.x2()), image.width());
    int y1 = edge(Math.min(box.y1(), box.y2()), image.height());
    int x2 = edge(Math.max(box.x1(), box.x2()), image.width());
    int y2 = edge(Math.max(box.y1(), box.y2()), image.height());
    if (x1 >= x2 || y1 >= y2 || opacity == 0) {
      return;
    }
    try (Rect rect = new Rect(x1, y1, x2 - x1, y2 - y1);
        Mat part = new Mat(image.mat(), rect);
        Scalar bgr = scalar(colour);
        Mat plain = new Mat(y2 - y1, x2 - x1, part.type(), bgr)) {
      opencv_core.addWeighted(plain, opacity, part, 1 - opacity, 0, part);
    }
  }

  /** The inside of a polygon, even-odd. */
  void fill(List<Point> points, Rgb colour, double opacity) {
    Check.fraction("opacity", opacity);
    points.forEach(Check::finite);
    if (points.isEmpty() || opacity == 0) {
      return;
    }
    Rect around = bounds(points);
    try (around) {
      if (around.width() <= 0 || around.height() <= 0) {
        return;
      }
      try (Mat part = new Mat(image.mat(), around)) {
        if (opacity == 1) {
          fillPart(part, around, points, colour);
          return;
        }
        try (Mat drawn = part.clone()) {
          fillPart(drawn, around, points, colour);
          opencv_core.addWeighted(drawn, opacity, part, 1 - opacity, 0, part);
        }
      }
    }
  }

  private static void fillPart(Mat part, Rect around, List<Point> points, Rgb colour) {
    int[] flat = new int[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      flat[2 * i] = fixed(points.get(i).x() - around.x());
      flat[2 * i + 1] = fixed(points.get(i).y() - around.y());
    }
    try (IntPointer data = new IntPointer(flat);
        var corners = new org.bytedeco.opencv.opencv_core.Point(data);
        IntPointer count = new IntPointer(new int[] {points.size()});
        Scalar bgr = scalar(colour)) {
      opencv_imgproc.fillPoly(part, corners, count, 1, bgr, LINE_AA, SHIFT, null);
    }
  }

  private Rect bounds(List<Point> points) {
    double left = FAR;
    double top = FAR;
    double right = -FAR;
    double bottom = -FAR;
    for (Point point : points) {
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    int x = edge(Math.floor(left) - 2, image.width());
    int y = edge(Math.floor(top) - 2, image.height());
    return new Rect(
        x,
        y,
        edge(Math.ceil(right) + 3, image.width()) - x,
        edge(Math.ceil(bottom) + 3, image.height()) - y);
  }

  private static int edge(double value, int limit) {
    return (int) Math.round(Math.min(Math.max(value, 0), limit));
  }

  private static int whole(double width) {
    return (int) Math.min(Math.max(1, Math.round(width)), 32767);
  }

  private static org.bytedeco.opencv.opencv_core.Point fixed(Point point) {
    return new org.bytedeco.opencv.opencv_core.Point(fixed(point.x()), fixed(point.y()));
  }

  private static int fixed(double value) {
    return (int) Math.round(Math.min(Math.max(value, -FAR), FAR) * (1 << SHIFT));
  }

  private static Scalar scalar(Rgb colour) {
    return new Scalar(colour.blue(), colour.green(), colour.red(), 0);
  }
}
