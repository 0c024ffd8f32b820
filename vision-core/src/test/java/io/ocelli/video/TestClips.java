package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;

/** Clips drawn for the tests, and other programs that read and write video. */
final class TestClips {
  private TestClips() {}

  /** What a program printed, and how it ended. */
  record Ran(int code, String out) {}

  /** A picture whose gray value tells its number: 40 + 5 for each. */
  static Image numbered(int width, int height, int number) {
    int gray = 40 + 5 * number;
    return Image.blank(width, height, gray, gray, gray);
  }

  /** Frames at these times, gray as {@link #numbered} says. */
  static Path write(Path file, int width, int height, SinkOptions options, long... times) {
    try (FrameSink sink = FrameSink.open(file, options)) {
      for (int i = 0; i < times.length; i++) {
        try (Image image = numbered(width, height, i % 40)) {
          sink.write(image, times[i]);
        }
      }
    }
    return file;
  }

  /** Runs the program {@code ffmpeg} that lies in the jar of the libraries. */
  static void ffmpeg(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    command.addAll(List.of("-hide_banner", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    Ran ran = run(command);
    assertThat(ran.code()).as(command + "\n" + ran.out()).isZero();
  }

  /** Runs ffprobe of this machine (another build than ours), or skips the test. */
  static String ffprobe(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(List.of(arguments));
    Ran ran;
    try {
      ran = run(command);
    } catch (AssertionError absent) {
      Assumptions.abort("ffprobe is not installed");
      throw absent;
    }
    assertThat(ran.code()).as(command + "\n" + ran.out()).isZero();
    return ran.out().strip();
  }

  private static Ran run(List<String> command) {
    try {
      Path out = Files.createTempFile("ocelli-test", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** All times of a source, which is read to its end. */
  static List<Long> times(FrameSource source) {
    List<Long> times = new ArrayList<>();
    source.forEach(frame -> times.add(frame.timeMicros()));
    return times;
  }
}
