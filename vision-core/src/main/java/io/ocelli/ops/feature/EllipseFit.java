package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.RotatedRect;
import org.bytedeco.opencv.opencv_core.Size2f;

/** An ellipse fitted to the edges beside a first guess. Lengths are in pixels of the plane. */
final class EllipseFit {
  private static final double ALONG = Math.cos(Math.toRadians(25));

  private final Gradients gradients;
  double x;
  double y;

  /** Half the longer axis. */
  double a;

  /** Half the shorter axis. */
  double b;

  /** Of the longer axis from the x axis, clockwise as seen, in radians. */
  double angle;

  double score;

  private EllipseFit(Gradients gradients) {
    this.gradients = gradients;
  }

  /** All ellipses, without those that are the same again. */
  static List<EllipseFit> find(
      Gradients gradients, Raster in, int longest, double leastAxis, double leastScore) {
    List<EllipseFit> all = new ArrayList<>();
    try (Mat gray = GrayPlane.of(in, longest).blurred(1).toMat8();
        Mat edges = new Mat()) {
      for (double high : new double[] {40, 90, 180}) {
        opencv_imgproc.Canny(gray, edges, high / 2.5, high, 3, true);
        contours(gradients, edges, leastAxis, leastScore, all);
        // The same with small gaps closed.
        try (Mat kernel = new Mat()) {
          opencv_imgproc.dilate(edges, edges, kernel);
        }
        contours(gradients, edges, leastAxis, leastScore, all);
      }
    }
    all.sort(
        Comparator.comparingDouble((EllipseFit e) -> -e.score * (1 + 0.1 * Math.log(e.a)))
            .thenComparingDouble(e -> e.y)
            .thenComparingDouble(e -> e.x));
    List<EllipseFit> kept = new ArrayList<>();
    for (EllipseFit fit : all) {
      if (kept.stream().noneMatch(fit::same)) {
        kept.add(fit);
      }
    }
    return kept;
  }

  private static void contours(
      Gradients gradients, Mat edges, double leastAxis, double leastScore, List<EllipseFit> into) {
    try (MatVector contours = new MatVector();
        Mat copy = edges.clone()) {
      opencv_imgproc.findContours(
          copy, contours, opencv_imgproc.RETR_LIST, opencv_imgproc.CHAIN_APPROX_NONE);
      for (long i = 0; i < contours.size(); i++) {
        Mat contour = contours.get(i);
        if (contour.rows() < 2 * leastAxis || contour.rows() < 12) {
          continue;
        }
        EllipseFit fit = new EllipseFit(gradients);
        try (RotatedRect box = opencv_imgproc.fitEllipseDirect(contour)) {
          fit.take(box);
        }
        if (fit.refine(leastAxis) && fit.score >= leastScore) {
          into.add(fit);
        }
      }
    }
  }

  private void take(RotatedRect box) {
    try (Point2f middle = box.center();
        Size2f size = box.size()) {
      x = middle.x();
      y = middle.y();
      a = size.width() / 2;
      b = size.height() / 2;
    }
    angle = Math.toRadians(box.angle());
    if (b > a) {
      double swap = a;
      a = b;
      b = swap;
      angle += Math.PI / 2;
    }
    angle = Math.IEEEremainder(angle, Math.PI);
  }

  private boolean possible(double leastAxis) {
    GrayPlane plane = gradients.plane;
    return Double.isFinite(x + y + a + b)
        && 2 * b >= leastAxis
        && 2 * a <= 1.2 * Math.max(plane.width(), plane.height())
        && plane.holds(x, y);
  }

  private boolean refine(double leastAxis) {
    for (int pass = 0; pass < 3; pass++) {
      if (!possible(leastAxis)) {
        return false;
      }
      List<double[]> edges = edges(pass == 0 ? Math.max(2, 0.08 * b) : 2);
      if (edges.size() < 0.4 * rays() || edges.size() < 12) {
        return false;
      }
      try (Mat points = new Mat(edges.size(), 1, opencv_core.CV_32FC2)) {
        try (FloatIndexer at = points.createIndexer()) {
          for (int i = 0; i < edges.size(); i++) {
            at.put(i, 0, 0, (float) edges.get(i)[0]);
            at.put(i, 0, 1, (float) edges.get(i)[1]);
          }
        }
        try (RotatedRect box = opencv_imgproc.fitEllipseDirect(points)) {
          take(box);
        }
      }
    }
    if (!possible(leastAxis)) {
      return false;
    }
    score = edges(Math.min(Math.max(0.05 * b, 0.8), 1.5)).size() / (double) rays();
    return true;
  }

  private int rays() {
    return (int) Math.min(Math.max(Math.PI * (a + b) / 1.5, 40), 300);
  }

  /** The strongest edge across the outline at each of its places, where there is one. */
  private List<double[]> edges(double window) {
    List<double[]> found = new ArrayList<>();
    int rays = rays();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int k = 0; k < rays; k++) {
      double t = 2 * Math.PI * k / rays;
      double ex = a * Math.cos(t);
      double ey = b * Math.sin(t);
      double nx = Math.cos(t) / a;
      double ny = Math.sin(t) / b;
      double norm = Math.hypot(nx, ny);
      double ux = (nx * cos - ny * sin) / norm;
      double uy = (nx * sin + ny * cos) / norm;
      double px = x + ex * cos - ey * sin;
      double py = y + ex * sin + ey * cos;
      double best = gradients.least * 0.8;
      double at = Double.NaN;
      for (double d = -window; d <= window; d += 0.25) {
        double dx = gradients.plane.sample(gradients.gx, px + d * ux, py + d * uy);
        double dy = gradients.plane.sample(gradients.gy, px + d * ux, py + d * uy);
        double along = Math.abs(dx * ux + dy * uy);
        if (along > best && along >= ALONG * Math.hypot(dx, dy)) {
          best = along;
          at = d;
        }
      }
      if (!Double.isNaN(at) && Math.abs(at) < window - 0.1) {
        found.add(new double[] {px + at * ux, py + at * uy});
      }
    }
    return found;
  }

  private boolean same(EllipseFit other) {
    double apart = Math.hypot(x - other.x, y - other.y);
    return apart < 0.3 * Math.max(b, other.b)
        && Math.abs(a - other.a) < 0.25 * Math.max(a, other.a)
        && Math.abs(b - other.b) < 0.3 * Math.max(b, other.b);
  }
}
