package io.ocelli.bench;

import static io.ocelli.bench.Twin.make;
import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_WRAP;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_FILL_OUTLIERS;
import static org.bytedeco.opencv.global.opencv_imgproc.getPerspectiveTransform;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPolar;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Geometry by hand. */
final class GeometricTwins {
  private GeometricTwins() {}

  static List<Twin> all() {
    return List.of(
        Twin.of(
            "resize", "resize width=1920 height=1440 interpolation=area", GeometricTwins::smaller),
        Twin.of("crop", "crop x=100 y=200 width=3000 height=2000", GeometricTwins::cut),
        Twin.of("pad", "pad all=200 border=reflect", GeometricTwins::framed),
        Twin.of("rotate", "rotate angle=20 size=keep", bgr -> turned(bgr, 20)),
        Twin.of("flip", "flip", bgr -> make(out -> flip(bgr, out, 1))),
        Twin.of("transpose", "transpose", bgr -> make(out -> transpose(bgr, out))),
        Twin.of(
            "orient", "orient number=6", bgr -> make(out -> rotate(bgr, out, ROTATE_90_CLOCKWISE))),
        Twin.of("shift", "shift x=1000 border=wrap", GeometricTwins::shifted),
        Twin.of("shear", "shear x=20 size=keep", GeometricTwins::slanted),
        Twin.of("zoom", "zoom factor=2", GeometricTwins::closer),
        Twin.of(
            "affine",
            "affine matrix=1,0.2,0;0,1,10",
            bgr -> warped(bgr, new double[] {1, 0.2, 0, 0, 1, 10})),
        Twin.of(
            "perspective",
            "perspective from=800,300;3600,750;3200,2850;200,2400 width=2800 height=2100",
            GeometricTwins::straightened),
        Twin.of("warp-polar", "warp-polar x=2000 y=1500 radius=1500", GeometricTwins::unrolled));
  }

  private static Mat smaller(Mat bgr) {
    return make(
        out -> {
          try (Size size = new Size(1920, 1440)) {
            resize(bgr, out, size, 0, 0, INTER_AREA);
          }
        });
  }

  private static Mat cut(Mat bgr) {
    return make(
        out -> {
          try (Rect rect =
                  new Rect(
                      100,
                      200,
                      Math.min(3000, bgr.cols() - 100),
                      Math.min(2000, bgr.rows() - 200));
              Mat part = new Mat(bgr, rect)) {
            part.copyTo(out);
          }
        });
  }

  private static Mat framed(Mat bgr) {
    return make(out -> copyMakeBorder(bgr, out, 200, 200, 200, 200, BORDER_REFLECT));
  }

  private static Mat shifted(Mat bgr) {
    return make(
        out -> {
          try (Mat large = new Mat();
              Rect rect = new Rect(0, 0, bgr.cols(), bgr.rows())) {
            copyMakeBorder(bgr, large, 0, 0, 1000, 0, BORDER_WRAP);
            try (Mat part = new Mat(large, rect)) {
              part.copyTo(out);
            }
          }
        });
  }

  private static Mat turned(Mat bgr, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return about(bgr, cos, sin, -sin, cos);
  }

  private static Mat slanted(Mat bgr) {
    return about(bgr, 1, Math.tan(Math.toRadians(20)), 0, 1);
  }

  private static Mat about(Mat bgr, double a, double b, double d, double e) {
    double x = (bgr.cols() - 1) / 2.0;
    double y = (bgr.rows() - 1) / 2.0;
    return warped(bgr, new double[] {a, b, x - a * x - b * y, d, e, y - d * x - e * y});
  }

  private static Mat closer(Mat bgr) {
    double x = bgr.cols() / 2.0 - 0.5;
    double y = bgr.rows() / 2.0 - 0.5;
    return warped(bgr, new double[] {2, 0, -x, 0, 2, -y});
  }

  private static Mat warped(Mat bgr, double[] numbers) {
    return make(
        out -> {
          try (Mat matrix = new Mat(2, 3, CV_64F);
              Size size = bgr.size();
              Scalar black = new Scalar(0, 0, 0, 0)) {
            matrix.<DoubleBuffer>createBuffer().put(numbers);
            warpAffine(bgr, out, matrix, size, INTER_LINEAR, BORDER_CONSTANT, black);
          }
        });
  }

  private static Mat straightened(Mat bgr) {
    return make(
        out -> {
          try (Mat from = points(800, 300, 3600, 750, 3200, 2850, 200, 2400);
              Mat to = points(0, 0, 2800, 0, 2800, 2100, 0, 2100);
              Mat matrix = getPerspectiveTransform(from, to);
              Size size = new Size(2800, 2100);
              Scalar black = new Scalar(0, 0, 0, 0)) {
            warpPerspective(bgr, out, matrix, size, INTER_LINEAR, BORDER_CONSTANT, black);
          }
        });
  }

  private static Mat points(float... numbers) {
    Mat points = new Mat(numbers.length / 2, 1, CV_32FC2);
    points.<FloatBuffer>createBuffer().put(numbers);
    return points;
  }

  private static Mat unrolled(Mat bgr) {
    return make(
        out -> {
          try (Size size = new Size(1500, (int) Math.floor(1500 * Math.PI + 0.5));
              Point2f centre = new Point2f(2000, 1500)) {
            warpPolar(bgr, out, size, centre, 1500, INTER_LINEAR | WARP_FILL_OUTLIERS);
          }
        });
  }
}
