package io.ocelli.app.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ocelli.video.Frame;
import io.ocelli.video.FrameSource;
import io.ocelli.video.Times;
import io.ocelli.video.VideoInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli video info}: what a video says of itself, and what it really holds. */
@Command(
    name = "info",
    description = {
      "Size, rate, length, codec, colours, rotation and sound of videos, as the files say. With"
          + " --count every frame is decoded and counted, and damage is found."
    },
    footer = {
      "",
      "Examples:",
      "  ocelli video info clip.mp4",
      "  ocelli video info clip.mp4 --count --json"
    })
final class VideoInfoCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "A video file, a folder of pictures, a camera (0) or a stream (rtsp://…).")
  private String source = "";

  @Option(
      names = "--count",
      description = "Decode all frames: count them, look at their times, find damage.",
      order = 1)
  private boolean count;

  @Option(names = "--json", description = "One JSON object instead of lines.", order = 2)
  private boolean json;

  @Mixin private LikeOption like = new LikeOption();

  @Override
  protected int run() throws IOException {
    try (FrameSource video = FrameSource.open(source, VideoJob.options(common, like).reusing())) {
      VideoInfo info = video.info();
      VideoJob job = VideoJob.of(terminal(), video);
      Counted counted = count ? count(video, job) : null;
      Map<String, Object> facts = facts(info, video.salvaged().orElse(null), counted);
      if (json) {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        terminal().out().println(mapper.writeValueAsString(facts));
      } else {
        print(info, counted);
        video.salvaged().ifPresent(how -> line("damage", Columns.printable(how)));
      }
      return job.exitCode();
    }
  }

  private record Counted(
      long frames, long keyFrames, long lastMicros, long shortestMicros, long longestMicros) {}

  private static Counted count(FrameSource video, VideoJob job) {
    long frames = 0;
    long keys = 0;
    long last = 0;
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    while (true) {
      try (Frame frame = job.next(video::next)) {
        if (frame == null) {
          break;
        }
        if (frames > 0) {
          shortest = Math.min(shortest, frame.timeMicros() - last);
          longest = Math.max(longest, frame.timeMicros() - last);
        }
        frames++;
        keys += frame.keyFrame() ? 1 : 0;
        last = frame.timeMicros();
        job.step(last);
      }
    }
    return new Counted(frames, keys, last, frames < 2 ? 0 : shortest, longest);
  }

  private static Map<String, Object> facts(
      VideoInfo info, @Nullable String salvaged, @Nullable Counted counted) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("source", info.source());
    facts.put("container", info.container());
    facts.put("codec", info.codec());
    facts.put("width", info.width());
    facts.put("height", info.height());
    facts.put("rotation", info.rotation());
    facts.put("mirrored", info.mirrored());
    facts.put("fps", info.rate() == null ? null : info.rate().toDouble());
    facts.put("rate", info.rate() == null ? null : info.rate().toString());
    facts.put("frames", number(info.frames()));
    facts.put(
        "duration_ms",
        info.durationMicros().isPresent() ? info.durationMicros().getAsLong() / 1000.0 : null);
    facts.put("start_ms", info.startMicros() / 1000.0);
    facts.put("bit_rate", number(info.bitRate()));
    facts.put("pixel_format", info.pixelFormat());
    facts.put("color_matrix", info.colour().matrix());
    facts.put("full_range", info.colour().fullRange());
    facts.put("color_assumed", info.colour().assumed());
    facts.put("pixel_aspect", info.pixelAspect().toString());
    List<Map<String, Object>> sounds = new ArrayList<>();
    for (VideoInfo.Sound sound : info.sounds()) {
      sounds.add(
          Map.of("codec", sound.codec(), "rate", sound.sampleRate(), "channels", sound.channels()));
    }
    facts.put("sound", sounds);
    if (salvaged != null) {
      facts.put("salvaged", salvaged);
    }
    if (counted != null) {
      Map<String, Object> real = new LinkedHashMap<>();
      real.put("frames", counted.frames);
      real.put("key_frames", counted.keyFrames);
      real.put("last_ms", counted.lastMicros / 1000.0);
      real.put("shortest_ms", counted.shortestMicros / 1000.0);
      real.put("longest_ms", counted.longestMicros / 1000.0);
      facts.put("counted", real);
    }
    return facts;
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private void print(VideoInfo info, @Nullable Counted counted) {
    line("source", Columns.printable(info.source()));
    line("format", info.container() + ", " + info.codec() + ", " + info.pixelFormat());
    String turned = info.rotation() == 0 ? "" : ", turned by " + info.rotation() + " degrees";
    line(
        "size",
        info.width() + "x" + info.height() + turned + (info.mirrored() ? ", mirrored" : ""));
    if (info.pixelAspect().numerator() != info.pixelAspect().denominator()) {
      line("pixels", info.pixelAspect() + " as wide as high; frames are not stretched by it");
    }
    line(
        "rate",
        info.rate() == null
            ? "not known"
            : info.rate().decimal() + " frames/s (" + info.rate() + ")");
    line(
        "frames",
        info.frames().isPresent() ? info.frames().getAsLong() + "" : "not said; --count counts");
    line(
        "length",
        info.durationMicros().isPresent()
            ? Times.text(info.durationMicros().getAsLong())
            : info.live() ? "live" : "not said");
    if (info.startMicros() != 0) {
      line("start", Times.text(info.startMicros()) + ", subtracted from all times");
    }
    if (info.bitRate().isPresent()) {
      line("bit rate", info.bitRate().getAsLong() / 1000 + " kbit/s");
    }
    line("colours", info.colour().toString());
    for (VideoInfo.Sound sound : info.sounds()) {
      line(
          "sound",
          sound.codec() + ", " + sound.sampleRate() + " Hz, " + sound.channels() + " channels");
    }
    if (counted != null) {
      line(
          "counted",
          String.format(
              Locale.ROOT,
              "%d frames, %d key frames, the last at %s, %.3f to %.3f ms apart",
              counted.frames,
              counted.keyFrames,
              Times.text(counted.lastMicros),
              counted.shortestMicros / 1000.0,
              counted.longestMicros / 1000.0));
    }
  }

  private void line(String name, String text) {
    terminal().out().println(String.format(Locale.ROOT, "%-10s%s", name, text));
  }
}
