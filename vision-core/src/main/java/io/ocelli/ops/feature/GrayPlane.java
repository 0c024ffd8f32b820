package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A gray picture as numbers in Java's memory, perhaps smaller than the picture it was made of.
 *
 * @param values 0 to 255, rows top to bottom
 * @param scale its size as a factor of the picture's, at most 1
 */
@SuppressWarnings("ArrayRecordComponent")
record GrayPlane(int width, int height, float[] values, double scale) {
  /** The gray picture, shrunk where its longer side is longer than {@code longest}. */
  static GrayPlane of(Raster in, int longest) {
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return planes(gray.mat(), longest)[0];
    }
  }

  /** Blue, green and red; one plane where the picture is gray. */
  static GrayPlane[] colours(Raster in, int longest) {
    if (in.space() == ColorSpace.GRAY) {
      return planes(in.mat(), longest);
    }
    try (Raster colour = in.to(ColorSpace.BGR)) {
      return planes(colour.mat(), longest);
    }
  }

  private static GrayPlane[] planes(Mat picture, int longest) {
    double scale = Math.min(1, longest / (double) Math.max(picture.cols(), picture.rows()));
    GrayPlane[] planes = new GrayPlane[picture.channels()];
    try (Mat small = new Mat();
        Mat one = new Mat();
        Mat numbers = new Mat()) {
      int width = Math.max(1, (int) Math.round(picture.cols() * scale));
      int height = Math.max(1, (int) Math.round(picture.rows() * scale));
      if (scale < 1) {
        try (Size size = new Size(width, height)) {
          opencv_imgproc.resize(picture, small, size, 0, 0, opencv_imgproc.INTER_AREA);
        }
      }
      for (int i = 0; i < planes.length; i++) {
        opencv_core.extractChannel(scale < 1 ? small : picture, one, i);
        one.convertTo(numbers, opencv_core.CV_32F);
        planes[i] = of(numbers, scale);
      }
    }
    return planes;
  }

  /** A copy of a continuous matrix of floats. */
  static GrayPlane of(Mat numbers, double scale) {
    float[] values = new float[numbers.rows() * numbers.cols()];
    try (FloatPointer data = new FloatPointer(numbers.data())) {
      data.get(values);
    }
    return new GrayPlane(numbers.cols(), numbers.rows(), values, scale);
  }

  /** The same blurred by a Gaussian of the given deviation. */
  GrayPlane blurred(double sigma) {
    try (FloatPointer data = new FloatPointer(values);
        Mat in = new Mat(height, width, opencv_core.CV_32F, data);
        Mat out = new Mat();
        Size any = new Size(0, 0)) {
      opencv_imgproc.GaussianBlur(in, out, any, sigma);
      return of(out, scale);
    }
  }

  /** Half the size: each pixel is the mean of four; an odd row or column at the end is lost. */
  GrayPlane half() {
    int w = Math.max(1, width / 2);
    int h = Math.max(1, height / 2);
    float[] out = new float[w * h];
    for (int y = 0; y < h; y++) {
      int top = Math.min(2 * y, height - 1) * width;
      int bottom = Math.min(2 * y + 1, height - 1) * width;
      for (int x = 0; x < w; x++) {
        int left = Math.min(2 * x, width - 1);
        int right = Math.min(2 * x + 1, width - 1);
        out[y * w + x] =
            (values[top + left]
                    + values[top + right]
                    + values[bottom + left]
                    + values[bottom + right])
                / 4;
      }
    }
    return new GrayPlane(w, h, out, scale / 2);
  }

  /** A place of this plane as a place of the picture. */
  Point toPicture(double x, double y) {
    return new Point((x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5);
  }

  /** The value between four pixels; places outside have the value of the nearest pixel. */
  float at(double x, double y) {
    return sample(values, x, y);
  }

  /** As {@link #at}, of other values of the same size. */
  float sample(float[] of, double x, double y) {
    double cx = Math.min(Math.max(x, 0), width - 1.0);
    double cy = Math.min(Math.max(y, 0), height - 1.0);
    int x0 = Math.min((int) cx, Math.max(0, width - 2));
    int y0 = Math.min((int) cy, Math.max(0, height - 2));
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, height - 1);
    float fx = (float) (cx - x0);
    float fy = (float) (cy - y0);
    float top = of[y0 * width + x0] * (1 - fx) + of[y0 * width + x1] * fx;
    float bottom = of[y1 * width + x0] * (1 - fx) + of[y1 * width + x1] * fx;
    return top * (1 - fy) + bottom * fy;
  }

  /** Whether a place lies among the centres of the pixels. */
  boolean holds(double x, double y) {
    return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
  }

  /**
   * The deviation of the noise from pixel to pixel, after Immerkaer 1996 but with the median, which
   * edges do not move.
   */
  double noise() {
    if (width < 3 || height < 3) {
      return 0;
    }
    int step = Math.max(1, (int) Math.sqrt((double) width * height / 200_000));
    float[] found = new float[((width - 3) / step + 1) * ((height - 3) / step + 1)];
    int count = 0;
    for (int y = 1; y < height - 1; y += step) {
      for (int x = 1; x < width - 1; x += step) {
        int i = y * width + x;
        float value =
            values[i - width - 1]
                - 2 * values[i - width]
                + values[i - width + 1]
                - 2 * values[i - 1]
                + 4 * values[i]
                - 2 * values[i + 1]
                + values[i + width - 1]
                - 2 * values[i + width]
                + values[i + width + 1];
        found[count++] = Math.abs(value);
      }
    }
    Arrays.sort(found, 0, count);
    return found[count / 2] / (6 * 0.6745);
  }
}
