package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_Lab2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** From one {@link ColorSpace} to another, by way of BGR. */
final class SpaceConversion {
  /** The ink of a part at a lightness, at {@code 256 * light + part}: division takes long. */
  private static final byte[] INK = inks();

  private SpaceConversion() {}

  /** A new matrix; the two spaces differ. */
  static Mat convert(Mat in, ColorSpace from, ColorSpace to) {
    if (from == ColorSpace.BGR) {
      return fromBgr(in, to);
    }
    if (to == ColorSpace.BGR) {
      return toBgr(in, from);
    }
    try (Mat bgr = toBgr(in, from)) {
      return fromBgr(bgr, to);
    }
  }

  private static Mat toBgr(Mat in, ColorSpace from) {
    return switch (from) {
      case GRAY -> converted(in, COLOR_GRAY2BGR);
      case BGRA -> overWhite(in);
      case HSV -> converted(in, COLOR_HSV2BGR);
      case LAB -> converted(in, COLOR_Lab2BGR);
      case YCRCB -> converted(in, COLOR_YCrCb2BGR);
      case CMYK -> cmykToBgr(in);
      case BGR -> throw new IllegalArgumentException("it is BGR already");
    };
  }

  private static Mat fromBgr(Mat in, ColorSpace to) {
    return switch (to) {
      case GRAY -> converted(in, COLOR_BGR2GRAY);
      case BGRA -> converted(in, COLOR_BGR2BGRA);
      case HSV -> converted(in, COLOR_BGR2HSV);
      case LAB -> converted(in, COLOR_BGR2Lab);
      case YCRCB -> converted(in, COLOR_BGR2YCrCb);
      case CMYK -> bgrToCmyk(in);
      case BGR -> throw new IllegalArgumentException("it is BGR already");
    };
  }

  private static Mat converted(Mat in, int code) {
    Mat out = new Mat();
    try {
      cvtColor(in, out, code);
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  private static Mat overWhite(Mat bgra) {
    Mat bgr = new Mat();
    try {
      Pixels.blendOverWhite(bgra, bgr, false);
      return bgr;
    } catch (RuntimeException | Error e) {
      bgr.close();
      throw e;
    }
  }

  private static Mat bgrToCmyk(Mat bgr) {
    Mat cmyk = new Mat(bgr.rows(), bgr.cols(), CV_8UC4);
    byte[] from = new byte[3 * bgr.cols()];
    byte[] to = new byte[4 * bgr.cols()];
    ByteBuffer in = bgr.createBuffer();
    ByteBuffer out = cmyk.createBuffer();
    for (int y = 0; y < bgr.rows(); y++) {
      in.get(from);
      for (int x = 0; x < bgr.cols(); x++) {
        int b = from[3 * x] & 255;
        int g = from[3 * x + 1] & 255;
        int r = from[3 * x + 2] & 255;
        int light = Math.max(b, Math.max(g, r));
        to[4 * x] = INK[light << 8 | r];
        to[4 * x + 1] = INK[light << 8 | g];
        to[4 * x + 2] = INK[light << 8 | b];
        to[4 * x + 3] = (byte) (255 - light);
      }
      out.put(to);
    }
    return cmyk;
  }

  private static byte[] inks() {
    byte[] inks = new byte[256 * 256];
    for (int light = 0; light < 256; light++) {
      for (int part = 0; part <= light; part++) {
        inks[light << 8 | part] = ink(part, light);
      }
    }
    return inks;
  }

  private static byte ink(int part, int light) {
    return (byte) (light == 0 ? 0 : (255 * (light - part) + light / 2) / light);
  }

  private static Mat cmykToBgr(Mat cmyk) {
    Mat bgr = new Mat(cmyk.rows(), cmyk.cols(), CV_8UC3);
    byte[] from = new byte[4 * cmyk.cols()];
    byte[] to = new byte[3 * cmyk.cols()];
    ByteBuffer in = cmyk.createBuffer();
    ByteBuffer out = bgr.createBuffer();
    for (int y = 0; y < cmyk.rows(); y++) {
      in.get(from);
      for (int x = 0; x < cmyk.cols(); x++) {
        int light = 255 - (from[4 * x + 3] & 255);
        to[3 * x] = light(from[4 * x + 2], light);
        to[3 * x + 1] = light(from[4 * x + 1], light);
        to[3 * x + 2] = light(from[4 * x], light);
      }
      out.put(to);
    }
    return bgr;
  }

  private static byte light(byte ink, int light) {
    return (byte) (((255 - (ink & 255)) * light + 127) / 255);
  }
}
