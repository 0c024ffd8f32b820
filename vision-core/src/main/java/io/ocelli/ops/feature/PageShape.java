package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** How wide a page is to its height, and the page straightened. */
final class PageShape {
  private static final int LARGEST = 20_000;

  private PageShape() {}

  /**
   * Width to height of a rectangle seen in perspective, by Zhang and He 2007. The camera's
   * principal point is taken to be the middle of the picture, its pixels square.
   */
  static double ratio(List<Point> corners, int pictureWidth, int pictureHeight) {
    double u = (pictureWidth - 1) / 2.0;
    double v = (pictureHeight - 1) / 2.0;
    double[] m1 = at(corners.get(0), u, v); // top left
    double[] m2 = at(corners.get(1), u, v); // top right
    double[] m3 = at(corners.get(3), u, v); // bottom left
    double[] m4 = at(corners.get(2), u, v); // bottom right
    double k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
    double k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
    double[] n2 = {k2 * m2[0] - m1[0], k2 * m2[1] - m1[1], k2 - 1};
    double[] n3 = {k3 * m3[0] - m1[0], k3 * m3[1] - m1[1], k3 - 1};
    double sides = bySides(corners);
    // Parallel sides stay parallel: the page faces the camera in one direction, and the focal
    // length cannot be told.
    if (Math.abs(k2 - 1) < 0.02 || Math.abs(k3 - 1) < 0.02) {
      return sides;
    }
    double f2 = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
    double size = Math.max(pictureWidth, pictureHeight);
    if (!(f2 > 0.16 * size * size && f2 < 100 * size * size)) {
      return sides;
    }
    double w2 = (n2[0] * n2[0] + n2[1] * n2[1]) / f2 + n2[2] * n2[2];
    double h2 = (n3[0] * n3[0] + n3[1] * n3[1]) / f2 + n3[2] * n3[2];
    double ratio = Math.sqrt(w2 / h2);
    return Double.isFinite(ratio) && ratio > sides / 2.5 && ratio < sides * 2.5 ? ratio : sides;
  }

  private static double bySides(List<Point> corners) {
    double top = corners.get(0).distance(corners.get(1));
    double right = corners.get(1).distance(corners.get(2));
    double bottom = corners.get(2).distance(corners.get(3));
    double left = corners.get(3).distance(corners.get(0));
    return (top + bottom) / (left + right);
  }

  private static double[] at(Point p, double u, double v) {
    return new double[] {p.x() - u, p.y() - v, 1};
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /** The page as if seen from above; {@code width} 0 keeps the longest sides at their length. */
  static Raster straighten(Raster in, Document page, int width) {
    List<Point> c = page.corners();
    double ratio = ratio(c, in.width(), in.height());
    double across = Math.max(c.get(0).distance(c.get(1)), c.get(3).distance(c.get(2)));
    double down = Math.max(c.get(1).distance(c.get(2)), c.get(0).distance(c.get(3)));
    double wanted = width > 0 ? width : Math.max(across, down * ratio);
    int w = (int) Math.min(LARGEST, Math.max(1, Math.round(wanted)));
    int h = (int) Math.min(LARGEST, Math.max(1, Math.round(wanted / ratio)));
    return Raster.make(
        in.space(),
        out -> {
          try (Mat from = new Mat(4, 1, opencv_core.CV_32FC2);
              Mat to = new Mat(4, 1, opencv_core.CV_32FC2);
              Size size = new Size(w, h);
              Scalar black = Scalar.all(0)) {
            double[][] square = {
              {-0.5, -0.5}, {w - 0.5, -0.5}, {w - 0.5, h - 0.5}, {-0.5, h - 0.5}
            };
            try (FloatIndexer a = from.createIndexer();
                FloatIndexer b = to.createIndexer()) {
              for (int i = 0; i < 4; i++) {
                a.put(i, 0, 0, (float) c.get(i).x());
                a.put(i, 0, 1, (float) c.get(i).y());
                b.put(i, 0, 0, (float) square[i][0]);
                b.put(i, 0, 1, (float) square[i][1]);
              }
            }
            try (Mat matrix = opencv_imgproc.getPerspectiveTransform(from, to)) {
              opencv_imgproc.warpPerspective(
                  in.mat(),
                  out,
                  matrix,
                  size,
                  opencv_imgproc.INTER_LINEAR,
                  opencv_core.BORDER_REPLICATE,
                  black);
            }
          }
        });
  }
}
