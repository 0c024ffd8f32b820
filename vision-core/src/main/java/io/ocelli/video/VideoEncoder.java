package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.ocelli.error.OcelliException;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * H.264 by the best encoder there is: OpenH264, which FFmpeg's LGPL build brings, at a constant
 * quantiser; else the platform's own; else MPEG-4 Part 2. Colours are BT.709 or BT.601 by the size,
 * as players assume it, limited range, and tagged so.
 */
final class VideoEncoder implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("libopenh264", "h264_videotoolbox", "h264_mf", "mpeg4");
  private static final int WORST_QP = 51;

  /** Below it OpenH264 fails on frames of pure noise. */
  private static final int BEST_QP = 18;

  private final AVCodecContext context;
  private final String name;

  private VideoEncoder(AVCodecContext context, String name) {
    this.context = context;
    this.name = name;
  }

  /**
   * Starts an encoder.
   *
   * @param width even
   * @param height even
   */
  static VideoEncoder open(
      int width, int height, SinkOptions options, boolean globalHeader, String origin) {
    Ffmpeg.load();
    long mark = Ffmpeg.mark();
    int result = 0;
    for (String name : NAMES) {
      AVCodec codec = avcodec_find_encoder_by_name(name);
      if (codec == null || codec.isNull()) {
        continue;
      }
      AVCodecContext context = avcodec_alloc_context3(codec);
      configure(context, name, width, height, options);
      if (globalHeader) {
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
      }
      result = avcodec_open2(context, codec, new AVDictionary((Pointer) null));
      if (result >= 0) {
        return new VideoEncoder(context, name);
      }
      avcodec_free_context(context);
    }
    throw new OcelliException(
        "the video cannot be encoded",
        width + "x" + height + " pixels: " + Ffmpeg.reason(result, mark),
        origin,
        "use another size: H.264 takes 16x16 to about 9 megapixels, sides up to 4096");
  }

  private static void configure(
      AVCodecContext context, String name, int width, int height, SinkOptions options) {
    boolean large = ColourRule.isLarge(width, height);
    context.width(width);
    context.height(height);
    context.pix_fmt(AV_PIX_FMT_YUV420P);
    context.time_base(rational(options.tick()));
    context.framerate(rational(options.rate()));
    context.sample_aspect_ratio(rational(options.pixelAspect()));
    // A key frame every two seconds or so: players find their place quickly.
    context.gop_size((int) Math.max(1, Math.min(250, Math.round(2 * options.rate().toDouble()))));
    context.color_range(AVCOL_RANGE_MPEG);
    context.colorspace(large ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M);
    context.color_primaries(large ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M);
    context.color_trc(large ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M);
    context.chroma_sample_location(AVCHROMA_LOC_LEFT);
    int quantiser =
        (int) Math.round(WORST_QP - (options.quality() - 1) * (WORST_QP - BEST_QP) / 99.0);
    context.qmin(quantiser);
    context.qmax(quantiser);
    // Only a hint where the quantiser is fixed; encoders of the platform go by it.
    context.bit_rate(Math.max(200_000L, 4L * width * height));
    if (name.equals("libopenh264")) {
      av_opt_set(context.priv_data(), "rc_mode", "quality", 0);
      context.thread_count(0);
    }
  }

  static AVRational rational(Rational value) {
    return new AVRational().num(value.numerator()).den(value.denominator());
  }

  AVCodecContext context() {
    return context;
  }

  String description() {
    return (name.equals("mpeg4") ? "MPEG-4" : "H.264") + " by " + name;
  }

  /** Gives it a frame, or null at the end; a negative number is FFmpeg's error. */
  int send(@Nullable AVFrame frame) {
    return avcodec_send_frame(context, frame);
  }

  /** Takes a packet; false when it wants more frames first. */
  boolean receive(AVPacket packet, String origin) {
    long mark = Ffmpeg.mark();
    int result = avcodec_receive_packet(context, packet);
    if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
      return false;
    }
    Ffmpeg.check(result, mark, "a frame cannot be encoded", origin, "use another size");
    return true;
  }

  @Override
  public void close() {
    avcodec_free_context(context);
  }
}
