package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames of any pixel format to upright 8-bit BGR pictures of one size. The common 8-bit
 * 4:2:0 goes through swscale's fast path (chroma of the nearest sample), straight into the picture;
 * other formats through its exact one.
 *
 * <p>swscale's vector code writes past the end of rows whose length is not a multiple of what it
 * takes at once, so those go through a wider buffer.
 */
final class FrameConverter implements AutoCloseable {

  private final int width;
  private final int height;
  private final Orient orient;
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4L);
  private @Nullable SwsContext scaler;
  private long scalerKey;
  private @Nullable Mat stored;

  /**
   * @param width of the stored pictures, before they are turned upright
   * @param height of the stored pictures
   */
  FrameConverter(int width, int height, Orient orient) {
    this.width = width;
    this.height = height;
    this.orient = orient;
  }

  /** A new picture of the upright size, to convert into; what it shows is not defined. */
  Image blank() {
    boolean swap = orient.swapsSides();
    return allocate(swap ? height : width, swap ? width : height);
  }

  private static Image allocate(int columns, int rows) {
    return Image.owning(new Mat(rows, columns, CV_8UC3));
  }

  /**
   * Converts into a picture that {@link #blank()} gave.
   *
   * @throws OcelliException if swscale does not know the pixel format
   */
  void convert(AVFrame frame, Image into) {
    boolean alpha = ColourRule.hasAlpha(frame.format());
    if (orient.isUpright() && !alpha && width >= 64 && width % 16 == 0) {
      scale(frame, AV_PIX_FMT_BGR24, into.mat());
      return;
    }
    Mat room = stored;
    if (room == null || (room.type() == CV_8UC4) != alpha) {
      free(stored);
      room = new Mat(height + 1, (width + 95) / 32 * 32, alpha ? CV_8UC4 : CV_8UC3);
      stored = room;
    }
    try (Rect part = new Rect(0, 0, width, height);
        Mat picture = room.apply(part)) {
      scale(frame, alpha ? AV_PIX_FMT_BGRA : AV_PIX_FMT_BGR24, picture);
      if (!alpha) {
        orient.apply(picture, into.mat());
      } else {
        try (Mat packed = picture.clone();
            Mat opaque = new Mat(height, width, CV_8UC3)) {
          blendOverWhite(packed, opaque);
          orient.apply(opaque, into.mat());
        }
      }
    }
  }

  private void scale(AVFrame frame, int format, Mat to) {
    SwsContext context = scaler(frame, format);
    planes.put(0, to.data());
    strides.put(0, (int) to.step(0));
    int rows =
        sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
    if (rows != height) {
      throw new IllegalStateException("swscale gave " + rows + " of " + height + " rows");
    }
  }

  private SwsContext scaler(AVFrame frame, int format) {
    int space = frame.colorspace();
    int range = frame.color_range();
    long key = frame.width();
    key = key * 65_537 + frame.height();
    key = key * 1_021 + frame.format();
    key = key * 31 + space;
    key = key * 31 + range;
    SwsContext known = scaler;
    if (known != null && key == scalerKey) {
      return known;
    }
    free();
    int pixels = ColourRule.plain(frame.format());
    boolean fast =
        pixels == AV_PIX_FMT_YUV420P && frame.width() == width && frame.height() == height;
    int flags = fast ? SWS_BICUBIC : SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;
    SwsContext made =
        sws_getContext(
            frame.width(),
            frame.height(),
            pixels,
            width,
            height,
            format,
            flags,
            new SwsFilter((org.bytedeco.javacpp.Pointer) null),
            new SwsFilter((org.bytedeco.javacpp.Pointer) null),
            new DoublePointer((org.bytedeco.javacpp.Pointer) null));
    if (made == null || made.isNull()) {
      throw new OcelliException(
          "this pixel format cannot be converted",
          PixelFormats.name(frame.format()),
          "the video",
          "convert the video to 8-bit 4:2:0 with another program");
    }
    ColourRule rule = ColourRule.of(frame.format(), space, range, frame.width(), frame.height());
    IntPointer coefficients = sws_getCoefficients(rule.matrix());
    sws_setColorspaceDetails(
        made, coefficients, rule.full() ? 1 : 0, coefficients, 1, 0, 1 << 16, 1 << 16);
    scaler = made;
    scalerKey = key;
    return made;
  }

  /** Rounded to the nearest: (value * alpha + 255 * (255 - alpha)) / 255. */
  private static void blendOverWhite(Mat bgra, Mat bgr) {
    ByteBuffer in = bgra.createBuffer();
    ByteBuffer out = bgr.createBuffer();
    byte[] from = new byte[4 * bgra.cols()];
    byte[] to = new byte[3 * bgra.cols()];
    for (int y = 0; y < bgra.rows(); y++) {
      in.get(from);
      for (int x = 0; x < bgra.cols(); x++) {
        int alpha = from[4 * x + 3] & 0xFF;
        for (int c = 0; c < 3; c++) {
          int value = from[4 * x + c] & 0xFF;
          to[3 * x + c] = (byte) (((value - 255) * alpha + 255 * 255 + 127) / 255);
        }
      }
      out.put(to);
    }
  }

  private static void free(@Nullable Mat matrix) {
    if (matrix != null) {
      matrix.close();
    }
  }

  private void free() {
    if (scaler != null) {
      sws_freeContext(scaler);
      scaler = null;
    }
  }

  @Override
  public void close() {
    free();
    free(stored);
    stored = null;
    planes.close();
    strides.close();
  }
}
