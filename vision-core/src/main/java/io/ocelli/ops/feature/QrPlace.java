package io.ocelli.ops.feature;

import com.google.zxing.common.BitMatrix;
import io.ocelli.geometry.Point;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * Where a code lies to parts of a pixel: once it is read, all its modules are known, and the
 * picture that they make is laid over the picture by the perspective of the largest correlation
 * (Evangelidis and Psarakis 2008).
 */
final class QrPlace {
  /** Pixels of a module in the drawn code. */
  private static final int MODULE = 4;

  /** Modules of white around it. */
  private static final int QUIET = 2;

  private static final double LEAST_CORRELATION = 0.6;

  private QrPlace() {}

  /**
   * The corners.
   *
   * @param about where they are about
   * @return empty where the drawn code does not come to lie on the picture
   */
  static Optional<List<Point>> exact(Mat gray, BitMatrix modules, List<Point> about) {
    int n = modules.getWidth();
    int side = (n + 2 * QUIET) * MODULE;
    double margin = 0.15 * Math.sqrt(Quads.area(about)) + 4;
    int left = (int) Math.max(0, min(about, true) - margin);
    int top = (int) Math.max(0, min(about, false) - margin);
    int right = (int) Math.min(gray.cols(), max(about, true) + margin);
    int bottom = (int) Math.min(gray.rows(), max(about, false) + margin);
    if (right - left < 10 || bottom - top < 10) {
      return Optional.empty();
    }
    // Larger pictures of a code than the drawn one are shrunk: ECC compares pixel by pixel.
    double scale = Math.min(1, 1.2 * side / Math.max(right - left, bottom - top));
    try (Rect place = new Rect(left, top, right - left, bottom - top);
        Mat part = new Mat(gray, place);
        Mat small = new Mat();
        org.bytedeco.opencv.opencv_core.Size any = new org.bytedeco.opencv.opencv_core.Size(0, 0);
        Mat drawn = draw(modules, side);
        Mat everywhere = new Mat();
        TermCriteria enough = new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, 60, 1e-5)) {
      opencv_imgproc.resize(part, small, any, scale, scale, opencv_imgproc.INTER_AREA);
      double sx = small.cols() / (double) part.cols();
      double sy = small.rows() / (double) part.rows();
      List<Point> there =
          about.stream()
              .map(p -> new Point((p.x() - left + 0.5) * sx - 0.5, (p.y() - top + 0.5) * sy - 0.5))
              .toList();
      List<Point> here = square(n);
      try (Mat map = perspective(here, there);
          Mat warp = new Mat()) {
        map.convertTo(warp, opencv_core.CV_32F);
        // Blurred first, so that a guess half a module off still slides into place.
        opencv_video.findTransformECC(
            drawn, small, warp, opencv_video.MOTION_HOMOGRAPHY, enough, everywhere, 15);
        double alike =
            opencv_video.findTransformECC(
                drawn, small, warp, opencv_video.MOTION_HOMOGRAPHY, enough, everywhere, 5);
        if (alike < LEAST_CORRELATION) {
          return Optional.empty();
        }
        List<Point> corners = new ArrayList<>();
        for (Point p : apply(warp, here)) {
          corners.add(new Point((p.x() + 0.5) / sx - 0.5 + left, (p.y() + 0.5) / sy - 0.5 + top));
        }
        return Quads.isConvex(corners) && near(corners, about, margin)
            ? Optional.of(corners)
            : Optional.empty();
      }
    } catch (RuntimeException e) {
      // OpenCV throws where the correlation gets lost on the way.
      return Optional.empty();
    }
  }

  private static boolean near(List<Point> corners, List<Point> about, double margin) {
    for (int i = 0; i < corners.size(); i++) {
      if (corners.get(i).distance(about.get(i)) > 1.5 * margin) {
        return false;
      }
    }
    return true;
  }

  private static Mat draw(BitMatrix modules, int side) {
    byte[] values = new byte[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int column = x / MODULE - QUIET;
        int row = y / MODULE - QUIET;
        boolean inside =
            column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight();
        values[y * side + x] = (byte) (inside && modules.get(column, row) ? 40 : 220);
      }
    }
    Mat drawn = new Mat(side, side, opencv_core.CV_8U);
    drawn.<ByteBuffer>createBuffer().put(values);
    return drawn;
  }

  /** The corners of the code in the drawn picture. */
  private static List<Point> square(int n) {
    double low = QUIET * MODULE - 0.5;
    double high = (QUIET + n) * MODULE - 0.5;
    return List.of(
        new Point(low, low), new Point(high, low), new Point(high, high), new Point(low, high));
  }

  static Mat perspective(List<Point> here, List<Point> there) {
    try (Mat from = new Mat(4, 1, opencv_core.CV_32FC2);
        Mat to = new Mat(4, 1, opencv_core.CV_32FC2)) {
      try (FloatIndexer a = from.createIndexer();
          FloatIndexer b = to.createIndexer()) {
        for (int i = 0; i < 4; i++) {
          a.put(i, 0, 0, (float) here.get(i).x());
          a.put(i, 0, 1, (float) here.get(i).y());
          b.put(i, 0, 0, (float) there.get(i).x());
          b.put(i, 0, 1, (float) there.get(i).y());
        }
      }
      return opencv_imgproc.getPerspectiveTransform(from, to);
    }
  }

  static List<Point> apply(Mat warp, List<Point> places) {
    List<Point> out = new ArrayList<>();
    try (Mat exact = new Mat()) {
      warp.convertTo(exact, opencv_core.CV_64F);
      try (DoubleIndexer m = exact.createIndexer()) {
        for (Point p : places) {
          double w = m.get(2, 0) * p.x() + m.get(2, 1) * p.y() + m.get(2, 2);
          out.add(
              new Point(
                  (m.get(0, 0) * p.x() + m.get(0, 1) * p.y() + m.get(0, 2)) / w,
                  (m.get(1, 0) * p.x() + m.get(1, 1) * p.y() + m.get(1, 2)) / w));
        }
      }
    }
    return out;
  }

  private static double min(List<Point> points, boolean x) {
    return points.stream().mapToDouble(p -> x ? p.x() : p.y()).min().orElse(0);
  }

  private static double max(List<Point> points, boolean x) {
    return points.stream().mapToDouble(p -> x ? p.x() : p.y()).max().orElse(0);
  }
}
