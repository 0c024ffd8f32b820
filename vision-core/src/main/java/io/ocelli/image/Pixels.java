package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** From what the decoders give to 8-bit BGR. */
final class Pixels {
  private Pixels() {}

  /**
   * 8-bit BGR: 16 bit is divided by 257 and rounded, transparency blended over white.
   *
   * @param decoded 8 or 16 bit with 1, 3 or 4 channels (gray, BGR, BGRA); closed unless returned
   * @param premultiplied whether the colours are multiplied by alpha already
   */
  static Mat toBgr(Mat decoded, boolean premultiplied) {
    Mat eight = to8Bit(decoded);
    if (eight.type() == CV_8UC3) {
      return eight;
    }
    Mat bgr = new Mat();
    try (Mat other = eight) {
      if (other.depth() != CV_8U || (other.channels() != 1 && other.channels() != 4)) {
        throw new IllegalStateException("the decoder gave an unexpected matrix: " + other);
      }
      if (other.channels() == 1) {
        cvtColor(other, bgr, COLOR_GRAY2BGR);
      } else {
        blendOverWhite(other, bgr, premultiplied);
      }
      return bgr;
    } catch (RuntimeException | Error e) {
      bgr.close();
      throw e;
    }
  }

  /** As {@link #toBgr}, but BGRA, not premultiplied, where there is a pixel that is not solid. */
  static Mat toBgraOrBgr(Mat decoded, boolean premultiplied) {
    Mat eight = to8Bit(decoded);
    if (eight.type() != CV_8UC4 || isSolid(eight)) {
      return toBgr(eight, premultiplied);
    }
    if (premultiplied) {
      divideByAlpha(eight);
    }
    return eight;
  }

  private static Mat to8Bit(Mat decoded) {
    if (decoded.depth() != CV_16U) {
      return decoded;
    }
    try (Mat sixteen = decoded) {
      Mat eight = new Mat();
      sixteen.convertTo(eight, CV_8U, 1.0 / 257, 0);
      return eight;
    }
  }

  private static boolean isSolid(Mat bgra) {
    ByteBuffer values = bgra.createBuffer();
    int pixels = bgra.rows() * bgra.cols();
    for (int i = 0; i < pixels; i++) {
      if (values.get(4 * i + 3) != (byte) 255) {
        return false;
      }
    }
    return true;
  }

  private static void divideByAlpha(Mat bgra) {
    ByteBuffer values = bgra.createBuffer();
    int pixels = bgra.rows() * bgra.cols();
    for (int i = 0; i < pixels; i++) {
      int alpha = values.get(4 * i + 3) & 0xFF;
      for (int c = 0; c < 3 && alpha > 0; c++) {
        int value = values.get(4 * i + c) & 0xFF;
        values.put(4 * i + c, (byte) Math.min(255, (value * 255 + alpha / 2) / alpha));
      }
    }
  }

  /** BGR from gray or RGB samples, rows top to bottom. */
  static Mat ofSamples(byte[] samples, int width, int height) {
    Mat bgr = new Mat(height, width, CV_8UC3);
    ByteBuffer out = bgr.createBuffer();
    boolean gray = samples.length == width * height;
    for (int i = 0; i < width * height; i++) {
      for (int c = 2; c >= 0; c--) {
        out.put(samples[gray ? i : 3 * i + c]);
      }
    }
    return bgr;
  }

  /** Makes every pixel white that has the transparent colour. */
  static void keyToWhite(Mat decoded, int[] key, int bitDepth) {
    int channels = decoded.channels();
    // Depths below 8 are stretched to 8 bit by the decoder.
    int scale = bitDepth < 8 ? 255 / ((1 << bitDepth) - 1) : 1;
    int pixels = decoded.rows() * decoded.cols();
    if (decoded.depth() == CV_16U) {
      ShortBuffer samples = decoded.createBuffer();
      for (int i = 0; i < pixels; i++) {
        boolean same = true;
        for (int c = 0; c < channels; c++) {
          same &= (samples.get(channels * i + c) & 0xFFFF) == key[c];
        }
        for (int c = 0; same && c < channels; c++) {
          samples.put(channels * i + c, (short) 0xFFFF);
        }
      }
    } else {
      ByteBuffer samples = decoded.createBuffer();
      for (int i = 0; i < pixels; i++) {
        boolean same = true;
        for (int c = 0; c < channels; c++) {
          same &= (samples.get(channels * i + c) & 0xFF) == key[c] * scale;
        }
        for (int c = 0; same && c < channels; c++) {
          samples.put(channels * i + c, (byte) 0xFF);
        }
      }
    }
  }

  /** Whether the lower right corner, one block or more, is of one colour. */
  static boolean endsFlat(Mat bgr, int reduction) {
    int rows = Math.min(bgr.rows(), Math.max(2, 8 / reduction));
    int cols = Math.min(bgr.cols(), Math.max(4, 16 / reduction));
    try (BytePointer last = bgr.ptr(bgr.rows() - 1, bgr.cols() - 1)) {
      long rowBytes = bgr.step(0);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < cols; x++) {
          for (int c = 0; c < 3; c++) {
            if (last.get(c) != last.get(c - 3L * x - y * rowBytes)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  static void blendOverWhite(Mat bgra, Mat bgr, boolean premultiplied) {
    bgr.create(bgra.rows(), bgra.cols(), CV_8UC3);
    ByteBuffer in = bgra.createBuffer();
    ByteBuffer out = bgr.createBuffer();
    int pixels = bgra.rows() * bgra.cols();
    for (int i = 0; i < pixels; i++) {
      int alpha = in.get(4 * i + 3) & 0xFF;
      for (int c = 0; c < 3; c++) {
        int value = in.get(4 * i + c) & 0xFF;
        // Rounded to the nearest: (value * alpha + 255 * (255 - alpha)) / 255.
        int blended =
            premultiplied
                ? Math.min(255, value + 255 - alpha)
                : ((value - 255) * alpha + 255 * 255 + 127) / 255;
        out.put(3 * i + c, (byte) blended);
      }
    }
  }
}
