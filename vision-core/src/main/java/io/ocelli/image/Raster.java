package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pixels on their way through a pipeline: 8-bit channels of a named {@link ColorSpace},
 * interleaved, rows top to bottom, origin top left, no padding between rows.
 *
 * <p>A raster is never changed after it is made; that is why {@link #share()} and {@link
 * #of(Image)} cost nothing. It owns native memory, or a share of it, and has to be closed.
 */
public final class Raster implements AutoCloseable {
  private final Mat mat;
  private final ColorSpace space;
  private final int width;
  private final int height;
  private boolean closed;

  static {
    OpenCv.load();
  }

  private Raster(Mat mat, ColorSpace space) {
    this.mat = mat;
    this.space = space;
    this.width = mat.cols();
    this.height = mat.rows();
  }

  /**
   * Takes ownership of a matrix, for code of this module that computes with OpenCV.
   *
   * @param mat continuous, 8-bit, with the channels of the space, at least one pixel
   */
  public static Raster owning(Mat mat, ColorSpace space) {
    if (mat.type() != CV_8UC(space.channels())
        || mat.dims() != 2
        || mat.empty()
        || !mat.isContinuous()) {
      throw new IllegalArgumentException(
          space + " needs a continuous 8-bit matrix of " + space.channels() + " channels: " + mat);
    }
    return new Raster(mat, space);
  }

  /**
   * A raster that code of this module computes with OpenCV. Whatever happens, nothing is left open.
   *
   * @param work fills the empty matrix it is given with 8-bit values of the space's channels; a
   *     part of a larger matrix is copied
   */
  public static Raster make(ColorSpace space, Consumer<Mat> work) {
    Mat out = new Mat();
    try {
      work.accept(out);
      if (!out.isContinuous()) {
        try (Mat part = out) {
          return owning(part.clone(), space);
        }
      }
      return owning(out, space);
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  /**
   * Reads a file; see {@link #decode}.
   *
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Raster read(Path file, DecodeOptions options) {
    return decode(PictureBytes.of(file), file.toString(), options);
  }

  /**
   * Decodes the bytes of a file as {@link Image#decode} does, but keeps transparency: BGRA where a
   * part of the picture is not solid, else BGR.
   *
   * @param name what messages call the picture
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Raster decode(byte[] bytes, String name, DecodeOptions options) {
    Mat mat = Decoder.decodeWithAlpha(new Source(bytes, name), options);
    return owning(mat, mat.channels() == 4 ? ColorSpace.BGRA : ColorSpace.BGR);
  }

  /** The pixels of a picture, shared with it: the picture must not be written to meanwhile. */
  public static Raster of(Image image) {
    return new Raster(new Mat(image.mat()), ColorSpace.BGR);
  }

  /**
   * A raster from values, which are copied.
   *
   * @param values {@code width * height * channels} bytes, rows top to bottom
   */
  public static Raster of(int width, int height, ColorSpace space, byte[] values) {
    if (width < 1 || height < 1 || values.length != (long) width * height * space.channels()) {
      throw new IllegalArgumentException(
          "%dx%d %s pixels do not take %d bytes".formatted(width, height, space, values.length));
    }
    Mat mat = new Mat(height, width, CV_8UC(space.channels()));
    mat.<ByteBuffer>createBuffer().put(values);
    return new Raster(mat, space);
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** What the channels mean. */
  public ColorSpace space() {
    return space;
  }

  /** The number of channels. */
  public int channels() {
    return space.channels();
  }

  /** Another owner of the same pixels; no copy is made. */
  public Raster share() {
    return new Raster(new Mat(mat()), space);
  }

  /**
   * The same picture in another space; shares the pixels where it is that already. From one space
   * to another it goes by way of BGR.
   */
  public Raster to(ColorSpace wanted) {
    return wanted == space
        ? share()
        : new Raster(SpaceConversion.convert(mat(), space, wanted), wanted);
  }

  /** The same pixels under another name of their channels, as many as before. */
  public Raster reinterpret(ColorSpace other) {
    if (other.channels() != space.channels()) {
      throw new IllegalArgumentException(space + " cannot be read as " + other);
    }
    return new Raster(new Mat(mat()), other);
  }

  /**
   * A picture of its own. Gray gets three equal channels, clear parts are blended over white, CMYK
   * is converted; HSV, Lab and YCrCb keep their numbers as if they were blue, green and red, as
   * people expect who look at them.
   */
  public Image toImage() {
    return switch (space) {
      case BGR, HSV, LAB, YCRCB -> Image.owning(mat().clone());
      case GRAY, BGRA, CMYK -> {
        try (Raster bgr = to(ColorSpace.BGR)) {
          yield Image.owning(bgr.mat.clone());
        }
      }
    };
  }

  /**
   * As {@link #toImage()}, without a copy where it can be; closes this raster. Pixels that this
   * raster shared with another one are shared by the picture.
   */
  public Image moveToImage() {
    try (Raster moved = this) {
      return switch (space) {
        case BGR, HSV, LAB, YCRCB -> Image.owning(new Mat(mat()));
        case GRAY, BGRA, CMYK -> toImage();
      };
    }
  }

  /** Whether this shows the memory of another one. */
  public boolean sharesPixelsWith(Raster other) {
    return mat().data().equals(other.mat().data());
  }

  /** A copy of the values: {@code width * height * channels} bytes. */
  public byte[] values() {
    byte[] values = new byte[Math.toIntExact((long) width * height * space.channels())];
    mat().<ByteBuffer>createBuffer().get(values);
    return values;
  }

  /**
   * The bytes of a file: gray as gray, BGRA with its transparency where the format has it, the rest
   * as {@link #toImage()} says.
   *
   * @param quality 1 to 100 for JPEG and WebP; formats without loss do not use it
   * @throws io.ocelli.error.UsageException if the format is not written, or the quality is none
   */
  public byte[] encode(ImageFormat format, int quality) {
    boolean asItIs = space == ColorSpace.GRAY || (space == ColorSpace.BGRA && keepsAlpha(format));
    if (asItIs || space.channels() == 3) {
      return Encoder.encode(mat(), format, quality);
    }
    try (Raster bgr = to(ColorSpace.BGR)) {
      return Encoder.encode(bgr.mat(), format, quality);
    }
  }

  /**
   * Writes a file in the format that its extension says. The file appears whole or not at all.
   *
   * @throws io.ocelli.error.UsageException if the extension is unknown
   * @throws io.ocelli.error.OcelliException if it cannot be written
   */
  public void write(Path file) {
    ImageFormat format = Encoder.formatOf(file);
    write(file, format, format.defaultQuality());
  }

  /**
   * Writes a file, whatever its extension. It appears whole or not at all; one that is there is
   * replaced.
   *
   * @param quality as for {@link #encode}
   * @throws io.ocelli.error.UsageException if the format is not written, or the quality is none
   * @throws io.ocelli.error.OcelliException if it cannot be written; an {@link java.io.IOException}
   *     is the cause
   */
  public void write(Path file, ImageFormat format, int quality) {
    Encoder.write(file, encode(format, quality));
  }

  /**
   * The matrix itself, for code of this module that computes with OpenCV. It stays owned by this
   * raster, must not be closed and must never be written to.
   */
  public Mat mat() {
    if (closed) {
      throw new IllegalStateException("this raster is closed");
    }
    return mat;
  }

  @Override
  public void close() {
    closed = true;
    mat.close();
  }

  @Override
  public String toString() {
    return "Raster " + width + "x" + height + " " + space + (closed ? " (closed)" : "");
  }

  private static boolean keepsAlpha(ImageFormat format) {
    return format == ImageFormat.PNG || format == ImageFormat.WEBP || format == ImageFormat.TIFF;
  }
}
