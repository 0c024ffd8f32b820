package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Frames of a file or a network stream, decoded by FFmpeg. */
final class StreamSource implements FrameSource {
  /** An input that fails so often in a row without a packet in between will not recover. */
  private static final int MOST_ERRORS = 1_000_000;

  private static final int REMEMBERED_PACKETS = 256;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final String name;
  private final Demuxer demuxer;
  private final VideoDecoder decoder;
  private final FrameConverter converter;
  private final VideoInfo info;
  private final int stream;
  private final boolean reuse;
  private final @Nullable Salvage salvage;
  private final long mark = Ffmpeg.mark();
  private final DamageLog damage = new DamageLog();
  private final Map<Long, Long> positions = new LinkedHashMap<>();
  private @Nullable Image lent;
  private boolean packetsEnded;
  private boolean ended;
  private int errorsInARow;
  private long latestTick = UNKNOWN;
  private long given;
  private long lastMicros = UNKNOWN;
  private long origin = UNKNOWN;
  private long wanted = UNKNOWN;

  private StreamSource(
      String name, Demuxer demuxer, boolean live, OpenOptions options, @Nullable Salvage salvage) {
    this.name = name;
    this.salvage = salvage;
    this.demuxer = demuxer;
    this.reuse = options.reuseBuffer();
    stream = demuxer.best(AVMEDIA_TYPE_VIDEO);
    if (stream < 0) {
      throw new OcelliException(
          "there is no video in it",
          StreamInfo.contents(demuxer),
          name,
          "give a file that has pictures in it");
    }
    demuxer.only(stream);
    AVStream video = demuxer.stream(stream);
    info = StreamInfo.of(name, demuxer, stream, live);
    Orient orient = new Orient(info.rotation(), info.mirrored());
    decoder = new VideoDecoder(video, options.threads(), name);
    converter = new FrameConverter(video.codecpar().width(), video.codecpar().height(), orient);
    if (video.start_time() != AV_NOPTS_VALUE) {
      origin = video.start_time();
    }
  }

  /**
   * Takes over the demuxer.
   *
   * @throws OcelliException if there is no video in it, or none that can be decoded
   */
  static StreamSource of(String name, Demuxer demuxer, boolean live, OpenOptions options) {
    return of(name, demuxer, live, options, null);
  }

  private static StreamSource of(
      String name, Demuxer demuxer, boolean live, OpenOptions options, @Nullable Salvage salvage) {
    try {
      return new StreamSource(name, demuxer, live, options, salvage);
    } catch (RuntimeException | Error e) {
      demuxer.close();
      throw e;
    }
  }

  /** Of a file whose index was made anew. */
  static StreamSource of(String name, Salvage salvage, OpenOptions options) {
    return of(name, salvage.demuxer(), false, options, salvage);
  }

  @Override
  public Optional<String> salvaged() {
    return Optional.ofNullable(salvage).map(Salvage::said);
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public @Nullable Frame next() {
    while (!ended) {
      int result = decoder.receive();
      if (result >= 0) {
        Frame frame = accept(decoder.frame());
        if (frame != null) {
          return frame;
        }
      } else if (result == AVERROR_EAGAIN()) {
        feed();
      } else if (result == AVERROR_EOF) {
        end();
      } else {
        broken(latestTick, -1, Ffmpeg.reason(result, mark));
        if (packetsEnded && ++errorsInARow > 1000) {
          end();
        }
      }
    }
    return null;
  }

  /** Gives the decoder the next packet, or tells it that there are no more. */
  private void feed() {
    int result = demuxer.read();
    if (result == AVERROR_EOF || (result < 0 && ++errorsInARow > MOST_ERRORS)) {
      packetsEnded = true;
      decoder.send(null);
      return;
    }
    if (result < 0) {
      if (info.live()) {
        throw new OcelliException(
            "the stream broke off",
            Ffmpeg.reason(result, mark),
            name,
            "check the connection and open it again");
      }
      broken(latestTick, -1, Ffmpeg.reason(result, mark));
      return;
    }
    AVPacket packet = demuxer.packet();
    if (packet.stream_index() != stream) {
      return;
    }
    errorsInARow = 0;
    long tick = packet.pts() != AV_NOPTS_VALUE ? packet.pts() : packet.dts();
    remember(tick, demuxer.position());
    int sent = decoder.send(packet);
    if (sent < 0 && sent != AVERROR_EAGAIN()) {
      broken(tick, demuxer.position(), Ffmpeg.reason(sent, mark));
    } else if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      broken(tick, demuxer.position(), "the data of a frame are cut off");
    }
    if (tick != AV_NOPTS_VALUE && sent >= 0) {
      latestTick = latestTick == UNKNOWN ? tick : Math.max(latestTick, tick);
    }
  }

