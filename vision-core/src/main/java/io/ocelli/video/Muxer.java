package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;

/** Packets into a container. Streams are added first, then comes the header, then packets. */
final class Muxer implements AutoCloseable {
  private static final String REMEDY =
      "check the free space and the permissions, or choose another place";

  private final AVFormatContext context;
  private final AVIOContext io;
  private final String name;
  private final long mark;
  private boolean headerWritten;
  private boolean closed;

  /**
   * Opens the file.
   *
   * @param format FFmpeg's name: {@code mp4}
   * @param name what messages call the file
   */
  Muxer(Path file, String format, String name) {
    Ffmpeg.load();
    this.name = name;
    mark = Ffmpeg.mark();
    context = new AVFormatContext((Pointer) null);
    int result =
        avformat_alloc_output_context2(
            context, new AVOutputFormat((Pointer) null), format, file.toString());
    Ffmpeg.check(result, mark, "the video cannot be written", name, "another format");
    io = new AVIOContext((Pointer) null);
    result = avio_open(io, "file:" + file.toAbsolutePath(), AVIO_FLAG_WRITE);
    if (result < 0) {
      avformat_free_context(context);
      Ffmpeg.check(result, mark, "the video cannot be written", name, REMEDY);
    }
    context.pb(io);
  }

  boolean wantsGlobalHeader() {
    return (context.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
  }

  AVOutputFormat format() {
    return context.oformat();
  }

  AVStream addStream() {
    return avformat_new_stream(context, new AVCodec((Pointer) null));
  }

  /**
   * Writes the header.
   *
   * @param options pairs of names and values, for the container
   */
  void header(String... options) {
    AVDictionary dictionary = new AVDictionary((Pointer) null);
    try {
      for (int i = 0; i < options.length; i += 2) {
        av_dict_set(dictionary, options[i], options[i + 1], 0);
      }
      check(avformat_write_header(context, dictionary));
      headerWritten = true;
    } finally {
      av_dict_free(dictionary);
    }
  }

  /** Writes a packet, whose content it takes, with times in the given base. */
  void write(AVPacket packet, AVStream stream, AVRational timeBase) {
    av_packet_rescale_ts(packet, timeBase, stream.time_base());
    packet.stream_index(stream.index());
    packet.pos(-1);
    check(av_interleaved_write_frame(context, packet));
  }

  /** Completes the file. */
  void trailer() {
    check(av_write_trailer(context));
    int failed = io.error();
    closed = true;
    int result = avio_closep(io);
    avformat_free_context(context);
    check(failed < 0 ? failed : result);
  }

  private void check(int result) {
    Ffmpeg.check(result, mark, "the video cannot be written", name, REMEDY);
  }

  /** Whether the header is written. */
  boolean started() {
    return headerWritten;
  }

  /** Without {@link #trailer()} what is written is no whole file. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avio_closep(io);
      avformat_free_context(context);
    }
  }
}
