package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatchTest {
  /** Maps places of the other picture to places of this one. */
  private static final double[] KNOWN = {0.8, -0.25, 90, 0.2, 0.85, 30, 0.0002, -0.0001, 1};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Match.Method.class)
  void aKnownPerspectiveIsFound(Match.Method method) {
    Path file = folder.resolve("other.png");
    try (Raster other = Pictures.clutter(400, 300, 5);
        Raster picture = seen(other)) {
      other.write(file);
      PictureMatch match =
          Run.findings(
                  "match with="
                      + file
                      + " method="
                      + method.name().toLowerCase(java.util.Locale.ROOT),
                  picture,
                  PictureMatch.class)
              .get(0);

      assertThat(match.found()).isTrue();
      assertThat(match.inliers()).isBetween(20, match.matches());
      assertThat(match.homography().get(8)).isCloseTo(1, within(1e-9));
      for (double[] at : new double[][] {{20, 20}, {380, 20}, {380, 280}, {20, 280}}) {
        assertThat(map(match.homography(), at).distance(map(boxed(KNOWN), at))).isLessThan(1.5);
      }
      assertThat(match.outline().get(0).distance(map(boxed(KNOWN), new double[] {-.5, -.5})))
          .isLessThan(1.5);
    }
  }

  @Test
  void anotherPictureIsNotFound() {
    Path file = folder.resolve("else.png");
    try (Raster other = Pictures.clutter(300, 300, 77);
        Raster picture = Pictures.clutter(400, 300, 5)) {
      other.write(file);
      for (Match.Method method : Match.Method.values()) {
        PictureMatch match =
            Run.findings(
                    "match with="
                        + file
                        + " method="
                        + method.name().toLowerCase(java.util.Locale.ROOT),
                    picture,
                    PictureMatch.class)
                .get(0);
        assertThat(match.found()).as(method + " " + match).isFalse();
        assertThat(match.outline()).isEmpty();
      }
    }
  }

  @Test
  void theTwoPicturesStandSideBySide() {
    Path file = folder.resolve("other.png");
    try (Raster other = Pictures.clutter(200, 150, 5);
        Raster picture = Pictures.clutter(160, 170, 6)) {
      other.write(file);
      try (Result result = Pipeline.parse("match with=" + file).run(picture)) {
        assertThat(result.parts().get(0).raster().width()).isEqualTo(360);
        assertThat(result.parts().get(0).raster().height()).isEqualTo(170);
      }
    }
  }

  @Test
  void aTemplateIsFoundWhereItWasCut() {
    try (Raster picture = Pictures.clutter(300, 200, 9)) {
      Path file = cut(picture, 120, 60, 40, 30, 1);
      List<TemplateMatch> found =
          Run.findings("template with=" + file + " scales=1..1", picture, TemplateMatch.class);

      assertThat(found).hasSize(1);
      assertThat(found.get(0).box()).isEqualTo(Box.ofXywh(120, 60, 40, 30));
      assertThat(found.get(0).score()).isCloseTo(1, within(1e-4));
      assertThat(found.get(0).score())
          .isEqualTo(scoreByHand(picture, 120, 60, 40, 30, file), within(1e-4));
    }
  }

  @Test
  void aTemplateIsFoundInALargePictureWhereverItLies() {
    try (Raster picture = Pictures.clutter(1700, 1300, 12);
        Raster grain = grain(1700, 1300)) {
      for (Raster in : List.of(picture, grain)) {
        for (int[] place : new int[][] {{701, 401}, {0, 0}, {1603, 1227}, {1200, 803}}) {
          Path file = cut(in, place[0], place[1], 97, 73, 1);
          List<TemplateMatch> found =
              Run.findings("template with=" + file + " scales=1..1", in, TemplateMatch.class);

          assertThat(found).isNotEmpty();
          assertThat(found.get(0).box()).isEqualTo(Box.ofXywh(place[0], place[1], 97, 73));
          assertThat(found.get(0).score()).isCloseTo(1, within(1e-4));
        }
      }
    }
  }

  /** Nothing that a smaller copy would show: each value is drawn by itself. */
  private static Raster grain(int width, int height) {
    byte[] values = new byte[3 * width * height];
    new java.util.Random(8).nextBytes(values);
    return Raster.of(width, height, ColorSpace.BGR, values);
  }

  @Test
  void aTemplateIsFoundInAnotherSize() {
    try (Raster picture = Pictures.clutter(500, 400, 11)) {
      Path file = cut(picture, 200, 120, 120, 90, 1 / 1.5);
      TemplateMatch best =
          Run.findings("template with=" + file + " threshold=0.7", picture, TemplateMatch.class)
              .get(0);

      assertThat(best.scale()).isCloseTo(1.5, within(0.08));
      assertThat(best.box().center().distance(new Point(260, 165))).isLessThan(4);
    }
  }

  @Test
  void equalPlacesAreAllFoundAndOverlapsOnlyOnce() {
    try (Raster picture =
        Pictures.drawn(
            300,
            100,
            canvas -> {
              for (int i = 0; i < 5; i++) {
                canvas.dot(new Point(30 + 60 * i, 50), 12, Rgb.WHITE);
              }
            })) {
      Path file = cut(picture, 10, 30, 41, 41, 1);
      assertThat(Run.findings("template with=" + file, picture, TemplateMatch.class))
          .hasSize(5)
          .allMatch(match -> match.scale() == 1);
      assertThat(Run.findings("template with=" + file + " max=2", picture, TemplateMatch.class))
          .hasSize(2);
    }
  }

  @Test
  void aTemplateThatCannotBeFoundSaysWhy() {
    try (Raster picture = Pictures.clutter(60, 40, 9);
        Raster flat = Pictures.drawn(10, 10, canvas -> {});
        Raster large = Pictures.clutter(200, 200, 9)) {
      flat.write(folder.resolve("flat.png"));
      large.write(folder.resolve("large.png"));
      assertThatThrownBy(() -> apply("template with=" + folder.resolve("flat.png"), picture))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("one colour");
      assertThatThrownBy(() -> apply("template with=" + folder.resolve("large.png"), picture))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("larger");
    }
  }

  private static void apply(String text, Raster picture) {
    ((io.ocelli.ops.Transform) Pipeline.parse(text).operations().get(0))
        .apply(picture, new Findings());
  }

  private Path cut(Raster picture, int x, int y, int width, int height, double scale) {
    Path file = folder.resolve("template.png");
    try (Raster part =
        Raster.make(
            ColorSpace.BGR,
            out -> {
              try (Rect place = new Rect(x, y, width, height);
                  Mat cut = new Mat(picture.mat(), place);
                  Size size =
                      new Size((int) Math.round(width * scale), (int) Math.round(height * scale))) {
                opencv_imgproc.resize(cut, out, size, 0, 0, opencv_imgproc.INTER_AREA);
              }
            })) {
      part.write(file);
    }
    return file;
  }

  /** The correlation coefficient over all values of the three colours, in plain Java. */
  private static double scoreByHand(
      Raster picture, int x, int y, int width, int height, Path file) {
    byte[] all = picture.values();
    byte[] template;
    try (io.ocelli.image.Image image = io.ocelli.image.Image.read(file);
        Raster raster = Raster.of(image)) {
      template = raster.values();
    }
    double[] meanA = new double[3];
    double[] meanB = new double[3];
    int count = width * height;
    for (int i = 0; i < count * 3; i++) {
      meanA[i % 3] += at(all, picture.width(), x, y, width, i) / count;
      meanB[i % 3] += (template[i] & 255) / (double) count;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < count * 3; i++) {
      double a = at(all, picture.width(), x, y, width, i) - meanA[i % 3];
      double b = (template[i] & 255) - meanB[i % 3];
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double at(byte[] all, int stride, int x, int y, int width, int i) {
    int pixel = i / 3;
    return all[((y + pixel / width) * stride + x + pixel % width) * 3 + i % 3] & 255;
  }

  private static Raster seen(Raster other) {
    return Raster.make(
        ColorSpace.BGR,
        out -> {
          try (Mat matrix = new Mat(3, 3, opencv_core.CV_64F);
              Size size = new Size(520, 420);
              Scalar gray = Scalar.all(90)) {
            matrix.<java.nio.DoubleBuffer>createBuffer().put(KNOWN);
            opencv_imgproc.warpPerspective(
                other.mat(),
                out,
                matrix,
                size,
                opencv_imgproc.INTER_LINEAR,
                opencv_core.BORDER_CONSTANT,
                gray);
          }
        });
  }

  private static List<Double> boxed(double[] matrix) {
    return java.util.Arrays.stream(matrix).boxed().toList();
  }

  private static Point map(List<Double> h, double[] at) {
    double w = h.get(6) * at[0] + h.get(7) * at[1] + h.get(8);
    return new Point(
        (h.get(0) * at[0] + h.get(1) * at[1] + h.get(2)) / w,
        (h.get(3) * at[0] + h.get(4) * at[1] + h.get(5)) / w);
  }
}
