package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which frames are picked, where a seek leads, and memory over thousands of frames. */
class FramePickerTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  private List<Long> picked(Path clip, FrameSelection selection, long from, long to) {
    List<Long> numbers = new ArrayList<>();
    try (FrameSource video = FrameSource.open(clip.toString());
        FramePicker picker = new FramePicker(video, selection, from, to)) {
      while (true) {
        try (Frame frame = picker.next()) {
          if (frame == null) {
            return numbers;
          }
          numbers.add(frame.index());
        }
      }
    }
  }

  @Test
  void everyRateAndTimes() {
    long[] odd = {0, 100_000, 200_000, 300_000, 1_000_000, 1_500_000};
    SinkOptions micros = SinkOptions.of(Rational.of(10));
    Path clip = TestClips.write(folder.resolve("odd.mp4"), 32, 32, micros, odd);
    long end = Long.MAX_VALUE;
    assertThat(picked(clip, new FrameSelection.Every(2), 0, end)).containsExactly(0L, 2L, 4L);
    assertThat(picked(clip, new FrameSelection.Every(1L << 40), 0, end)).containsExactly(0L);
    assertThat(picked(clip, new FrameSelection.Every(2), 100_000, 1_000_000))
        .containsExactly(1L, 3L);
    // Ticks 0, 250 (200 and 300 are as near: the earlier), 500, 750, 1000, 1250 (tie), 1500.
    assertThat(picked(clip, new FrameSelection.Rate(Rational.of(4)), 0, end))
        .containsExactly(0L, 2L, 3L, 4L, 5L);
    assertThat(picked(clip, new FrameSelection.Rate(Rational.of(1000)), 0, end)).hasSize(6);
    assertThat(picked(clip, new FrameSelection.At(List.of(1_100_000L, 40_000L)), 0, end))
        .containsExactly(0L, 4L);
    try (FrameSource video = FrameSource.open(clip.toString());
        FramePicker picker =
            new FramePicker(video, new FrameSelection.At(List.of(1_599_000L, 9_000_000L)))) {
      try (Frame last = picker.next()) {
        assertThat(last).isNotNull();
        assertThat(last.index()).isEqualTo(5);
      }
      assertThat(picker.next()).isNull();
      assertThat(picker.missed()).containsExactly(9_000_000L);
    }
    assertThatThrownBy(() -> new FrameSelection.Every(0)).isInstanceOf(UsageException.class);
  }

  @Test
  void cutsAreFoundAndMotionAndFlashesAreNot() {
    Path clip = folder.resolve("cuts.mp4");
    try (FrameSink sink = FrameSink.open(clip, SinkOptions.of(Rational.of(25)))) {
      for (int i = 0; i < 120; i++) {
        // Cuts at 40 and 90; a flash at 60; slow brightening all the time.
        int scene = i < 40 ? 0 : i < 90 ? 1 : 2;
        int blue = new int[] {30, 200, 90}[scene] + i / 4;
        try (Image image =
            i == 60
                ? Image.blank(320, 180, 255, 255, 255)
                : Image.blank(320, 180, blue, 60, 200 - 70 * scene)) {
          sink.write(image, Rational.of(25).micros(i));
        }
      }
    }
    assertThat(picked(clip, new FrameSelection.Scenes(27, 1_000_000), 0, Long.MAX_VALUE))
        .containsExactly(0L, 40L, 90L);
    assertThat(picked(clip, new FrameSelection.Scenes(27, 0), 0, Long.MAX_VALUE))
        .as("without a shortest length the flash begins and ends a scene")
        .containsExactly(0L, 40L, 60L, 61L, 90L);
  }

  @Test
  void aSeekGivesTheFrameThatIsShownThen() {
    Path clip = TestData.require("video/people.mp4");
    Rational rate = new Rational(24000, 1001);
    try (FrameSource video = FrameSource.open(clip.toString())) {
      for (long index : new long[] {300, 0, 459, 17, 240}) {
        for (long into : new long[] {0, 20_000}) {
          video.seek(rate.micros(index) + into);
          try (Frame frame = video.next()) {
            assertThat(frame).isNotNull();
            assertThat(frame.timeMicros()).isEqualTo(rate.micros(index));
            assertThat(frame.index()).isEqualTo(index);
          }
        }
      }
      video.seek(60_000_000);
      assertThat(video.next()).isNull();
    }
  }

  @Test
  void memoryStaysFlatOverThousandsOfFrames() {
    Path clip = TestData.require("video/horses.mp4");
    try (FrameSource video = FrameSource.open(clip.toString())) {
      loop(video, 360);
      long resident = Pointer.physicalBytes();
      // 2,040 frames of a picture each take 2 GiB: even a small part left behind would show.
      assertThat(loop(video, 2040)).isEqualTo(2040);
      assertThat(Pointer.physicalBytes() - resident).isLessThan(80 * MIB);
    }
    long count = Pointer.totalCount();
    for (int i = 0; i < 20; i++) {
      try (FrameSource video = FrameSource.open(clip.toString())) {
        assertThat(loop(video, 3)).isEqualTo(3);
      }
    }
    assertThat(Pointer.totalCount()).as("pointers left open").isLessThanOrEqualTo(count + 20);
  }

  private static int loop(FrameSource video, int frames) {
    int read = 0;
    while (read < frames) {
      try (Frame frame = video.next()) {
        if (frame == null) {
          video.seek(0);
        } else {
          read++;
        }
      }
    }
    return read;
  }
}
