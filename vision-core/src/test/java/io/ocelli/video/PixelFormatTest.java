package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixel formats, sizes and turns come out as upright BGR. */
class PixelFormatTest {
  @TempDir Path folder;

  /**
   * Left half dark, right half bright, the top row of the right half black: tells every turn and
   * every pixel that swscale leaves out or writes beyond its row.
   */
  private static String drawn(int width, int height) {
    return "nullsrc=s=%dx%d:d=0.2:r=10,format=gray,geq=lum='if(lt(X,W/2),60,if(lt(Y,H/2),120,200))'"
        .formatted(width, height);
  }

  @Test
  void grayTenBitAndAlpha() {
    for (String format :
        new String[] {"gray", "yuv420p10le", "yuv422p", "yuv444p", "bgra", "gray16le"}) {
      Path clip = folder.resolve("f.mkv");
      TestClips.ffmpeg(
          "-f", "lavfi", "-i", drawn(32, 16), "-pix_fmt", format, "-c:v", "ffv1", clip.toString());
      try (FrameSource video = FrameSource.open(clip.toString());
          Frame frame = video.next()) {
        assertThat(video.info().pixelFormat()).isEqualTo(format);
        assertThat(frame).isNotNull();
        assertThat(gray(frame.image(), 2, 2)).as(format).isBetween(57, 63);
        assertThat(gray(frame.image(), 29, 2)).as(format).isBetween(117, 123);
        assertThat(gray(frame.image(), 29, 13)).as(format).isBetween(197, 203);
      }
    }
  }

  @Test
  void transparentPartsAreWhite() {
    Path clip = folder.resolve("a.mkv");
    TestClips.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=black@0.5:s=16x16:d=0.1:r=10,format=rgba",
        "-c:v",
        "ffv1",
        clip.toString());
    try (FrameSource video = FrameSource.open(clip.toString());
        Frame frame = video.next()) {
      assertThat(frame).isNotNull();
      assertThat(gray(frame.image(), 8, 8)).isBetween(126, 129);
    }
  }

  @Test
  void everyWidthIsConvertedToItsLastColumn() {
    for (int width = 2; width <= 70; width += width < 36 ? 1 : 7) {
      for (int height : new int[] {6, 7}) {
        Path clip = folder.resolve("w.avi");
        TestClips.ffmpeg(
            "-f",
            "lavfi",
            "-i",
            "color=gray:s=%dx%d:d=0.1:r=10".formatted(width, height),
            "-pix_fmt",
            "yuv420p",
            "-c:v",
            "rawvideo",
            clip.toString());
        try (FrameSource video = FrameSource.open(clip.toString());
            Frame frame = video.next()) {
          assertThat(frame).isNotNull();
          Image image = frame.image();
          assertThat(image.width()).isEqualTo(width);
          for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
              assertThat(gray(image, x, y))
                  .as("%dx%d at %d,%d", width, height, x, y)
                  .isBetween(125, 131);
            }
          }
        }
      }
    }
  }

  @Test
  void turnsAndMirroringOfTheFileAreApplied() {
    Path flat = folder.resolve("flat.mp4");
    TestClips.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        drawn(64, 32),
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        "mpeg4",
        "-q:v",
        "2",
        flat.toString());
    // The corners of the stored picture, row by row: 60, 120 / 60, 200.
    assertTurned(flat, "0", 0, 64, 32, 60, 120, 60, 200);
    // ffmpeg's option turns against the clock, info() says what was done: with it.
    assertTurned(flat, "-90", 90, 32, 64, 60, 60, 200, 120);
    assertTurned(flat, "180", 180, 64, 32, 200, 60, 120, 60);
    assertTurned(flat, "90", 270, 32, 64, 120, 200, 60, 60);
  }

  private void assertTurned(
      Path flat, String against, int rotation, int width, int height, int... corners) {
    Path clip = folder.resolve("turned.mp4");
    TestClips.ffmpeg(
        "-display_rotation", against, "-i", flat.toString(), "-c", "copy", clip.toString());
    assertCorners(clip, rotation, false, width, height, corners);
    // The display matrix is about the outside: it mirrors before it turns.
    TestClips.ffmpeg(
        "-display_rotation",
        against,
        "-display_hflip",
        "-i",
        flat.toString(),
        "-c",
        "copy",
        clip.toString());
    try (FrameSource video = FrameSource.open(clip.toString())) {
      assertThat(video.info().mirrored()).isTrue();
    }
  }

  private static void assertCorners(
      Path clip, int rotation, boolean mirrored, int width, int height, int... corners) {
    try (FrameSource video = FrameSource.open(clip.toString());
        Frame frame = video.next()) {
      assertThat(video.info().rotation()).isEqualTo(rotation);
      assertThat(video.info().mirrored()).isEqualTo(mirrored);
      assertThat(video.info().width()).isEqualTo(width);
      assertThat(video.info().height()).isEqualTo(height);
      assertThat(frame).isNotNull();
      Image image = frame.image();
      assertThat(image.width()).isEqualTo(width);
      int[] found = {
        gray(image, 3, 3),
        gray(image, width - 4, 3),
        gray(image, 3, height - 4),
        gray(image, width - 4, height - 4)
      };
      for (int i = 0; i < 4; i++) {
        assertThat(found[i])
            .as("%s, corner %d", rotation, i)
            .isBetween(corners[i] - 8, corners[i] + 8);
      }
    }
  }

  @Test
  void mirroringComesBeforeTheTurn() {
    Path flat = folder.resolve("flat.mp4");
    Path clip = folder.resolve("mirrored.mp4");
    TestClips.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        drawn(64, 32),
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        "mpeg4",
        "-q:v",
        "2",
        flat.toString());
    TestClips.ffmpeg("-display_hflip", "-i", flat.toString(), "-c", "copy", clip.toString());
    assertCorners(clip, 0, true, 64, 32, 120, 60, 200, 60);
    TestClips.ffmpeg("-display_vflip", "-i", flat.toString(), "-c", "copy", clip.toString());
    assertCorners(clip, 180, true, 64, 32, 60, 200, 60, 120);
  }

  private static int gray(Image image, int x, int y) {
    ByteBuffer pixels = image.pixels();
    int at = 3 * (y * image.width() + x);
    return ((pixels.get(at) & 0xFF) + (pixels.get(at + 1) & 0xFF) + (pixels.get(at + 2) & 0xFF))
        / 3;
  }
}
