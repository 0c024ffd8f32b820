package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Where a pixel of the picture goes: {@code x' = (a x + b y + c) / w}, {@code y' = (d x + e y + f)
 * / w}, {@code w = g x + h y + i}. Whole coordinates are the centres of pixels.
 */
record Matrix(
    double a, double b, double c, double d, double e, double f, double g, double h, double i) {
  static Matrix affine(double a, double b, double c, double d, double e, double f) {
    return new Matrix(a, b, c, d, e, f, 0, 0, 1);
  }

  /** The linear map {@code (a b; d e)} that takes one point to another. */
  static Matrix about(
      double a, double b, double d, double e, double x, double y, double toX, double toY) {
    return affine(a, b, toX - a * x - b * y, d, e, toY - d * x - e * y);
  }

  /** The linear map that takes the centre of a picture to the centre of its result. */
  static Matrix aboutCentre(double a, double b, double d, double e, Raster in, Extent out) {
    return about(
        a,
        b,
        d,
        e,
        (in.width() - 1) / 2.0,
        (in.height() - 1) / 2.0,
        (out.width() - 1) / 2.0,
        (out.height() - 1) / 2.0);
  }

  /** The affine map that takes three points to three others; its numbers are NaN for a line. */
  static Matrix ofThreePoints(List<Point> from, List<Point> to) {
    double x1 = from.get(1).x() - from.get(0).x();
    double y1 = from.get(1).y() - from.get(0).y();
    double x2 = from.get(2).x() - from.get(0).x();
    double y2 = from.get(2).y() - from.get(0).y();
    double u1 = to.get(1).x() - to.get(0).x();
    double v1 = to.get(1).y() - to.get(0).y();
    double u2 = to.get(2).x() - to.get(0).x();
    double v2 = to.get(2).y() - to.get(0).y();
    double area = x1 * y2 - x2 * y1;
    return about(
        (u1 * y2 - u2 * y1) / area,
        (u2 * x1 - u1 * x2) / area,
        (v1 * y2 - v2 * y1) / area,
        (v2 * x1 - v1 * x2) / area,
        from.get(0).x(),
        from.get(0).y(),
        to.get(0).x(),
        to.get(0).y());
  }

  /** The perspective map that takes four points to four others, no three of them on a line. */
  static Matrix ofFourPoints(List<Point> from, List<Point> to) {
    try (Mat corners = points(from);
        Mat goals = points(to);
        Mat matrix = getPerspectiveTransform(corners, goals)) {
      DoubleBuffer m = matrix.createBuffer();
      return new Matrix(
          m.get(0), m.get(1), m.get(2), m.get(3), m.get(4), m.get(5), m.get(6), m.get(7), m.get(8));
    }
  }

  private static Mat points(List<Point> points) {
    Mat mat = new Mat(points.size(), 1, CV_32FC2);
    FloatBuffer numbers = mat.createBuffer();
    for (Point point : points) {
      numbers.put((float) point.x()).put((float) point.y());
    }
    return mat;
  }

  boolean isAffine() {
    return g == 0 && h == 0 && i == 1;
  }

  double determinant() {
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  }

  /** The picture after every pixel has gone its way. */
  Raster warp(
      Raster in, Extent size, Interpolation interpolation, Outside outside, String operation) {
    Extent.checkWarped(in, size, operation);
    double[] numbers = isAffine() ? new double[] {a, b, c, d, e, f} : all();
    return Raster.make(
        in.space(),
        out -> {
          try (Mat matrix = new Mat(numbers.length / 3, 3, CV_64F);
              Size wanted = new Size(size.width(), size.height());
              Scalar fill = outside.scalar(in.space())) {
            matrix.<DoubleBuffer>createBuffer().put(numbers);
            int code = interpolation.code();
            int border = outside.border().code();
            if (isAffine()) {
              warpAffine(in.mat(), out, matrix, wanted, code, border, fill);
            } else {
              warpPerspective(in.mat(), out, matrix, wanted, code, border, fill);
            }
          }
        });
  }

  private double[] all() {
    return new double[] {a, b, c, d, e, f, g, h, i};
  }
}
