package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_PAL8;

import io.ocelli.image.Image;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An animated GIF that repeats for ever. Its times are hundredths of a second: a frame that falls
 * on the same one as the frame before is left out.
 */
final class GifSink implements FrameSink {
  private static final Rational TICK = new Rational(1, 100);

  private final String name;
  private final PartFile file;
  private final Rational rate;
  private final AVPacket packet = av_packet_alloc();
  private @Nullable Output output;
  private long frames;
  private long lastTick = -1;
  private long lastMicros = -1;
  private long stepTicks;
  private boolean done;

  private record Output(
      Muxer muxer,
      AVCodecContext encoder,
      GifPalette palette,
      AVStream stream,
      int width,
      int height) {}

  GifSink(Path path, SinkOptions options) {
    name = path.toString();
    rate = options.rate();
    stepTicks = Math.max(1, TICK.ticks(rate.micros(1)));
    file = new PartFile(path);
  }

  @Override
  public void write(Image image, long timeMicros) {
    if (done) {
      throw new IllegalStateException("the GIF is complete");
    }
    if (timeMicros <= lastMicros) {
      throw new IllegalArgumentException("frame " + frames + " is not later than the one before");
    }
    lastMicros = timeMicros;
    long tick = TICK.ticks(timeMicros);
    if (tick == lastTick) {
      return;
    }
    Output out = output;
    if (out == null) {
      out = start(image.width(), image.height());
      output = out;
    }
    if (image.width() == out.width && image.height() == out.height) {
      send(out, out.palette.of(image, tick));
    } else {
      try (Image fitted = Fit.PAD.apply(image, out.width, out.height)) {
        send(out, out.palette.of(fitted, tick));
      }
    }
    if (lastTick >= 0) {
      stepTicks = tick - lastTick;
    }
    lastTick = tick;
    frames++;
  }

  private Output start(int width, int height) {
    Muxer muxer = new Muxer(file.path(), "gif", name);
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_GIF);
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    try {
      encoder.width(width);
      encoder.height(height);
      encoder.pix_fmt(AV_PIX_FMT_PAL8);
      encoder.time_base(VideoEncoder.rational(TICK));
      encoder.framerate(VideoEncoder.rational(rate));
      long mark = Ffmpeg.mark();
      int result = avcodec_open2(encoder, codec, new AVDictionary((Pointer) null));
      Ffmpeg.check(result, mark, "the GIF cannot be written", name, "use a smaller size");
      AVStream stream = muxer.addStream();
      avcodec_parameters_from_context(stream.codecpar(), encoder);
      stream.time_base(VideoEncoder.rational(TICK));
      muxer.header("final_delay", Long.toString(stepTicks));
      return new Output(muxer, encoder, new GifPalette(width, height, name), stream, width, height);
    } catch (RuntimeException | Error e) {
      avcodec_free_context(encoder);
      muxer.close();
      throw e;
    }
  }

  private void send(Output out, @Nullable AVFrame frame) {
    long mark = Ffmpeg.mark();
    int result = avcodec_send_frame(out.encoder, frame);
    Ffmpeg.check(result, mark, "a frame cannot be encoded", name, "use another size");
    while (avcodec_receive_packet(out.encoder, packet) >= 0) {
      out.muxer.write(packet, out.stream, out.encoder.time_base());
    }
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public String description() {
    return "GIF, 256 colours for each picture";
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
      out.palette.close();
      avcodec_free_context(out.encoder);
      out.muxer.close();
    }
    av_packet_free(packet);
  }
}
