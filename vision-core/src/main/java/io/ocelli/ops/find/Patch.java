package io.ocelli.ops.find;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;

import io.ocelli.geometry.Point;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The surroundings of a row of characters, turned so that the row lies level, and scaled so that
 * its characters are {@link #HEIGHT} pixels high. Its x is 0 where the row begins and its y is 0 on
 * the row's middle line.
 *
 * @param light brightness, row by row
 * @param blue how much more blue than red and green there is, row by row
 * @param red how much more red than green there is, row by row
 * @param width columns
 * @param height rows
 * @param left columns before x = 0
 * @param up rows above y = 0
 * @param length of the row of characters, in pixels of the patch
 * @param origin where (0, 0) lies in the picture
 * @param scale pixels of the picture for each pixel of the patch
 * @param cos of the row's angle
 * @param sin of the row's angle
 */
record Patch(
    @SuppressWarnings("ArrayRecordComponent") float[] light,
    @SuppressWarnings("ArrayRecordComponent") float[] blue,
    @SuppressWarnings("ArrayRecordComponent") float[] red,
    int width,
    int height,
    int left,
    int up,
    int length,
    Point origin,
    double scale,
    double cos,
    double sin) {
  /** Height of the characters. */
  static final int HEIGHT = 32;

  private static final double BESIDE = 4.2;
  private static final double ABOVE = 1.7;

  /** Cuts it out of one of the scaled pictures. */
  static Patch of(Pyramid pyramid, GlyphRow row) {
    double angle = Math.atan(row.slope());
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double scale = row.height() / HEIGHT;
    int length = (int) Math.round((row.x2() - row.x1()) / cos / scale);
    int left = (int) Math.round(BESIDE * HEIGHT);
    int up = (int) Math.round(ABOVE * HEIGHT);
    int width = length + 2 * left;
    int height = 2 * up + 1;
    Point origin = new Point(row.x1(), row.yAt(row.x1()));
    Pyramid.Level level = pyramid.nearest(1 / scale);
    float[] light = new float[width * height];
    float[] blue = new float[width * height];
    float[] red = new float[width * height];
    byte[] gray = warp(level.gray(), level.scale(), row, scale, width, height, left, up);
    byte[] bgr = warp(pyramid.colour(), 1, row, scale, width, height, left, up);
    for (int i = 0; i < light.length; i++) {
      light[i] = gray[i] & 255;
      blue[i] = (bgr[3 * i] & 255) - ((bgr[3 * i + 1] & 255) + (bgr[3 * i + 2] & 255)) / 2f;
      red[i] = (bgr[3 * i + 2] & 255) - (bgr[3 * i + 1] & 255);
    }
    return new Patch(light, blue, red, width, height, left, up, length, origin, scale, cos, sin);
  }

  private static byte[] warp(
      Mat from, double size, GlyphRow row, double scale, int width, int height, int left, int up) {
    double angle = Math.atan(row.slope());
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double step = scale * size;
    double x = row.x1() * size + (-left * cos + up * sin) * step;
    double y = row.yAt(row.x1()) * size + (-left * sin - up * cos) * step;
    byte[] bytes = new byte[width * height * from.channels()];
    try (Mat map = new Mat(2, 3, opencv_core.CV_64F);
        Mat out = new Mat();
        Size sides = new Size(width, height);
        Size three = new Size(3, 3);
        Scalar none = new Scalar(0, 0, 0, 0)) {
      try (DoubleIndexer at = map.createIndexer()) {
        at.put(0, 0, cos * step);
        at.put(0, 1, -sin * step);
        // Glyphs are measured from the edges of pixels, the matrix from their centres.
        at.put(0, 2, x - 0.5 + 0.5 * step * (cos - sin));
        at.put(1, 0, sin * step);
        at.put(1, 1, cos * step);
        at.put(1, 2, y - 0.5 + 0.5 * step * (sin + cos));
      }
      opencv_imgproc.warpAffine(
          from, out, map, sides, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_REPLICATE, none);
      opencv_imgproc.GaussianBlur(out, out, three, 0);
      out.data().get(bytes);
    }
    return bytes;
  }

  /** Brightness at whole coordinates, which are kept inside. */
  float at(int x, int y) {
    return light[index(x, y)];
  }

  /** Where the arrays keep what lies at whole coordinates, which are kept inside. */
  int index(int x, int y) {
    int column = Math.max(0, Math.min(width - 1, x + left));
    int row = Math.max(0, Math.min(height - 1, y + up));
    return row * width + column;
  }

  /** Where a place of the patch lies in the picture; both are measured from the edges of pixels. */
  Point inPicture(double x, double y) {
    return new Point(
        origin.x() + (x * cos - y * sin) * scale, origin.y() + (x * sin + y * cos) * scale);
  }
}
