package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.image.UnreadableImageException.Reason;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** From the bytes of a file to an upright 8-bit BGR matrix. */
final class Decoder {
  /** OpenCV decodes no picture with a longer side. */
  private static final int LONGEST_SIDE = 1 << 20;

  private Decoder() {}

  static Mat decode(Source source, DecodeOptions options) {
    Structure structure = Structure.of(source);
    ImageHeader header = structure.header();
    checkSize(source, header, options);
    structure.checkWhole();
    if (structure instanceof JpegStructure jpeg && header.channels() == 4 && !jpeg.adobe()) {
      return Orientation.upright(PlainCmykJpeg.decode(source), header.orientation());
    }
    int reduction = header.format() == ImageFormat.JPEG ? reduction(header, options.minimum()) : 1;
    Mat decoded = decodeStored(source, flags(header, reduction));
    Mat stored;
    try {
      checkDecoded(source, header, decoded, reduction);
      stored = toBgr(decoded);
    } catch (RuntimeException | Error e) {
      decoded.close();
      throw e;
    }
    return Orientation.upright(stored, header.orientation());
  }

  private static void checkSize(Source source, ImageHeader header, DecodeOptions options) {
    String size = header.width() + "x" + header.height() + " pixels";
    if (header.pixels() > options.maxPixels()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "the picture is larger than the limit of " + options.maxPixels() + " pixels",
          size + " by its header",
          source.name(),
          "if it is meant to be so large, raise the limit or make a smaller copy");
    }
    if (Math.max(header.width(), header.height()) > LONGEST_SIDE) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "a side of the picture is longer than " + LONGEST_SIDE + " pixels",
          size + " by its header",
          source.name(),
          "cut it into parts");
    }
  }

  /** The largest reduction of 1, 2, 4 and 8 whose result still meets the wanted size. */
  static int reduction(ImageHeader header, @org.jspecify.annotations.Nullable MinimumSize minimum) {
    if (minimum == null) {
      return 1;
    }
    int reduction = 8;
    while (reduction > 1
        && !minimum.isMetBy(
            ceilDiv(header.uprightWidth(), reduction),
            ceilDiv(header.uprightHeight(), reduction))) {
      reduction /= 2;
    }
    return reduction;
  }

  private static int flags(ImageHeader header, int reduction) {
    int flags =
        switch (reduction) {
          case 2 -> IMREAD_REDUCED_COLOR_2;
          case 4 -> IMREAD_REDUCED_COLOR_4;
          case 8 -> IMREAD_REDUCED_COLOR_8;
          // With IMREAD_COLOR, transparency would be dropped and 16 bit cut off to the upper 8.
          default -> header.alpha() || header.bitDepth() > 8 ? IMREAD_UNCHANGED : IMREAD_COLOR;
        };
    return flags | IMREAD_IGNORE_ORIENTATION;
  }

  private static Mat decodeStored(Source source, int flags) {
    OpenCv.load();
    try (BytePointer data = new BytePointer(source.bytes());
        Mat encoded = new Mat(1, source.length(), CV_8UC1, data)) {
      return imdecode(encoded, flags);
    } catch (RuntimeException e) {
      throw new UnreadableImageException(
          Reason.DAMAGED,
          "the picture is damaged",
          "the decoder gave up (" + firstLine(e) + ")",
          source.name(),
          "copy or download the file again, or open it in an image editor and save it anew",
          e);
    }
  }

  private static String firstLine(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int error = message.indexOf("error: ");
    return message.substring(Math.max(0, error)).lines().findFirst().orElse("");
  }

  private static void checkDecoded(Source source, ImageHeader header, Mat decoded, int reduction) {
    if (decoded.empty()) {
      throw source.damaged(header.format() + " data that cannot be decoded");
    }
    int width = ceilDiv(header.width(), reduction);
    int height = ceilDiv(header.height(), reduction);
    if (decoded.cols() != width || decoded.rows() != height) {
      throw source.damaged(
          "its header claims %dx%d pixels and its data hold %dx%d"
              .formatted(width, height, decoded.cols(), decoded.rows()));
    }
  }

  /** 8-bit BGR; closes the given matrix unless it is returned. */
  private static Mat toBgr(Mat decoded) {
    Mat eight = decoded;
    if (decoded.depth() == CV_16U) {
      eight = new Mat();
      decoded.convertTo(eight, CV_8U, 1.0 / 257, 0);
      decoded.close();
    }
    if (eight.type() == CV_8UC3) {
      return eight;
    }
    Mat bgr = new Mat();
    try (Mat other = eight) {
      if (other.depth() != CV_8U) {
        throw new IllegalStateException("an unexpected sample type " + other.type());
      }
      switch (other.channels()) {
        case 1 -> cvtColor(other, bgr, COLOR_GRAY2BGR);
        case 4 -> blendOverWhite(other, bgr);
        default ->
            throw new IllegalStateException("an unexpected number of channels " + other.channels());
      }
      return bgr;
    }
  }

  private static void blendOverWhite(Mat bgra, Mat bgr) {
    bgr.create(bgra.rows(), bgra.cols(), CV_8UC3);
    ByteBuffer in = bgra.createBuffer();
    ByteBuffer out = bgr.createBuffer();
    int pixels = bgra.rows() * bgra.cols();
    for (int i = 0; i < pixels; i++) {
      int alpha = in.get(4 * i + 3) & 0xFF;
      for (int c = 0; c < 3; c++) {
        int value = in.get(4 * i + c) & 0xFF;
        // Rounded to the nearest: (value * alpha + 255 * (255 - alpha)) / 255.
        out.put(3 * i + c, (byte) (((value - 255) * alpha + 255 * 255 + 127) / 255));
      }
    }
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
