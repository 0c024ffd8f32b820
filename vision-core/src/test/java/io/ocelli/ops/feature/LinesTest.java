package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_imgproc.Vec3fVector;
import org.bytedeco.opencv.opencv_imgproc.Vec4iVector;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void standardIsOpenCvsHoughTransform() {
    try (Raster picture = Pictures.shapes(161, 121, 1);
        Mat edges = new Mat();
        Vec3fVector expected = new Vec3fVector()) {
      opencv_imgproc.Canny(picture.mat(), edges, 50, 150, 3, false);
      opencv_imgproc.HoughLines(edges, expected, 1, Math.PI / 180, 18, 0, 0, 0, Math.PI);

      List<Line> lines = Run.findings("lines method=standard max=100000", picture, Line.class);

      assertThat(expected.size()).isPositive();
      assertThat(lines).hasSize((int) expected.size());
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i).rho()).isEqualTo(expected.get(i).x());
        assertThat(lines.get(i).theta())
            .isCloseTo(Math.toDegrees(expected.get(i).y()), within(1e-9));
        assertThat(lines.get(i).votes()).isEqualTo(Math.round(expected.get(i).z()));
      }
    }
  }

  @Test
  void probabilisticIsOpenCvsHoughTransform() {
    try (Raster picture = Pictures.shapes(161, 121, 2);
        Mat edges = new Mat();
        Vec4iVector expected = new Vec4iVector()) {
      opencv_imgproc.Canny(picture.mat(), edges, 50, 150, 3, false);
      opencv_imgproc.HoughLinesP(edges, expected, 1, Math.PI / 180, 18, 121 * 0.08, 121 * 0.01);

      List<Segment> pieces = Run.findings("lines", picture, Segment.class);

      assertThat(expected.size()).isPositive();
      assertThat(pieces).hasSize((int) expected.size());
      for (long i = 0; i < expected.size(); i++) {
        assertThat(pieces)
            .contains(
                Segment.between(
                    new Point(expected.get(i).get(0), expected.get(i).get(1)),
                    new Point(expected.get(i).get(2), expected.get(i).get(3))));
      }
      assertThat(pieces).isSortedAccordingTo(Segment.ORDER);
    }
  }

  @Test
  void aLineGoesThroughWhatItWasDrawnThrough() {
    try (Raster picture =
        Pictures.drawn(
            200,
            150,
            canvas ->
                canvas.line(
                    new Point(20, 30), new Point(180, 120), io.ocelli.image.Rgb.WHITE, 3))) {
      for (Line line : Run.findings("lines method=standard", picture, Line.class)) {
        double theta = Math.toRadians(line.theta());
        for (Point end : List.of(line.from(), line.to())) {
          assertThat(end.x() * Math.cos(theta) + end.y() * Math.sin(theta))
              .isCloseTo(line.rho(), within(1e-6));
          assertThat(end.x()).isBetween(-0.51, 199.51);
          assertThat(end.y()).isBetween(-0.51, 149.51);
        }
      }
      Segment best = Run.findings("line-segments", picture, Segment.class).get(0);
      assertThat(best.length()).isCloseTo(Math.hypot(160, 90), within(6.0));
      assertThat(best.angle()).isCloseTo(-Math.toDegrees(Math.atan2(90, 160)), within(1.0));
    }
  }

  @Test
  void anEmptyPictureHasNoLines() {
    try (Raster picture = Pictures.drawn(120, 90, canvas -> {})) {
      for (String operation : List.of("lines", "lines method=standard", "line-segments")) {
        assertThat(Run.findings(operation, picture, io.ocelli.ops.Finding.class)).isEmpty();
      }
    }
  }

  @Test
  void linesLeaveThePictureAtItsFrame() {
    assertThat(Lines.crossings(5, 0, 20, 10)).containsExactlyInAnyOrder(p(5, -0.5), p(5, 9.5));
    assertThat(Lines.crossings(4, Math.PI / 2, 20, 10)).allMatch(at -> Math.abs(at.y() - 4) < 1e-9);
    assertThat(Lines.crossings(-5, 0, 20, 10)).isEmpty();
    assertThat(Lines.crossings(100, Math.PI / 4, 20, 10)).isEmpty();
  }

  private static Point p(double x, double y) {
    return new Point(x, y);
  }
}
