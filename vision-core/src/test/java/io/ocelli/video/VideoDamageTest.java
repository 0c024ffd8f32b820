package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is broken, cut off, or no video at all. */
class VideoDamageTest {
  private static final Rational RATE = Rational.of(25);

  @TempDir Path folder;
  private Path whole = Path.of("");

  @BeforeEach
  void draw() {
    whole = folder.resolve("whole.mp4");
    try (FrameSink sink = FrameSink.open(whole, SinkOptions.of(RATE).withQuality(100))) {
      for (int i = 0; i < 60; i++) {
        try (Image noise = noise(i)) {
          sink.write(noise, RATE.micros(i));
        }
      }
    }
  }

  private static Image noise(int seed) {
    byte[] bgr = new byte[3 * 96 * 64];
    new Random(seed).nextBytes(bgr);
    return Image.ofBgr(96, 64, bgr);
  }

  @Test
  void aVideoThatIsCutOffGivesItsFramesAndSaysWhere() throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    try (FrameSource video = FrameSource.open(cut.toString())) {
      long[] frames = {0, 0};
      DamagedVideoException damage =
          catchThrowableOfType(
              DamagedVideoException.class,
              () ->
                  video.forEach(
                      frame -> {
                        assertThat(frame.index()).isEqualTo(frames[0]++);
                        assertThat(frame.timeMicros()).isEqualTo(RATE.micros(frame.index()));
                      }));
      assertThat(damage).isNotNull();
      assertThat(frames[0]).isBetween(25L, 35L).isEqualTo(damage.frames());
      Damage place = damage.damages().get(0);
      assertThat(place.frame()).isEqualTo(frames[0]);
      assertThat(place.timeMicros()).isBetween(RATE.micros(frames[0] - 1), RATE.micros(frames[0]));
      assertThat(place.bytePosition()).isBetween(bytes.length / 2 - 20_000L, bytes.length / 2L);
      assertThat(damage.getMessage()).contains("at frame " + frames[0], "could be read");
      assertThat(video.next()).as("after the damage comes the end").isNull();
    }
  }

  @Test
  void everyContainerThatIsCutOffEndsInDamage() throws IOException {
    for (String extension : new String[] {"mkv", "ts", "avi", "flv"}) {
      Path other = folder.resolve("whole." + extension);
      TestClips.ffmpeg("-i", whole.toString(), "-c", "copy", other.toString());
      byte[] bytes = Files.readAllBytes(other);
      Path cut = folder.resolve("cut." + extension);
      Files.write(cut, Arrays.copyOf(bytes, bytes.length * 6 / 10 + 77));
      try (FrameSource video = FrameSource.open(cut.toString())) {
        DamagedVideoException damage =
            catchThrowableOfType(DamagedVideoException.class, () -> video.forEach(frame -> {}));
        assertThat(damage).as(extension).isNotNull();
        assertThat(damage.frames()).as(extension).isBetween(30L, 40L);
      }
    }
  }

  @Test
  void wholeVideosOfEveryContainerHaveNoDamage() {
    for (String extension : new String[] {"mkv", "ts", "avi", "flv", "mov"}) {
      Path other = folder.resolve("whole." + extension);
      TestClips.ffmpeg("-i", whole.toString(), "-c", "copy", other.toString());
      try (FrameSource video = FrameSource.open(other.toString())) {
        assertThat(TestClips.times(video)).as(extension).hasSize(60);
      }
    }
  }

  @Test
  void aCutBeforeTheIndexIsSaid() throws IOException {
    for (String clip : new String[] {"video/people.mp4", "video/horses.mp4"}) {
      byte[] bytes = Files.readAllBytes(TestData.require(clip));
      Path cut = folder.resolve("cut.mp4");
      Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> FrameSource.open(cut.toString()))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("nothing can be read of this video: the file ends at byte")
          .hasMessageContaining("before its index (moov)")
          .hasMessageContaining("--like GOOD.mp4");
      Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1500));
      assertThatThrownBy(() -> FrameSource.open(cut.toString()))
          .hasMessageContaining("inside its index (moov)");
    }
  }

  @Test
  void turnedBitsNeverCrashOrHangAndFramesKeepTheirTimes() throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    int damaged = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      byte[] changed = bytes.clone();
      for (int i = 0; i < 1 + seed % 8; i++) {
        // Half of them anywhere, half in the headers.
        int at = random.nextInt(seed % 2 == 0 ? changed.length : 4000);
        changed[at] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = folder.resolve("bits.mp4");
      Files.write(file, changed);
      try (FrameSource video = FrameSource.open(file.toString())) {
        long[] last = {-1};
        video.forEach(
            frame -> {
              assertThat(frame.timeMicros()).isGreaterThan(last[0]);
              last[0] = frame.timeMicros();
            });
      } catch (OcelliException e) {
        damaged++;
        assertThat(e.problem()).isNotBlank();
      }
    }
    assertThat(damaged).isGreaterThan(10);
  }

  @Test
  void whatIsNoVideoIsNamed() throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put("hello, this is a text\n", "this is not a video: text");
    contents.put("<!DOCTYPE html><html><body></body></html>", "this is not a video: an HTML page");
    contents.put("", "the file is empty");
    contents.put("#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "this is not a video");
    for (Map.Entry<String, String> one : contents.entrySet()) {
      Path file = folder.resolve("видео.mp4");
      Files.writeString(file, one.getKey(), StandardCharsets.UTF_8);
      assertThatThrownBy(() -> FrameSource.open(file.toString()))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining(one.getValue());
    }
    assertThatThrownBy(() -> FrameSource.open(folder.resolve("nothing.mp4").toString()))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> FrameSource.open(folder.resolve("none").toString()))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> FrameSource.open("ftp://example.org/a.mp4"))
        .hasMessageContaining("streams of this kind are not read");
    assertThatThrownBy(() -> FrameSource.open("999")).isInstanceOf(OcelliException.class);
  }

  @Test
  void soundAloneIsNoVideo() {
    Path sound = folder.resolve("sound.mp4");
    TestClips.ffmpeg("-f", "lavfi", "-i", "sine=d=0.3", "-c:a", "aac", sound.toString());
    assertThatThrownBy(() -> FrameSource.open(sound.toString()))
        .hasMessageContaining("there is no video in it: only sound (aac)");
  }

  @Test
  void aPictureIsAVideoOfOneFrame() {
    Path picture = folder.resolve("picture.png");
    try (Image image = noise(1)) {
      image.write(picture);
    }
    Path renamed = picture.resolveSibling("picture.mp4");
    assertThat(picture.toFile().renameTo(renamed.toFile())).isTrue();
    try (FrameSource video = FrameSource.open(renamed.toString())) {
      assertThat(video.info().container()).isEqualTo("pictures");
      assertThat(TestClips.times(video)).containsExactly(0L);
    }
  }

  @Test
  void brokenPicturesOfAFolderAreLeftOutAndSaid() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("p"));
    for (int i : LongStream.of(1, 2, 10).mapToInt(l -> (int) l).toArray()) {
      try (Image image = TestClips.numbered(20 + i, 20, i)) {
        image.write(pictures.resolve("f" + i + ".png"));
      }
    }
    Files.writeString(pictures.resolve("f3.png"), "no picture");
    try (FrameSource video = FrameSource.open(pictures.toString())) {
      StringBuilder seen = new StringBuilder();
      DamagedVideoException damage =
          catchThrowableOfType(
              DamagedVideoException.class,
              () ->
                  video.forEach(
                      frame -> {
                        int gray = frame.image().pixels().get(3 * (21 * 10 + 10)) & 0xFF;
                        seen.append((gray - 40) / 5).append('@').append(frame.index()).append(' ');
                        assertThat(frame.image().width()).isEqualTo(21);
                      }));
      assertThat(seen).hasToString("1@0 2@1 10@3 ");
      assertThat(damage).hasMessageContaining("f3.png");
    }
  }
}
