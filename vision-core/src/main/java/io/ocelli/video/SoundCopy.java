package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies the best sound stream of a video as it is, packet by packet, into another. The video is
 * opened once more for it, so pictures and sound are read apart.
 */
final class SoundCopy implements AutoCloseable {
  private final Demuxer demuxer;
  private final int index;
  private final AVStream out;
  private final Rational timeBase;
  private final long shift;
  private final String description;
  private boolean pending;
  private boolean ended;

  private SoundCopy(Demuxer demuxer, int index, AVStream out, String description) {
    this.demuxer = demuxer;
    this.index = index;
    this.out = out;
    this.description = description;
    AVStream in = demuxer.stream(index);
    timeBase = new Rational(in.time_base().num(), in.time_base().den());
    int video = demuxer.best(AVMEDIA_TYPE_VIDEO);
    AVStream pictures = demuxer.stream(Math.max(video, 0));
    long start = video < 0 ? AV_NOPTS_VALUE : pictures.start_time();
    // Pictures begin at 0 in the copy, so the sound moves with them.
    shift =
        start == AV_NOPTS_VALUE
            ? 0
            : timeBase.ticks(
                new Rational(pictures.time_base().num(), pictures.time_base().den())
                    .ticksToMicros(start));
  }

  /** What became of the sound. */
  record Opened(@Nullable SoundCopy copy, String description) {}

  /** Adds a stream to the output where the video has sound that it can hold. */
  static Opened open(Path video, Muxer muxer) {
    Demuxer demuxer = Demuxer.file(video.toAbsolutePath().toString(), video.toString());
    boolean used = false;
    try {
      int index = demuxer.best(AVMEDIA_TYPE_AUDIO);
      if (index < 0) {
        return new Opened(null, "");
      }
      int codec = demuxer.stream(index).codecpar().codec_id();
      String name = Ffmpeg.text(avcodec_get_name(codec));
      if (avformat_query_codec(muxer.format(), codec, 0) == 0) {
        return new Opened(
            null, "sound (" + name + ") left out: this container cannot hold it, .mkv can");
      }
      demuxer.only(index);
      AVStream out = muxer.addStream();
      avcodec_parameters_copy(out.codecpar(), demuxer.stream(index).codecpar());
      // A tag belongs to the container that it comes from.
      out.codecpar().codec_tag(0);
      out.time_base(demuxer.stream(index).time_base());
      used = true;
      String description = "sound (" + name + ") copied";
      return new Opened(new SoundCopy(demuxer, index, out, description), description);
    } finally {
      if (!used) {
        demuxer.close();
      }
    }
  }

  String description() {
    return description;
  }

  /** Copies what begins before a time, microseconds from the start of the pictures. */
  void upTo(long timeMicros, Muxer muxer) {
    AVPacket packet = demuxer.packet();
    while (!ended) {
      if (!pending) {
        int result = demuxer.read();
        if (result < 0) {
          // Damage of the container is told by the pictures, which are read from it too.
          ended = true;
          return;
        }
        if (packet.stream_index() != index || packet.dts() == AV_NOPTS_VALUE) {
          continue;
        }
        packet.pts(packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts());
        packet.pts(packet.pts() - shift);
        packet.dts(packet.dts() - shift);
        pending = true;
      }
      if (timeBase.ticksToMicros(packet.pts()) >= timeMicros) {
        return;
      }
      muxer.write(packet, out, demuxer.stream(index).time_base());
      pending = false;
    }
  }

  @Override
  public void close() {
    demuxer.close();
  }
}
