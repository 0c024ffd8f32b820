package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import java.util.List;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_features2d.FastFeatureDetector;
import org.bytedeco.opencv.opencv_features2d.Feature2D;
import org.bytedeco.opencv.opencv_features2d.ORB;
import org.bytedeco.opencv.opencv_features2d.SIFT;
import org.junit.jupiter.api.Test;

class KeypointsTest {
  @Test
  void theyAreOpenCvs() {
    try (Raster picture = Pictures.clutter(203, 151, 3).to(ColorSpace.GRAY);
        ORB orb = ORB.create(500, 1.2f, 8, 31, 0, 2, ORB.HARRIS_SCORE, 31, 20);
        SIFT sift = SIFT.create(500, 3, 0.04, 10, 1.6, false);
        FastFeatureDetector fast = FastFeatureDetector.create(20, true, 2)) {
      same("orb", picture, orb);
      same("sift", picture, sift);
      same("fast", picture, fast);
    }
  }

  private static void same(String operation, Raster picture, Feature2D detector) {
    try (KeyPointVector found = new KeyPointVector()) {
      detector.detect(picture.mat(), found);
      List<Keypoint> points = Run.findings(operation, picture, Keypoint.class);

      assertThat(points)
          .as(operation)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(Keypoints.list(found))
          .isSortedAccordingTo(Keypoint.ORDER);
      assertThat(Run.findings(operation + " max=3", picture, Keypoint.class)).hasSizeBetween(1, 3);
    }
  }

  @Test
  void smallPicturesAndManyLevelsAreNoError() {
    try (Raster picture = Pictures.shapes(90, 80, 3)) {
      assertThat(Run.findings("orb levels=32 scale=4", picture, Keypoint.class)).isNotEmpty();
    }
  }

  @Test
  void theCornersOfABoxAreFoundToPartsOfAPixel() {
    // Pixels 30..89 and 40..99 are white, so the edges lie half a pixel further out.
    try (Raster picture =
        Pictures.drawn(
            130, 140, canvas -> canvas.fillRectangle(new Box(30, 40, 90, 100), Rgb.WHITE, 1))) {
      for (String method : List.of("shi-tomasi", "harris")) {
        List<Corner> corners = Run.findings("corners method=" + method, picture, Corner.class);
        assertThat(corners).as(method).hasSize(4);
        for (double x : new double[] {29.5, 89.5}) {
          for (double y : new double[] {39.5, 99.5}) {
            assertThat(corners).anyMatch(c -> c.at().distance(new Point(x, y)) < 0.15);
          }
        }
      }
      assertThat(Run.findings("corners sub-pixel=false", picture, Corner.class))
          .allMatch(c -> c.at().x() == Math.rint(c.at().x()));
      assertThat(Run.findings("fast suppress=false", picture, Keypoint.class).get(0).response())
          .isZero(); // without suppression OpenCV gives no responses
    }
  }
}
