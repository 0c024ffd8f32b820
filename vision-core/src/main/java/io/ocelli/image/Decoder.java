package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.ocelli.image.UnreadableImageException.Reason;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** From the bytes of a file to an upright 8-bit matrix: BGR, or BGRA where that is wanted. */
final class Decoder {
  /** OpenCV decodes no picture with a longer side. */
  private static final int LONGEST_SIDE = 1 << 20;

  private Decoder() {}

  /** BGR; what is clear is blended over white. */
  static Mat decode(Source source, DecodeOptions options) {
    return decode(source, options, false);
  }

  /** BGRA where a part of the picture is clear, else BGR. */
  static Mat decodeWithAlpha(Source source, DecodeOptions options) {
    return decode(source, options, true);
  }

  private static Mat decode(Source source, DecodeOptions options, boolean keepAlpha) {
    Structure structure = Structure.of(source);
    ImageHeader header = structure.header();
    checkSize(source, header, options);
    structure.checkWhole();
    OpenCv.load();
    if (structure instanceof JpegStructure jpeg && header.channels() == 4 && !jpeg.adobe()) {
      return Orientation.upright(PlainCmykJpeg.decode(source), header.orientation());
    }
    if (structure instanceof PnmStructure pnm && pnm.unusualScale()) {
      return Pixels.ofSamples(pnm.scaled(), header.width(), header.height());
    }
    if (header.format() == ImageFormat.TIFF && header.alpha() && header.channels() < 4) {
      throw source.unsupported("gray TIFF with transparency");
    }
    int reduction = header.format() == ImageFormat.JPEG ? reduction(header, options.minimum()) : 1;
    byte[] bytes = structure instanceof PngStructure png ? png.essential() : source.bytes();
    Mat decoded = decodeStored(source, bytes, flags(header, reduction));
    try {
      checkDecoded(source, header, decoded, reduction);
      if (structure instanceof PngStructure png) {
        keyToWhite(png, decoded);
      } else if (structure instanceof JpegStructure jpeg && Pixels.endsFlat(decoded, reduction)) {
        // So does a picture whose last blocks are missing: libjpeg repeats the last one it got.
        jpeg.checkScans();
      }
    } catch (RuntimeException | Error e) {
      decoded.close();
      throw e;
    }
    boolean premultiplied = structure instanceof TiffStructure tiff && tiff.premultiplied();
    Mat stored =
        keepAlpha && header.alpha()
            ? Pixels.toBgraOrBgr(decoded, premultiplied)
            : Pixels.toBgr(decoded, premultiplied);
    return turnedByDecoder(header) ? stored : Orientation.upright(stored, header.orientation());
  }

  /** OpenCV makes an alpha channel of some colour keys and passes over others. */
  private static void keyToWhite(PngStructure png, Mat decoded) {
    int[] key = png.colourKey();
    if (key != null && key.length == decoded.channels()) {
      Pixels.keyToWhite(decoded, key, png.header().bitDepth());
    }
  }

  /** OpenCV turns TIFF upright itself, whatever the flags say. */
  private static boolean turnedByDecoder(ImageHeader header) {
    return header.format() == ImageFormat.TIFF;
  }

  private static void checkSize(Source source, ImageHeader header, DecodeOptions options) {
    String size = header.width() + "x" + header.height() + " pixels";
    if (header.pixels() > options.maxPixels()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "the picture is larger than the limit of " + options.maxPixels() + " pixels",
          size + " by its header",
          source.name(),
          "make a smaller copy, or raise the limit: OCELLI_JAVA_OPTS=-Docelli.maxPixels=N");
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
  static int reduction(ImageHeader header, @Nullable MinimumSize minimum) {
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

  private static Mat decodeStored(Source source, byte[] bytes, int flags) {
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8UC1, data)) {
      return imdecode(encoded, flags);
    } catch (OutOfMemoryError e) {
      throw noMemory(source, e);
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains("Insufficient memory")) {
        throw noMemory(source, e);
      }
      throw new UnreadableImageException(
          Reason.DAMAGED,
          "the picture is damaged",
          "the decoder gave up (" + firstLine(e) + ")",
          source.name(),
          "copy or download the file again, or open it in an image editor and save it anew",
          e);
    }
  }

  private static UnreadableImageException noMemory(Source source, Throwable cause) {
    return new UnreadableImageException(
        Reason.TOO_LARGE,
        "there is not enough memory for the picture",
        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
        source.name(),
        "give it more memory, decode fewer pictures at once, or make a smaller copy",
        cause);
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
    boolean turned = turnedByDecoder(header);
    int width = ceilDiv(turned ? header.uprightWidth() : header.width(), reduction);
    int height = ceilDiv(turned ? header.uprightHeight() : header.height(), reduction);
    if (decoded.cols() != width || decoded.rows() != height) {
      throw source.damaged(
          "its header claims %dx%d pixels and its data hold %dx%d"
              .formatted(width, height, decoded.cols(), decoded.rows()));
    }
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
