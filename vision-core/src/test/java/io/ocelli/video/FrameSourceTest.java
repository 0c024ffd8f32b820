package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading: counts, times, order, pictures of other sizes, what is no video, and damage. */
class FrameSourceTest {
  @TempDir Path folder;

  @Test
  void realClipsGiveEveryFrameAtItsTime() {
    check("video/people.mp4", 800, 450, new Rational(24000, 1001), 460);
    check("video/horses.mp4", 720, 480, new Rational(30000, 1001), 120);
  }

  private static void check(String clip, int width, int height, Rational rate, int frames) {
    try (FrameSource source = FrameSource.open(TestData.require(clip).toString())) {
      VideoInfo info = source.info();
      assertThat(info.width()).isEqualTo(width);
      assertThat(info.height()).isEqualTo(height);
      assertThat(info.rate()).isEqualTo(rate);
      assertThat(info.frames()).hasValue(frames);
      assertThat(info.codec()).isEqualTo("h264");
      assertThat(info.live()).isFalse();
      List<Long> expected = new ArrayList<>();
      for (int i = 0; i < frames; i++) {
        expected.add(rate.micros(i));
      }
      assertThat(TestClips.times(source)).isEqualTo(expected);
      assertThat(source.next()).isNull();
    }
  }
}
