package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.RotatedRect;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.Size2f;

/**
 * Fields of parallel bars: where the gradients around a place are strong and all run one way (the
 * coherence of the structure tensor, Bigun and Granlund 1987).
 */
final class BarFields {
  private static final double LONGEST = 800;
  private static final int MOST = 14;

  private BarFields() {}

  /**
   * A field of bars.
   *
   * @param middle of the field, in pixels of the picture
   * @param width across the bars
   * @param height along the bars
   * @param angle of the line across the bars, in radians, clockwise as seen
   * @param doubtful whether the field is small or faint
   */
  record Field(Point middle, double width, double height, double angle, boolean doubtful) {}

  /** The most likely fields first. */
  static List<Field> of(Mat gray) {
    List<Field> fields = new ArrayList<>();
    double scale = Math.min(1, LONGEST / Math.max(gray.cols(), gray.rows()));
    try (Mat small = new Mat();
        Mat gx = new Mat();
        Mat gy = new Mat();
        Size any = new Size(0, 0)) {
      opencv_imgproc.resize(gray, small, any, scale, scale, opencv_imgproc.INTER_AREA);
      opencv_imgproc.Scharr(small, gx, opencv_core.CV_32F, 1, 0);
      opencv_imgproc.Scharr(small, gy, opencv_core.CV_32F, 0, 1);
      for (int window : new int[] {13, 25}) {
        fields(gx, gy, window, scale, fields);
      }
    }
    fields.sort(Comparator.comparingDouble((Field f) -> -f.width() * f.height()));
    return fields.subList(0, Math.min(MOST, fields.size()));
  }

  private static void fields(Mat gx, Mat gy, int window, double scale, List<Field> into) {
    int width = gx.cols();
    int height = gx.rows();
    float[] xx = product(gx, gx, window);
    float[] yy = product(gy, gy, window);
    float[] xy = product(gx, gy, window);
    byte[] mask = new byte[width * height];
    for (int i = 0; i < mask.length; i++) {
      double energy = xx[i] + yy[i];
      double coherence = Math.hypot(xx[i] - yy[i], 2 * xy[i]);
      // Scharr's sum of weights is 32: this asks for a mean slope of about 5 gray levels a pixel.
      if (energy > 25 * 32 * 32 && coherence > 0.72 * energy) {
        mask[i] = (byte) 255;
      }
    }
    try (Mat binary = new Mat(height, width, opencv_core.CV_8U);
        MatVector contours = new MatVector();
        Size size = new Size(window / 2 | 1, window / 2 | 1);
        Mat kernel = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, size)) {
      binary.<java.nio.ByteBuffer>createBuffer().put(mask);
      opencv_imgproc.morphologyEx(binary, binary, opencv_imgproc.MORPH_CLOSE, kernel);
      opencv_imgproc.findContours(
          binary, contours, opencv_imgproc.RETR_EXTERNAL, opencv_imgproc.CHAIN_APPROX_SIMPLE);
      for (long i = 0; i < contours.size(); i++) {
        Mat contour = contours.get(i);
        double area = opencv_imgproc.contourArea(contour);
        if (area < 12 * 25) {
          continue;
        }
        try (RotatedRect box = opencv_imgproc.minAreaRect(contour)) {
          field(box, contour, area, xx, yy, xy, width, window, scale, into);
        }
      }
    }
  }

  private static float[] product(Mat a, Mat b, int window) {
    try (Mat out = new Mat();
        Size size = new Size(window, window)) {
      opencv_core.multiply(a, b, out);
      opencv_imgproc.blur(out, out, size);
      float[] values = new float[out.rows() * out.cols()];
      try (FloatPointer data = new FloatPointer(out.data())) {
        data.get(values);
      }
      return values;
    }
  }

  private static void field(
      RotatedRect box,
      Mat contour,
      double area,
      float[] xx,
      float[] yy,
      float[] xy,
      int stride,
      int window,
      double scale,
      List<Field> into) {
    double mx;
    double my;
    double size;
    double filled;
    try (Point2f middle = box.center();
        Size2f sides = box.size()) {
      mx = middle.x();
      my = middle.y();
      size = Math.max(sides.width(), sides.height());
      filled = area / Math.max(1, (double) sides.width() * sides.height());
    }
    // The direction that most gradients of the field's middle part run in.
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    int reach = (int) Math.max(1, size * 0.15);
    int rows = xx.length / stride;
    for (int y = Math.max(0, (int) my - reach); y < Math.min(rows, (int) my + reach + 1); y++) {
      for (int x = Math.max(0, (int) mx - reach); x < Math.min(stride, (int) mx + reach + 1); x++) {
        sxx += xx[y * stride + x];
        syy += yy[y * stride + x];
        sxy += xy[y * stride + x];
      }
    }
    double angle = 0.5 * Math.atan2(2 * sxy, sxx - syy);
    double ux = Math.cos(angle);
    double uy = Math.sin(angle);
    double a0 = Double.MAX_VALUE, a1 = -Double.MAX_VALUE;
    double b0 = Double.MAX_VALUE, b1 = -Double.MAX_VALUE;
    try (IntIndexer at = contour.createIndexer()) {
      for (long k = 0; k < contour.rows(); k++) {
        double px = at.get(k, 0, 0);
        double py = at.get(k, 0, 1);
        a0 = Math.min(a0, px * ux + py * uy);
        a1 = Math.max(a1, px * ux + py * uy);
        b0 = Math.min(b0, -px * uy + py * ux);
        b1 = Math.max(b1, -px * uy + py * ux);
      }
    }
    double width = a1 - a0 + 1;
    double height = Math.max(6, b1 - b0 + 1 - window * 0.5);
    if (width < 20 || width < 0.4 * height) {
      return;
    }
    double a = (a0 + a1) / 2;
    double b = (b0 + b1) / 2;
    Point middle =
        new Point((a * ux - b * uy + 0.5) / scale - 0.5, (a * uy + b * ux + 0.5) / scale - 0.5);
    into.add(new Field(middle, width / scale, height / scale, angle, filled < 0.5));
  }
}
