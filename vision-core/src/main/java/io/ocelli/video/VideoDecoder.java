package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.ocelli.error.OcelliException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Packets in, frames in the order in which they are shown out. */
final class VideoDecoder implements AutoCloseable {
  private final AVCodecContext context;
  private final AVFrame frame = av_frame_alloc();
  private boolean closed;

  /**
   * @param threads 0 for one a core
   */
  VideoDecoder(AVStream stream, int threads, String name) {
    int id = stream.codecpar().codec_id();
    AVCodec codec = avcodec_find_decoder(id);
    if (codec == null || codec.isNull()) {
      throw new OcelliException(
          "there is no decoder for this kind of video",
          Ffmpeg.text(avcodec_get_name(id)),
          name,
          "convert it to H.264 with another program");
    }
    long mark = Ffmpeg.mark();
    context = avcodec_alloc_context3(codec);
    try {
      avcodec_parameters_to_context(context, stream.codecpar());
      context.thread_count(threads);
      context.pkt_timebase(stream.time_base());
      Ffmpeg.check(
          avcodec_open2(context, codec, new AVDictionary((Pointer) null)),
          mark,
          "the decoder does not start",
          name,
          "convert it to H.264 with another program");
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Gives it a packet, or null at the end; a negative number is FFmpeg's error. */
  int send(@Nullable AVPacket packet) {
    return avcodec_send_packet(context, packet);
  }

  /** Takes a frame into {@link #frame()}; a negative number is FFmpeg's error. */
  int receive() {
    return avcodec_receive_frame(context, frame);
  }

  /** The last frame; overwritten by the next. */
  AVFrame frame() {
    return frame;
  }

  /** Forgets what it was given, before other packets follow than the next ones. */
  void flush() {
    avcodec_flush_buffers(context);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(frame);
      avcodec_free_context(context);
    }
  }
}
