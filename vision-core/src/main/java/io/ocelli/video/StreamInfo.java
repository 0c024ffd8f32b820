package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** What an open container says about itself. */
final class StreamInfo {
  private StreamInfo() {}

  static VideoInfo of(String name, Demuxer demuxer, int index, boolean live) {
    AVFormatContext context = demuxer.context();
    AVStream stream = demuxer.stream(index);
    AVCodecParameters video = stream.codecpar();
    Orient orient = Orient.of(video);
    Rational timeBase = rational(stream.time_base(), Rational.of(1));
    ColourRule colour =
        ColourRule.of(
            video.format(),
            video.color_space(),
            video.color_range(),
            video.width(),
            video.height());
    return new VideoInfo(
        name,
        Ffmpeg.text(context.iformat().name()).split(",", 2)[0],
        Ffmpeg.text(avcodec_get_name(video.codec_id())),
        orient.swapsSides() ? video.height() : video.width(),
        orient.swapsSides() ? video.width() : video.height(),
        orient.degrees(),
        orient.mirrored(),
        rate(context, stream),
        timeBase,
        known(stream.nb_frames()),
        duration(context, stream, timeBase),
        stream.start_time() == AV_NOPTS_VALUE ? 0 : timeBase.ticksToMicros(stream.start_time()),
        known(video.bit_rate()),
        PixelFormats.name(video.format()),
        colour.described(),
        rational(video.sample_aspect_ratio(), Rational.of(1)),
        sounds(demuxer),
        live);
  }

  /** What is in it, where there is no video: {@code sound (aac)}. */
  static String contents(Demuxer demuxer) {
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i < demuxer.context().nb_streams(); i++) {
      AVCodecParameters stream = demuxer.stream(i).codecpar();
      String codec = Ffmpeg.text(avcodec_get_name(stream.codec_id()));
      found.add(
          stream.codec_type() == AVMEDIA_TYPE_AUDIO
              ? "sound (" + codec + ")"
              : stream.codec_type() == AVMEDIA_TYPE_SUBTITLE ? "subtitles (" + codec + ")" : codec);
    }
    return found.isEmpty() ? "nothing" : "only " + String.join(", ", found);
  }

  private static List<VideoInfo.Sound> sounds(Demuxer demuxer) {
    List<VideoInfo.Sound> sounds = new ArrayList<>();
    for (int i = 0; i < demuxer.context().nb_streams(); i++) {
      AVCodecParameters sound = demuxer.stream(i).codecpar();
      if (sound.codec_type() == AVMEDIA_TYPE_AUDIO) {
        sounds.add(
            new VideoInfo.Sound(
                Ffmpeg.text(avcodec_get_name(sound.codec_id())),
                sound.sample_rate(),
                sound.ch_layout().nb_channels()));
      }
    }
    return sounds;
  }

  private static @Nullable Rational rate(AVFormatContext context, AVStream stream) {
    AVRational average = stream.avg_frame_rate();
    if (average.num() > 0 && average.den() > 0) {
      return new Rational(average.num(), average.den());
    }
    AVRational guess =
        av_guess_frame_rate(
            context,
            stream,
            new org.bytedeco.ffmpeg.avutil.AVFrame((org.bytedeco.javacpp.Pointer) null));
    return guess.num() > 0 && guess.den() > 0 ? new Rational(guess.num(), guess.den()) : null;
  }

  private static OptionalLong duration(
      AVFormatContext context, AVStream stream, Rational timeBase) {
    if (stream.duration() > 0) {
      return OptionalLong.of(timeBase.ticksToMicros(stream.duration()));
    }
    // In AV_TIME_BASE units, which are microseconds.
    return known(context.duration());
  }

  private static Rational rational(AVRational value, Rational otherwise) {
    return value.num() > 0 && value.den() > 0 ? new Rational(value.num(), value.den()) : otherwise;
  }

  private static OptionalLong known(long value) {
    return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
  }
}
