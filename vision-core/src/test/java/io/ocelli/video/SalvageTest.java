package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos whose index is lost. */
class SalvageTest {
  @TempDir Path folder;

  /** Time and checksum of every frame. */
  private static Map<Long, Long> frames(FrameSource video) {
    Map<Long, Long> frames = new TreeMap<>();
    video.forEach(frame -> frames.put(frame.timeMicros(), sum(frame.image())));
    return frames;
  }

  private static long sum(Image image) {
    CRC32 sum = new CRC32();
    ByteBuffer pixels = image.pixels();
    sum.update(pixels);
    return sum.getValue();
  }

  private static Map<Long, Long> whole(Path clip) {
    try (FrameSource video = FrameSource.open(clip.toString())) {
      return frames(video);
    }
  }

  private Path cut(Path clip, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(clip);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    return cut;
  }

  private static OpenOptions like(Path healthy) {
    return OpenOptions.DEFAULT.withLike(healthy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"horses", "people"})
  void cutClipsGiveTheFramesOfTheWholeOnes(String name) throws IOException {
    Path clip = TestData.require("video/" + name + ".mp4");
    Map<Long, Long> all = whole(clip);
    for (double share : new double[] {0.3, 0.6, 0.9, 0.999}) {
      Map<Long, Long> found = new TreeMap<>();
      try (FrameSource video = FrameSource.open(cut(clip, share).toString(), like(clip))) {
        DamagedVideoException damage =
            catchThrowableOfType(
                DamagedVideoException.class,
                () -> video.forEach(frame -> found.put(frame.timeMicros(), sum(frame.image()))));
        assertThat(damage).as("%s %s", name, share).isNotNull();
        assertThat(damage).hasMessageContaining("index (moov)").hasMessageContaining("those of");
        assertThat(damage.frames()).isEqualTo(found.size());
        assertThat(damage.damages()).as(damage.getMessage()).hasSize(1);
        assertThat(video.next()).isNull();
        assertThat(video.salvaged()).isPresent();
      }
      assertThat(all).as("%s %s", name, share).containsAllEntriesOf(found);
      assertThat((double) found.size() / all.size()).isBetween(share - 0.17, share + 0.17);
    }
  }

  @Test
  void seekingWorksInThem() throws IOException {
    Path clip = TestData.require("video/people.mp4");
    try (FrameSource video = FrameSource.open(cut(clip, 0.6).toString(), like(clip))) {
      video.seek(5_000_000);
      try (Frame frame = video.next()) {
        assertThat(frame).isNotNull();
        assertThat(frame.timeMicros()).isBetween(4_950_000L, 5_000_000L);
        assertThat(whole(clip)).containsEntry(frame.timeMicros(), sum(frame.image()));
      }
    }
  }

  @Test
  void settingsOfAnotherVideoAreRefused() throws IOException {
    Path horses = TestData.require("video/horses.mp4");
    Path people = TestData.require("video/people.mp4");
    for (Path[] pair : new Path[][] {{horses, people}, {people, horses}}) {
      Path cut = cut(pair[0], 0.6);
      assertThatThrownBy(() -> FrameSource.open(cut.toString(), like(pair[1])))
          .isInstanceOf(UnreadableVideoException.class)
          .hasMessageContaining("do not decode with the settings of");
    }
  }

  @Test
  void noiseGivesNoFrames() throws IOException {
    Path clip = TestData.require("video/horses.mp4");
    byte[] bytes = Files.readAllBytes(clip);
    byte[] noise = new byte[800_000];
    for (int seed = 0; seed < 6; seed++) {
      new Random(seed).nextBytes(noise);
      if (seed > 2) {
        // Many more places look like the length of something.
        for (int i = 0; i < noise.length; i++) {
          noise[i] = (byte) (noise[i] & (i % 5 < 2 ? 0 : 0xFF));
        }
      }
      System.arraycopy(noise, 0, bytes, 48, noise.length);
      Path file = folder.resolve("noise.mp4");
      Files.write(file, Arrays.copyOf(bytes, noise.length + 48));
      assertThatThrownBy(() -> FrameSource.open(file.toString(), like(clip)))
          .isInstanceOf(UnreadableVideoException.class);
      assertThatThrownBy(() -> FrameSource.open(file.toString()))
          .isInstanceOf(UnreadableVideoException.class)
          .hasMessageContaining("--like");
    }
  }

  @Test
  void pictureDataAreFoundBetweenSoundAndDamage() throws IOException {
    Path clip = TestData.require("video/horses.mp4");
    Path sounding = folder.resolve("sounding.mp4");
    TestClips.ffmpeg(
        "-i",
        clip.toString(),
        "-f",
        "lavfi",
        "-i",
        "anoisesrc=d=4:a=0.8:r=48000",
        "-map",
        "0:v",
        "-map",
        "1:a",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        "-b:a",
        "256k",
        sounding.toString());
    Map<Long, Long> all = whole(sounding);
    assertThat(all).hasSize(120);
    Path cut = cut(sounding, 0.8);
    Map<Long, Long> found = new TreeMap<>();
    try (FrameSource video = FrameSource.open(cut.toString(), like(clip))) {
      assertThat(video.info().sounds()).isEmpty();
      assertThatThrownBy(
              () -> video.forEach(frame -> found.put(frame.timeMicros(), sum(frame.image()))))
          .isInstanceOf(DamagedVideoException.class)
          .hasMessageContaining("without sound");
    }
    assertThat(all).containsAllEntriesOf(found);
    assertThat(found).hasSizeBetween(80, 115);
  }

  @Test
  void settingsAreFoundInTheDataWhereTheyAreRepeated() throws IOException {
    Path plain = folder.resolve("plain.mp4");
    long[] times = new long[50];
    Arrays.setAll(times, i -> Rational.of(25).micros(i));
    TestClips.write(plain, 96, 72, SinkOptions.of(Rational.of(25)), times);
    Path repeated = folder.resolve("repeated.mp4");
    // A transport stream repeats them, and they stay in.
    Path stream = folder.resolve("stream.ts");
    TestClips.ffmpeg("-i", plain.toString(), "-c", "copy", stream.toString());
    TestClips.ffmpeg("-i", stream.toString(), "-c", "copy", repeated.toString());
    Map<Long, Long> all = whole(repeated);
    Map<Long, Long> found = new TreeMap<>();
    try (FrameSource video = FrameSource.open(cut(repeated, 0.5).toString())) {
      assertThatThrownBy(
              () -> video.forEach(frame -> found.put(frame.timeMicros(), sum(frame.image()))))
          .isInstanceOf(DamagedVideoException.class)
          .hasMessageContaining("the data themselves say");
    }
    assertThat(all).containsAllEntriesOf(found);
    assertThat(found).hasSizeGreaterThan(10);
  }
}
