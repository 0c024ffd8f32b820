package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import io.ocelli.video.FrameSink;
import io.ocelli.video.FrameSource;
import io.ocelli.video.Rational;
import io.ocelli.video.SinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli video …} as a user types it. */
class VideoTest {
  private static final Rational RATE = Rational.of(10);

  @TempDir Path folder;

  private String p(String name) {
    return folder.resolve(name).toString();
  }

  private String clip(int frames) {
    Path clip = folder.resolve("клип.mp4");
    try (FrameSink sink = FrameSink.open(clip, SinkOptions.of(RATE))) {
      for (int i = 0; i < frames; i++) {
        try (Image image = Image.blank(64, 48, 10 * i % 250, 60, 200)) {
          sink.write(image, RATE.micros(i));
        }
      }
    }
    return clip.toString();
  }

  @Test
  void takesApartAndAssembles() throws IOException {
    String clip = clip(12);
    Invocation frames = Invocation.here("video", "frames", clip, "-o", p("f"), "--every", "5");
    assertThat(frames.code()).as(frames.err()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(folder.resolve("f/frames.csv")))
        .isEqualTo(
            """
            file,frame,time_ms
            frame_000000.png,0,0
            frame_000005.png,5,500
            frame_000010.png,10,1000
            """);
    Invocation made =
        Invocation.here("video", "assemble", p("f"), "-o", p("a.mp4"), "--fps", "30000/1001");
    assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.DONE);
    Invocation info = Invocation.here("video", "info", p("a.mp4"), "--json", "--count");
    assertThat(info.out()).contains("\"rate\" : \"30000/1001\"", "\"frames\" : 3");
  }

  @Test
  void applyKeepsEveryTimeOfRealClips() {
    Path clip = TestData.require("video/horses.mp4");
    Invocation done =
        Invocation.here(
            "video", "apply", clip.toString(), "resize width=180 height=120", "-o", p("a.mp4"));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(times(p("a.mp4"))).isEqualTo(times(clip.toString())).hasSize(120);
  }

  private static List<Long> times(String clip) {
    List<Long> times = new ArrayList<>();
    try (FrameSource video = FrameSource.open(clip)) {
      video.forEach(frame -> times.add(frame.timeMicros()));
    }
    return times;
  }

  @Test
  void aDamagedClipGivesWhatCanBeReadAndOne() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(clip(200)));
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 3 / 4));
    Invocation done = Invocation.here("video", "apply", p("cut.mp4"), "invert", "-o", p("a.mp4"));
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(done.err())
        .containsPattern("failed: .*cut.mp4: the video is damaged: at frame \\d+ \\(0:\\d+");
    assertThat(times(p("a.mp4"))).hasSizeBetween(100, 199);
  }

  @Test
  void aClipWithoutIndexIsReadByAnotherOfItsCamera() throws IOException {
    Path clip = TestData.require("video/horses.mp4");
    byte[] bytes = Files.readAllBytes(clip);
    Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    Invocation alone = Invocation.here("video", "info", p("cut.mp4"));
    assertThat(alone.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(alone.err()).contains("nothing can be read of this video", "--like GOOD.mp4");
    String good = clip.toString();
    Invocation info = Invocation.here("video", "info", p("cut.mp4"), "--like", good);
    assertThat(info.code()).as(info.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(info.out()).contains("720x480", "index (moov)");
    Invocation some =
        Invocation.here(
            "video", "frames", p("cut.mp4"), "--like", good, "-o", p("f"), "--every", "20");
    assertThat(some.code()).as(some.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(folder.resolve("f/frame_000020.png")).exists();
    assertThat(some.err()).contains("the video is damaged", "index (moov)");
  }

  @Test
  void wrongUseIsSaidInFourParts() throws IOException {
    String clip = clip(3);
    Files.writeString(folder.resolve("text.mp4"), "no video");
    int wrong = ExitCode.WRONG_USAGE;
    assertWrong(wrong, "not a number of frames: -3", "frames", clip, "-o", p("f"), "--every=-3");
    assertWrong(wrong, "not a rate: -1", "frames", clip, "-o", p("f"), "--fps=-1");
    assertWrong(wrong, "no frame matches", "frames", clip, "-o", p("f"), "--from", "1:00");
    assertWrong(wrong, "the output is missing", "frames", clip);
    assertWrong(wrong, "there is no such folder", "frames", clip, "-o", p("no/f"));
    assertWrong(wrong, "the output is the input", "apply", clip, "invert", "-o", clip);
    assertWrong(wrong, "unknown operation: invrt", "apply", clip, "invrt", "-o", p("o.mp4"));
    assertWrong(wrong, "there is no such folder", "apply", clip, "invert", "-o", p("no/o.mp4"));
    assertWrong(wrong, "the name does not say a video", "apply", clip, "invert", "-o", p("o.xyz"));
    assertWrong(wrong, "not a rate: 0", "assemble", p("f"), "-o", p("o.mp4"), "--fps", "0");
    assertWrong(
        wrong,
        "the quality is out of",
        "apply",
        clip,
        "invert",
        "-o",
        p("o.mp4"),
        "--quality",
        "101");
    int not = ExitCode.NOT_DONE;
    int failed = ExitCode.SOME_FAILED;
    assertWrong(failed, "this is not a video: text", "info", p("text.mp4"));
    assertWrong(not, "there is no such file", "info", p("none.mp4"));
    assertWrong(not, "there is no s", "play", clip);
    assertWrong(not, "there is no such camera", "info", "997");
    assertThat(folder.resolve("o.mp4")).doesNotExist();
    assertThat(folder.resolve("o.mp4.part")).doesNotExist();
    assertThat(folder.resolve("f")).doesNotExist();
  }

  private static void assertWrong(int code, String problem, String... args) {
    List<String> all = new ArrayList<>(List.of("video"));
    all.addAll(List.of(args));
    Invocation wrong = Invocation.here(all.toArray(String[]::new));
    assertThat(wrong.err()).startsWith("error: " + problem).contains("\n  from: ", "\n  try:  ");
    assertThat(wrong.err()).doesNotContain("\tat ", "Exception");
    assertThat(wrong.err().lines()).as(wrong.err()).hasSize(3);
    assertThat(wrong.code()).as(wrong.err()).isEqualTo(code);
  }
}
