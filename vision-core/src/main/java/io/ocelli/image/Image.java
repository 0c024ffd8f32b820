package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A picture: 8-bit BGR, rows top to bottom, origin top left, EXIF orientation applied.
 *
 * <p>It owns native memory and has to be closed; after that every use fails. Reading from several
 * threads at once is safe, writing to {@link #pixels()} is not.
 *
 * <p>What becomes of other kinds of pictures: gray gets three equal channels; 16 bit is scaled by
 * 1/257 and rounded; palettes are looked up; CMYK becomes {@code (255 - ink) * (255 - black) / 255}
 * without colour profiles; transparent parts are blended over white; of several pages or frames the
 * first is taken.
 */
public final class Image implements AutoCloseable {
  private final Mat mat;
  private final long address;
  private final int width;
  private final int height;
  private boolean closed;

  static {
    OpenCv.load();
  }

  private Image(Mat mat) {
    this.mat = mat;
    this.address = mat.data().address();
    this.width = mat.cols();
    this.height = mat.rows();
  }

  /**
   * Reads a file at full size, at most 500 megapixels.
   *
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Image read(Path file) {
    return read(file, DecodeOptions.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Image read(Path file, DecodeOptions options) {
    return decode(PictureBytes.of(file), file.toString(), options);
  }

  /**
   * Reads a stream to its end; does not close it.
   *
   * @param name what messages call the picture
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Image read(InputStream in, String name, DecodeOptions options) {
    return decode(PictureBytes.of(in, name), name, options);
  }

  /**
   * Decodes the bytes of a file.
   *
   * @param name what messages call the picture
   * @throws UnreadableImageException if it cannot be read; its reason says why
   */
  public static Image decode(byte[] bytes, String name, DecodeOptions options) {
    return new Image(Decoder.decode(new Source(bytes, name), options));
  }

  /** A picture of one colour; channel values 0 to 255. */
  public static Image blank(int width, int height, int blue, int green, int red) {
    checkSize(width, height);
    try (Scalar colour = new Scalar(blue, green, red, 0)) {
      return new Image(new Mat(height, width, CV_8UC3, colour));
    }
  }

  /**
   * A picture from BGR values, which are copied.
   *
   * @param bgr {@code width * height * 3} bytes, rows top to bottom
   */
  public static Image ofBgr(int width, int height, byte[] bgr) {
    checkSize(width, height);
    if (bgr.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%dx%d pixels take %d bytes, got %d"
              .formatted(width, height, 3L * width * height, bgr.length));
    }
    Image image = new Image(new Mat(height, width, CV_8UC3));
    image.pixels().put(bgr);
    return image;
  }

  /** A picture from a Java one, which is copied; transparent parts are blended over white. */
  public static Image of(BufferedImage image) {
    BufferedImage bgr = image;
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR || isPart(image)) {
      bgr = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = bgr.createGraphics();
      graphics.drawImage(image, 0, 0, Color.WHITE, null);
      graphics.dispose();
    }
    return ofBgr(
        bgr.getWidth(),
        bgr.getHeight(),
        ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData());
  }

  /**
   * Takes ownership of a matrix, for code of this module that computes with OpenCV.
   *
   * @param mat continuous, 8-bit with three channels in BGR order, at least one pixel
   */
  public static Image owning(Mat mat) {
    if (mat.type() != CV_8UC3 || mat.dims() != 2 || !mat.isContinuous() || mat.empty()) {
      throw new IllegalArgumentException(
          "a picture needs a continuous 8-bit BGR matrix, got " + mat);
    }
    return new Image(mat);
  }

  /**
   * A picture that code of this module computes with OpenCV. Whatever happens, nothing is left
   * open.
   *
   * @param work fills the empty matrix it is given as {@link #owning} wants it
   */
  public static Image make(Consumer<Mat> work) {
    Mat out = new Mat();
    try {
      work.accept(out);
      return owning(out);
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /**
   * A direct view of the pixels: {@code width * height * 3} bytes in BGR order without padding
   * between rows. Valid until {@link #close()}.
   */
  public ByteBuffer pixels() {
    return mat().createBuffer();
  }

  /** An independent copy. */
  public Image copy() {
    return new Image(mat().clone());
  }

  /** A copy as {@link BufferedImage#TYPE_3BYTE_BGR}. */
  public BufferedImage toBufferedImage() {
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    pixels().get(((DataBufferByte) copy.getRaster().getDataBuffer()).getData());
    return copy;
  }

  /** The bytes of a file, with the format's default quality. */
  public byte[] encode(ImageFormat format) {
    return encode(format, format.defaultQuality());
  }

  /**
   * The bytes of a file.
   *
   * @param quality 1 to 100 for JPEG and WebP; formats without loss do not use it
   * @throws io.ocelli.error.UsageException if the format is not written, or the quality is none
   */
  public byte[] encode(ImageFormat format, int quality) {
    return Encoder.encode(mat(), format, quality);
  }

  /**
   * Writes a file in the format that its extension says. The file appears whole or not at all.
   *
   * @throws io.ocelli.error.UsageException if the extension is unknown
   * @throws io.ocelli.error.OcelliException if it cannot be written
   */
  public void write(Path file) {
    Encoder.write(file, encode(Encoder.formatOf(file)));
  }

  /**
   * The matrix itself, for code of this module that computes with OpenCV; it stays owned by this
   * picture and must not be closed.
   */
  public Mat mat() {
    if (closed) {
      throw new IllegalStateException("this picture is closed");
    }
    return mat;
  }

  /** Where the pixels begin in native memory, for reading them without an object in between. */
  long address() {
    if (closed) {
      throw new IllegalStateException("this picture is closed");
    }
    return address;
  }

  @Override
  public void close() {
    closed = true;
    mat.close();
  }

  @Override
  public String toString() {
    return "Image " + width + "x" + height + (closed ? " (closed)" : "");
  }

  private static boolean isPart(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData().length
        != 3 * image.getWidth() * image.getHeight();
  }

  private static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a picture needs sides of at least one pixel, got " + width + "x" + height);
    }
  }
}
