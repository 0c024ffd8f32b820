package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;

import io.ocelli.image.Image;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** A video file with H.264, and the sound of another video where that is asked for. */
final class VideoFileSink implements FrameSink {
  private static final Map<String, String> CONTAINERS =
      Map.of("mp4", "mp4", "m4v", "mp4", "mov", "mov", "mkv", "matroska");

  /** Sound often ends a little after the last picture; more of it belongs to what was left out. */
  private static final long SOUND_TAIL_MICROS = 250_000;

  private final SinkOptions options;
  private final Rational tick;
  private final String name;
  private final PartFile file;
  private final String container;
  private final AVPacket packet = av_packet_alloc();

  /** One packet is held back: how long its frame is shown says the next one. */
  private final AVPacket held = av_packet_alloc();

  private @Nullable Output output;
  private boolean holding;
  private long frames;
  private long lastMicros;
  private long stepMicros;
  private boolean done;

  /** What exists from the first frame on, which says the size. */
  private record Output(
      Muxer muxer,
      VideoEncoder encoder,
      EncoderInput input,
      AVStream stream,
      int width,
      int height,
      SoundCopy.Opened sound) {}

  VideoFileSink(Path path, String container, SinkOptions options) {
    this.options = options;
    this.container = container;
    tick = options.tick();
    name = path.toString();
    stepMicros = options.rate().micros(1);
    file = new PartFile(path);
  }

  /** FFmpeg's name of the container that an extension stands for. */
  static Optional<String> container(String extension) {
    return Optional.ofNullable(CONTAINERS.get(extension));
  }

  @Override
  public void write(Image image, long timeMicros) {
    if (done) {
      throw new IllegalStateException("the video is complete");
    }
    if (frames > 0 && timeMicros <= lastMicros) {
      throw new IllegalArgumentException(
          "frame " + frames + " at " + timeMicros + " us is not later than the one before");
    }
    Output out = output;
    if (out == null) {
      out = start(image);
      output = out;
    }
    if (image.width() == out.width && image.height() == out.height) {
      encode(out, image, timeMicros);
    } else {
      try (Image fitted = Fit.PAD.apply(image, out.width, out.height)) {
        encode(out, fitted, timeMicros);
      }
    }
  }

  private Output start(Image image) {
    Muxer muxer = new Muxer(file.path(), container, name);
    VideoEncoder encoder = null;
    EncoderInput input = null;
    SoundCopy.Opened sound = new SoundCopy.Opened(null, "");
    try {
      encoder =
          VideoEncoder.open(
              image.width() + image.width() % 2,
              image.height() + image.height() % 2,
              options,
              muxer.wantsGlobalHeader(),
              name);
      input = new EncoderInput(encoder.context());
      AVStream stream = muxer.addStream();
      avcodec_parameters_from_context(stream.codecpar(), encoder.context());
      stream.time_base(VideoEncoder.rational(tick));
      stream.avg_frame_rate(VideoEncoder.rational(options.rate()));
      stream.sample_aspect_ratio(VideoEncoder.rational(options.pixelAspect()));
      if (options.sound() != null) {
        sound = SoundCopy.open(options.sound(), muxer);
      }
      if (container.equals("matroska")) {
        muxer.header();
      } else {
        muxer.header(
            "movflags",
            "+faststart",
            "video_track_timescale",
            Integer.toString(tick.denominator()));
      }
      return new Output(muxer, encoder, input, stream, image.width(), image.height(), sound);
    } catch (RuntimeException | Error e) {
      close(sound.copy(), input, encoder, muxer);
      throw e;
    }
  }

  private void encode(Output out, Image image, long timeMicros) {
    if (frames > 0) {
      stepMicros = timeMicros - lastMicros;
    }
    lastMicros = timeMicros;
    frames++;
    send(out, out.input.of(image, tick.ticks(timeMicros)));
    SoundCopy sound = out.sound.copy();
    if (sound != null) {
      sound.upTo(timeMicros, out.muxer);
    }
  }

  private void send(Output out, @Nullable AVFrame frame) {
    long mark = Ffmpeg.mark();
    int result = out.encoder.send(frame);
    if (result != AVERROR_EAGAIN()) {
      Ffmpeg.check(result, mark, "a frame cannot be encoded", name, "use another size");
    }
    while (out.encoder.receive(packet, name)) {
      if (holding) {
        writeHeld(out, packet.dts() - held.dts());
      }
      av_packet_move_ref(held, packet);
      holding = true;
    }
  }

  private void writeHeld(Output out, long duration) {
    held.duration(duration);
    out.muxer.write(held, out.stream, out.encoder.context().time_base());
    holding = false;
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public String description() {
    Output out = output;
    if (out == null) {
      return "nothing";
    }
    String sound = out.sound.description();
    return out.encoder.description() + (sound.isEmpty() ? "" : ", " + sound);
  }

  @Override
  public void discard() {
    if (!done) {
      done = true;
      release();
      file.delete();
    }
  }

  @Override
  public void close() {
    if (done) {
      return;
    }
    Output out = output;
    if (out == null) {
      discard();
      return;
    }
    try {
      send(out, null);
      if (holding) {
        writeHeld(out, Math.max(1, tick.ticks(stepMicros)));
      }
      SoundCopy sound = out.sound.copy();
      if (sound != null) {
        sound.upTo(lastMicros + stepMicros + SOUND_TAIL_MICROS, out.muxer);
      }
      out.muxer.trailer();
    } catch (RuntimeException | Error e) {
      discard();
      throw e;
    }
    done = true;
    release();
    file.finish();
  }

  private void release() {
    Output out = output;
    if (out != null) {
      close(out.sound.copy(), out.input, out.encoder, out.muxer);
    }
    av_packet_free(packet);
    av_packet_free(held);
  }

  private static void close(
      @Nullable SoundCopy sound,
      @Nullable EncoderInput input,
      @Nullable VideoEncoder encoder,
      Muxer muxer) {
    if (sound != null) {
      sound.close();
    }
    if (input != null) {
      input.close();
    }
    if (encoder != null) {
      encoder.close();
    }
    muxer.close();
  }
}
