package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.ocelli.error.OcelliException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** An open container, read packet by packet. */
final class Demuxer implements AutoCloseable {
  /** Containers that hold video. Not among them: playlists, which name other files, and text. */
  private static final String FILE_FORMATS =
      "mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,flv,ogg,asf,gif,apng,h264,hevc,vvc,av1,obu,"
          + "ivf,mjpeg,mxf,dv,rm,nut,yuv4mpegpipe,wtv,nsv,swf,vc1,vc1test,cavsvideo,dirac,h263,h261,"
          + "avs2,avs3,evc,gxf,bink,smk,flic,amv,nuv,pva,r3d,film_cpk,idcin,roq,rpl,thp,vivo,wc3movie";

  private static final String STREAM_FORMATS = FILE_FORMATS + ",mpjpeg,rtsp,sdp,rtp,hls,live_flv";

  private final AVFormatContext context;
  private final AVPacket packet = av_packet_alloc();
  private final @Nullable PrefixedInput input;
  private boolean closed;

  private Demuxer(AVFormatContext context, @Nullable PrefixedInput input) {
    this.context = context;
    this.input = input;
  }

  /** Opens a file; the path may have any name. */
  static Demuxer file(String absolutePath, String name) {
    return open(
        "file:" + absolutePath,
        Map.of("format_whitelist", FILE_FORMATS, "protocol_whitelist", "file"),
        name,
        "give a video file that other players open",
        null);
  }

  /** Opens a file with bytes before it; the input is closed with it, and if it fails. */
  static Demuxer prefixed(PrefixedInput input, String name) {
    try {
      return open(
          "file:" + name,
          Map.of("format_whitelist", "mov", "protocol_whitelist", "file"),
          name,
          "give a video file that other players open",
          input);
    } catch (RuntimeException | Error e) {
      input.close();
      throw e;
    }
  }

  /** Opens a network stream that fails when it is silent for so long. */
  static Demuxer stream(String address, int timeoutSeconds) {
    String micros = Long.toString(timeoutSeconds * 1_000_000L);
    return open(
        address,
        Map.of(
            "format_whitelist",
            STREAM_FORMATS,
            "protocol_whitelist",
            "http,https,tcp,udp,rtp,rtsp,rtmp,rtmps,tls,crypto,httpproxy,srt",
            "rw_timeout",
            micros,
            "timeout",
            micros,
            "rtsp_transport",
            "tcp"),
        address,
        "check that the address is right and the server is there",
        null);
  }

  private static Demuxer open(
      String url,
      Map<String, String> options,
      String name,
      String remedy,
      @Nullable PrefixedInput input) {
    Ffmpeg.load();
    long mark = Ffmpeg.mark();
    AVFormatContext context = new AVFormatContext((Pointer) null);
    if (input != null) {
      context = avformat_alloc_context();
      context.pb(input.context());
    }
    AVDictionary dictionary = new AVDictionary((Pointer) null);
    try {
      options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
      int result = avformat_open_input(context, url, new AVInputFormat((Pointer) null), dictionary);
      Ffmpeg.check(result, mark, "the video cannot be opened", name, remedy);
    } finally {
      av_dict_free(dictionary);
    }
    Demuxer demuxer = new Demuxer(context, input);
    try {
      // Not the form that takes a dictionary: FFmpeg reads one for each stream.
      int result = avformat_find_stream_info(context, (PointerPointer<?>) null);
      Ffmpeg.check(result, mark, "the video cannot be read", name, remedy);
      return demuxer;
    } catch (RuntimeException | Error e) {
      demuxer.close();
      throw e;
    }
  }

  AVFormatContext context() {
    return context;
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  /** The stream of a kind that FFmpeg thinks best, or a negative number for none. */
  int best(int mediaType) {
    return av_find_best_stream(
        context, mediaType, -1, -1, new org.bytedeco.ffmpeg.avcodec.AVCodec((Pointer) null), 0);
  }

  /** Reads only these streams. */
  void only(int index) {
    for (int i = 0; i < context.nb_streams(); i++) {
      stream(i)
          .discard(
              i == index
                  ? org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT
                  : org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL);
    }
  }

  /** Reads the next packet into {@link #packet()}; a negative number is FFmpeg's error. */
  int read() {
    av_packet_unref(packet);
    return av_read_frame(context, packet);
  }

  /** Where the last packet begins in the file, or a negative number. */
  long position() {
    return input == null ? packet.pos() : packet.pos() - input.prefixBytes();
  }

  /** The last packet that was read; overwritten by the next. */
  AVPacket packet() {
    return packet;
  }

  /** Goes to the last key frame that is not after the tick. */
  void seek(int stream, long tick, String name) {
    long mark = Ffmpeg.mark();
    int result = av_seek_frame(context, stream, tick, AVSEEK_FLAG_BACKWARD);
    if (result < 0) {
      // Before the first key frame: the beginning will do.
      result = av_seek_frame(context, stream, 0, AVSEEK_FLAG_BACKWARD);
    }
    if (result < 0) {
      throw new OcelliException(
          "the video cannot be sought",
          Ffmpeg.reason(result, mark),
          name,
          "read it from its beginning");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(packet);
      avformat_close_input(context);
      if (input != null) {
        input.close();
      }
    }
  }
}
