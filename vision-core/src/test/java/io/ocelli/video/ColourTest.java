package io.ocelli.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Image;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix and the range that a stream says, or the assumed ones, give the right RGB. */
class ColourTest {
  /** Saturated and mixed, where BT.601 and BT.709 differ by up to 40 levels. */
  private static final List<int[]> COLOURS =
      List.of(
          new int[] {200, 40, 40},
          new int[] {40, 180, 60},
          new int[] {50, 60, 200},
          new int[] {230, 200, 30},
          new int[] {128, 128, 128},
          new int[] {16, 16, 16},
          new int[] {250, 250, 250});

  @TempDir Path folder;

  @Test
  void whatTheStreamSaysIsUsed() {
    for (String matrix : new String[] {"bt601", "bt709", "bt2020"}) {
      for (boolean full : new boolean[] {false, true}) {
        check(matrix, full, true, 320, 240);
      }
    }
  }

  @Test
  void whatItDoesNotSayFollowsFromTheSize() {
    check("bt601", false, false, 320, 240);
    check("bt601", false, false, 720, 576);
    check("bt709", false, false, 720, 578);
    check("bt709", false, false, 1280, 16);
  }

  /** Draws raw 4:4:4 by the definition of the matrix (ITU-R BT.601, BT.709, BT.2020), reads it. */
  private void check(String matrix, boolean full, boolean said, int width, int height) {
    double kr = matrix.equals("bt601") ? 0.299 : matrix.equals("bt709") ? 0.2126 : 0.2627;
    double kb = matrix.equals("bt601") ? 0.114 : matrix.equals("bt709") ? 0.0722 : 0.0593;
    String space =
        matrix.equals("bt601") ? "smpte170m" : matrix.equals("bt2020") ? "bt2020nc" : matrix;
    for (int[] rgb : COLOURS) {
      double y = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
      double u = (rgb[2] - y) / (2 * (1 - kb));
      double v = (rgb[0] - y) / (2 * (1 - kr));
      long cy = Math.round(full ? y : 16 + y * 219 / 255);
      long cu = Math.round(full ? 128 + u : 128 + u * 224 / 255);
      long cv = Math.round(full ? 128 + v : 128 + v * 224 / 255);
      Path clip = folder.resolve("c.mkv");
      String source =
          "nullsrc=s=%dx%d:d=0.04:r=25,format=yuv420p,geq=lum=%d:cb=%d:cr=%d,setparams=%s"
              .formatted(
                  width,
                  height,
                  cy,
                  cu,
                  cv,
                  said
                      ? "colorspace=" + space + ":range=" + (full ? "full" : "limited")
                      : "colorspace=unknown:range=unknown");
      String range = !said ? "unknown" : full ? "pc" : "tv";
      TestClips.ffmpeg(
          "-f", "lavfi", "-i", source, "-c:v", "ffv1", "-color_range", range, clip.toString());
      try (FrameSource video = FrameSource.open(clip.toString());
          Frame frame = video.next()) {
        assertThat(video.info().colour()).isEqualTo(new VideoInfo.Colour(matrix, full, !said));
        assertThat(frame).isNotNull();
        assertNear(frame.image(), rgb, 3, matrix + " " + full);
      }
    }
  }

  @Test
  void whatIsWrittenIsTaggedAndComesBack() {
    for (int[] size : new int[][] {{320, 240}, {1280, 720}}) {
      Path clip = folder.resolve("w.mp4");
      for (int[] rgb : COLOURS.subList(0, 4)) {
        try (FrameSink sink =
                FrameSink.open(clip, SinkOptions.of(Rational.of(25)).withQuality(95));
            Image image = Image.blank(size[0], size[1], rgb[2], rgb[1], rgb[0])) {
          sink.write(image, 0);
        }
        try (FrameSource video = FrameSource.open(clip.toString());
            Frame frame = video.next()) {
          assertThat(video.info().colour())
              .isEqualTo(new VideoInfo.Colour(size[0] == 320 ? "bt601" : "bt709", false, false));
          assertThat(frame).isNotNull();
          assertNear(frame.image(), rgb, 4, "written");
        }
      }
    }
  }

  private static void assertNear(Image image, int[] rgb, int tolerance, String what) {
    ByteBuffer pixels = image.pixels();
    for (int x : new int[] {0, image.width() / 2, image.width() - 1}) {
      int at = 3 * (image.width() * (image.height() - 1) + x);
      for (int c = 0; c < 3; c++) {
        assertThat(pixels.get(at + 2 - c) & 0xFF)
            .as("%s, %s, channel %d at %d", what, List.of(rgb[0], rgb[1], rgb[2]), c, x)
            .isBetween(rgb[c] - tolerance, rgb[c] + tolerance);
      }
    }
  }
}