  private void remember(long tick, long position) {
    positions.put(tick, position);
    if (positions.size() > REMEMBERED_PACKETS) {
      positions.remove(positions.keySet().iterator().next());
    }
  }

  /** Notes damage at a tick (that of a broken frame, or of the last good packet). */
  private void broken(long tick, long position, String reason) {
    boolean known = tick != UNKNOWN && tick != AV_NOPTS_VALUE;
    long micros = known ? micros(tick) : Math.max(0, lastMicros);
    damage.met(micros, position, reason);
  }

  private long micros(long tick) {
    return info.timeBase().ticksToMicros(tick - (origin == UNKNOWN ? 0 : origin));
  }

  private @Nullable Frame accept(AVFrame decoded) {
    long tick = decoded.best_effort_timestamp();
    if ((decoded.flags() & AVFrame.AV_FRAME_FLAG_DISCARD) != 0) {
      return null;
    }
    if (tick != AV_NOPTS_VALUE && (origin == UNKNOWN || (lastMicros == UNKNOWN && tick < origin))) {
      origin = tick;
    }
    if (decoded.decode_error_flags() != 0
        || (decoded.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
      broken(tick, positions.getOrDefault(tick, -1L), "a frame is damaged");
      return null;
    }
    long time = time(tick);
    if (wanted != UNKNOWN) {
      if (time + length(decoded) <= wanted) {
        return null;
      }
      given = estimatedIndex(time);
      wanted = UNKNOWN;
    }
    lastMicros = time;
    damage.given(time, given);
    Image image = lent;
    if (image == null) {
      image = converter.blank();
      lent = reuse ? image : null;
    }
    try {
      converter.convert(decoded, image);
    } catch (RuntimeException | Error e) {
      image.close();
      lent = null;
      throw e;
    }
    boolean key = (decoded.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
    return new Frame(image, given++, time, key, reuse);
  }

  /** Strictly later than the frame before: a time that is not is moved behind it by one tick. */
  private long time(long tick) {
    if (tick == AV_NOPTS_VALUE) {
      return lastMicros == UNKNOWN ? 0 : lastMicros + step();
    }
    long time = micros(tick);
    return lastMicros == UNKNOWN || time > lastMicros
        ? time
        : lastMicros + Math.max(1, info.timeBase().ticksToMicros(1));
  }

  private long length(AVFrame decoded) {
    return decoded.duration() > 0 ? info.timeBase().ticksToMicros(decoded.duration()) : step();
  }

  private long step() {
    Rational rate = info.rate();
    return rate == null ? 40_000 : rate.micros(1);
  }

  private long estimatedIndex(long time) {
    Rational rate = info.rate();
    return rate == null ? 0 : Math.max(0, Math.round(time / 1e6 * rate.toDouble()));
  }

  private void end() {
    ended = true;
    damage.end(given);
    List<Damage> found = new ArrayList<>(damage.placed());
    if (salvage != null) {
      found.add(0, new Damage(given, Math.max(0, lastMicros), salvage.endsAt(), salvage.said()));
    }
    if (found.isEmpty()) {
      found.addAll(Truncation.of(name, info, lastMicros == UNKNOWN ? 0 : lastMicros, given, mark));
    }
    if (!found.isEmpty()) {
      throw new DamagedVideoException(
          name, given, found, "get the file again if it was not copied to its end");
    }
    if (given == 0 && wanted == UNKNOWN) {
      throw new OcelliException(
          "there are no frames in it", info.codec(), name, "give a video that other players show");
    }
  }

  @Override
  public void seek(long timeMicros) {
    if (info.live()) {
      throw new UnsupportedOperationException("a live source cannot be sought");
    }
    long first = origin == UNKNOWN ? 0 : origin;
    long target = Math.max(0, timeMicros);
    demuxer.seek(stream, first + info.timeBase().ticks(target), name);
    decoder.flush();
    packetsEnded = false;
    ended = false;
    errorsInARow = 0;
    lastMicros = UNKNOWN;
    latestTick = UNKNOWN;
    wanted = target;
  }

  @Override
  public void close() {
    converter.close();
    decoder.close();
    demuxer.close();
    if (lent != null) {
      lent.close();
      lent = null;
    }
  }
}
