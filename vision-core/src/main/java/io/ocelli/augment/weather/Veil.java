package io.ocelli.augment.weather;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** How much of a colour lies over each pixel of a picture. */
final class Veil {
  private Veil() {}

  /**
   * Lays a colour over a picture.
   *
   * @param alpha 8 bit, one channel, of the picture's size: 0 leaves a pixel, 255 hides it
   */
  static void over(Image image, Mat alpha, Rgb color) {
    try (MatVector three = new MatVector(alpha, alpha, alpha);
        Mat weight = new Mat();
        Mat rest = new Mat();
        Scalar fill = new Scalar(color.blue(), color.green(), color.red(), 0);
        Mat layer = new Mat(image.height(), image.width(), CV_8UC3, fill)) {
      merge(three, weight);
      bitwise_not(weight, rest);
      multiply(image.mat(), rest, image.mat(), 1 / 255.0, -1);
      multiply(layer, weight, layer, 1 / 255.0, -1);
      add(image.mat(), layer, image.mat());
    }
  }

  /** Softens a veil; 0 leaves it as it is. */
  static void soften(Mat alpha, double sigma) {
    if (sigma > 0) {
      int side = 2 * (int) Math.ceil(3 * sigma) + 1;
      try (Size size = new Size(side, side)) {
        GaussianBlur(alpha, alpha, size, sigma, sigma, BORDER_REPLICATE, 0);
      }
    }
  }

  /** No veil anywhere; the caller closes it. */
  static Mat none(int width, int height) {
    try (Scalar zero = new Scalar(0)) {
      return new Mat(height, width, CV_8UC1, zero);
    }
  }

  /** A veil from values of 0 to 1, row by row; the caller closes it. */
  static Mat of(int width, int height, float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.min(Math.max(values[i], 0), 1));
    }
    Mat mat = new Mat(height, width, CV_8UC1);
    mat.<ByteBuffer>createBuffer().put(bytes);
    return mat;
  }
}
