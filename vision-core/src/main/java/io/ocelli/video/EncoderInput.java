package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import io.ocelli.image.Image;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * BGR pictures to the 4:2:0 frames that encoders take. Chroma is the mean of the pixels it stands
 * for; an odd side gets one more row or column, the last one repeated.
 */
final class EncoderInput implements AutoCloseable {
  private final int width;
  private final int height;
  private final AVFrame frame = av_frame_alloc();
  private final SwsContext scaler;
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4L);
  private final Mat padded = new Mat();

  /** For an encoder that was opened. */
  EncoderInput(AVCodecContext encoder) {
    width = encoder.width();
    height = encoder.height();
    frame.format(AV_PIX_FMT_YUV420P);
    frame.width(width);
    frame.height(height);
    frame.color_range(AVCOL_RANGE_MPEG);
    frame.colorspace(encoder.colorspace());
    av_frame_get_buffer(frame, 0);
    scaler =
        sws_getContext(
            width,
            height,
            AV_PIX_FMT_BGR24,
            width,
            height,
            AV_PIX_FMT_YUV420P,
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP,
            new SwsFilter((Pointer) null),
            new SwsFilter((Pointer) null),
            new DoublePointer((Pointer) null));
    IntPointer coefficients =
        sws_getCoefficients(ColourRule.isLarge(width, height) ? SWS_CS_ITU709 : SWS_CS_ITU601);
    sws_setColorspaceDetails(scaler, coefficients, 1, coefficients, 0, 0, 1 << 16, 1 << 16);
  }

  /** The frame of a picture, which the next call overwrites. */
  AVFrame of(Image image, long tick) {
    Mat source = image.mat();
    if (image.width() != width || image.height() != height) {
      copyMakeBorder(
          source, padded, 0, height - image.height(), 0, width - image.width(), BORDER_REPLICATE);
      source = padded;
    }
    av_frame_make_writable(frame);
    planes.put(0, source.data());
    strides.put(0, (int) source.step(0));
    sws_scale(scaler, planes, strides, 0, height, frame.data(), frame.linesize());
    frame.pts(tick);
    return frame;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    sws_freeContext(scaler);
    planes.close();
    strides.close();
    padded.close();
  }
}
