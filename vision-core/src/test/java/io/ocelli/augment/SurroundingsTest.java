package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.NORM_INF;
import static org.bytedeco.opencv.global.opencv_core.NORM_L1;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.geometric.Interpolation;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The border that is drawn first gives what OpenCV gives when it follows the rule by itself. */
class SurroundingsTest {
  private static Image noise(int width, int height) {
    byte[] values = new byte[3 * width * height];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < values.length; i++) {
      int pixel = i / 3;
      int row = pixel / width;
      double smooth = 128 + 90 * Math.sin(pixel % width * 0.2) * Math.cos(row * 0.3);
      values[i] = (byte) (smooth + random.nextInt(20));
    }
    return Image.ofBgr(width, height, values);
  }

  @ParameterizedTest
  @EnumSource(Border.class)
  void aTurnIsThatOfOpenCv(Border border) {
    for (Interpolation interpolation : Interpolation.values()) {
      compare(border, interpolation, 97, 61, 0.8, 0.6, -0.6, 0.8, 5.5, -3.25);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 90, -55",
    "1, 0, 0, 1, 400, 0",
    "2, 0, 0, 2, 0, 0",
    "0.1, 0, 0, 0.1, 0, 0"
  })
  void farShiftsAndZoomsAreThoseOfOpenCv(
      double a, double b, double c, double d, double moveX, double moveY) {
    for (Border border : Border.values()) {
      compare(border, Interpolation.LINEAR, 97, 61, a, b, c, d, moveX, moveY);
      compare(border, Interpolation.LINEAR, 1, 1, a, b, c, d, moveX, moveY);
      compare(border, Interpolation.LINEAR, 2, 40, a, b, c, d, moveX, moveY);
    }
  }

  private static void compare(
      Border border,
      Interpolation interpolation,
      int width,
      int height,
      double a,
      double b,
      double c,
      double d,
      double moveX,
      double moveY) {
    Edges edges = new Edges(border, new Rgb(0, 255, 0), interpolation);
    Planar map = Planar.aboutCentre(a, b, c, d, moveX, moveY, width, height, edges);
    double det = a * d - b * c;
    double[] inverse = {d / det, -b / det, 0, -c / det, a / det, 0};
    double x = (width - 1) / 2.0;
    double y = (height - 1) / 2.0;
    inverse[2] = x - inverse[0] * (x + moveX) - inverse[1] * (y + moveY);
    inverse[5] = y - inverse[3] * (x + moveX) - inverse[4] * (y + moveY);
    int flags = interpolation.code() | WARP_INVERSE_MAP;
    try (Image in = noise(width, height);
        Image mine = MatPair.move(in, map);
        DoublePointer numbers = new DoublePointer(inverse);
        Mat matrix = new Mat(2, 3, org.bytedeco.opencv.global.opencv_core.CV_64F, numbers);
        Size size = new Size(width, height);
        Scalar green = new Scalar(0, 255, 0, 0);
        Mat bare = new Mat()) {
      warpAffine(in.mat(), bare, matrix, size, flags, border.code(), green);
      String what = border + " " + interpolation + " " + width + "x" + height;
      // Coordinates are 32-bit floats there, so a shifted origin may round a value the other way.
      double worst = norm(mine.mat(), bare, NORM_INF, null);
      double mean = norm(mine.mat(), bare, NORM_L1, null) / (3.0 * width * height);
      assertThat(mean).as(what).isLessThan(0.05);
      assertThat(worst)
          .as(what)
          .isLessThanOrEqualTo(interpolation == Interpolation.NEAREST ? 255 : 4);
    }
  }
}
