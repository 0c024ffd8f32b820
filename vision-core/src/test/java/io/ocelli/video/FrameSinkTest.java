package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing: what was written is read back, by us and by another program. */
class FrameSinkTest {
  @TempDir Path folder;

  @Test
  void oddTimesComeBackExactly() {
    long[] times = {0, 33_333, 40_001, 90_000, 1_000_003, 1_000_105, 2_500_000};
    SinkOptions micros =
        new SinkOptions(Rational.of(25), new Rational(1, 1_000_000), 75, Rational.of(1), null);
    for (String name : new String[] {"odd.mp4", "odd.mov", "кино 🎬.mp4"}) {
      Path clip = TestClips.write(folder.resolve(name), 64, 48, micros, times);
      try (FrameSource source = FrameSource.open(clip.toString())) {
        assertThat(TestClips.times(source))
            .as(name)
            .containsExactly(Arrays.stream(times).boxed().toArray(Long[]::new));
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anotherProgramAgrees() {
    Rational rate = new Rational(30000, 1001);
    long[] times = LongStream.range(0, 50).map(rate::micros).toArray();
    Path clip = TestClips.write(folder.resolve("clip.mp4"), 161, 99, SinkOptions.of(rate), times);
    assertThat(
            TestClips.ffprobe(
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,height,r_frame_rate,avg_frame_rate,nb_frames,nb_read_frames,pix_fmt",
                "-of",
                "csv=p=0",
                clip.toString()))
        .isEqualTo("h264,162,100,yuv420p,30000/1001,30000/1001,50,50");
  }

  @Test
  void gifsAndFolders() throws Exception {
    long[] times = {0, 100_000, 250_000, 255_000, 400_000};
    Path gif =
        TestClips.write(folder.resolve("a.gif"), 60, 40, SinkOptions.of(Rational.of(10)), times);
    try (FrameSource source = FrameSource.open(gif.toString())) {
      assertThat(TestClips.times(source))
          .containsExactly(0L, 100_000L, 250_000L, 260_000L, 400_000L);
    }
    Path pictures =
        TestClips.write(folder.resolve("frames"), 60, 40, SinkOptions.of(Rational.of(10)), times);
    assertThat(Files.readString(pictures.resolve("frames.csv")))
        .isEqualTo(
            """
        file,frame,time_ms
        frame_000000.png,0,0
        frame_000001.png,1,100
        frame_000002.png,2,250
        frame_000003.png,3,255
        frame_000004.png,4,400
        """);
    try (FrameSource source = FrameSource.open(pictures.toString())) {
      assertThat(TestClips.times(source)).hasSize(5);
    }
  }
}
