package io.ocelli.ops.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static List<Contour> find(String pipeline, Raster in) {
    return Drawn.findings(pipeline, in, Contour.class);
  }

  @Test
  void aRectangle() {
    try (Raster in = Drawn.shape(70, 50, (x, y) -> x >= 10 && x <= 50 && y >= 8 && y <= 28)) {
      Contour contour = find("contours points=true", in).get(0);

      assertThat(contour.number()).isEqualTo(1);
      assertThat(contour.hole()).isFalse();
      assertThat(contour.area()).isEqualTo(40 * 20);
      assertThat(contour.perimeter()).isEqualTo(120);
      assertThat(contour.centroid().distance(new Point(30, 18))).isLessThan(1e-9);
      assertThat(contour.circularity()).isCloseTo(4 * Math.PI * 800 / (120.0 * 120), within(1e-9));
      assertThat(contour.hullArea()).isEqualTo(800);
      assertThat(contour.solidity()).isEqualTo(1);
      assertThat(contour.box()).isEqualTo(new Box(10, 8, 51, 29));
      assertThat(contour.rotatedBox().width() * contour.rotatedBox().height())
          .isCloseTo(800, within(1e-3));
      assertThat(contour.rotatedBox().center().distance(new Point(30, 18))).isLessThan(1e-4);
      assertThat(contour.polygon())
          .containsExactlyInAnyOrder(
              new Point(10, 8), new Point(50, 8), new Point(50, 28), new Point(10, 28));
      assertThat(contour.points()).hasSize(4);
      assertThat(contour.ellipse()).isEmpty();
      assertThat(find("contours", in).get(0).points()).isEmpty();
    }
  }

  @Test
  void aDisc() {
    for (double radius : new double[] {12, 25, 40}) {
      try (Raster in = Drawn.shape(120, 100, (x, y) -> Drawn.disc(x, y, 61, 47, radius))) {
        Contour contour = find("contours", in).get(0);
        assertThat(contour.area()).isCloseTo(Math.PI * radius * radius, within(4 * radius));
        assertThat(contour.centroid().distance(new Point(61, 47))).isLessThan(0.01);
        assertThat(contour.circularity()).isBetween(0.84, 0.95);
        assertThat(contour.solidity()).isGreaterThan(0.96);
        RotatedBox ellipse = contour.ellipse().orElseThrow();
        assertThat(ellipse.center().distance(new Point(61, 47))).isLessThan(0.1);
        assertThat(ellipse.width()).isCloseTo(2 * radius, within(1.2));
        assertThat(ellipse.height()).isCloseTo(2 * radius, within(1.2));
      }
    }
  }

  @Test
  void aTurnedRectangleAndATurnedEllipse() {
    for (double degrees : new double[] {15, 40, 70, 110, 160}) {
      double cos = Math.cos(Math.toRadians(degrees));
      double sin = Math.sin(Math.toRadians(degrees));
      try (Raster in =
              Drawn.shape(
                  140,
                  140,
                  (x, y) ->
                      Math.abs((x - 70) * cos + (y - 70) * sin) <= 45
                          && Math.abs(-(x - 70) * sin + (y - 70) * cos) <= 15);
          Raster round =
              Drawn.shape(
                  140,
                  140,
                  (x, y) ->
                      Math.hypot(
                              ((x - 70) * cos + (y - 70) * sin) / 45,
                              (-(x - 70) * sin + (y - 70) * cos) / 15)
                          <= 1)) {
        Contour contour = find("contours", in).get(0);
        assertThat(longAxis(contour.rotatedBox())).isCloseTo(90, within(2.0));
        assertThat(apart(direction(contour.rotatedBox()), degrees)).isLessThan(2);
        assertThat(contour.polygon()).hasSize(4);

        RotatedBox ellipse = find("contours", round).get(0).ellipse().orElseThrow();
        assertThat(longAxis(ellipse)).isCloseTo(90, within(2.0));
        assertThat(apart(direction(ellipse), degrees)).isLessThan(2);
      }
    }
  }

  private static double longAxis(RotatedBox box) {
    return Math.max(box.width(), box.height());
  }

  /** Of the longer side, clockwise from the x axis. */
  private static double direction(RotatedBox box) {
    return box.width() >= box.height() ? box.angle() : box.angle() + 90;
  }

  private static double apart(double a, double b) {
    double difference = Math.floorMod(Math.round((a - b) * 1000), 180_000L) / 1000.0;
    return Math.min(difference, 180 - difference);
  }

  @Test
  void anLHasAHullThatIsLargerThanItself() {
    try (Raster in =
        Drawn.shape(
            60, 60, (x, y) -> x >= 10 && x <= 50 && y >= 10 && y <= 50 && (x <= 30 || y >= 30))) {
      Contour contour = find("contours", in).get(0);
      // The square of 40x40 less its quarter, and less half of that quarter in the hull; the inner
      // corner is cut by one pixel, because outlines run through the pixels of the thing.
      assertThat(contour.area()).isCloseTo(1600 - 400, within(45.0));
      assertThat(contour.hullArea()).isCloseTo(1600 - 200, within(1e-9));
      assertThat(contour.solidity()).isEqualTo(contour.area() / contour.hullArea());
      assertThat(contour.polygon()).hasSize(6);
    }
  }

  @Test
  void holesAreFollowedWhereTheyAreAskedFor() {
    try (Raster in =
        Drawn.shape(
            80,
            80,
            (x, y) ->
                (Drawn.disc(x, y, 40, 40, 35) && !Drawn.disc(x, y, 40, 40, 25))
                    || Drawn.disc(x, y, 40, 40, 8))) {
      assertThat(find("contours", in)).hasSize(1);
      List<Contour> all = find("contours mode=all", in);
      assertThat(all).hasSize(3);
      assertThat(all).extracting(Contour::hole).containsExactly(false, true, false);
      assertThat(all).extracting(Contour::number).containsExactly(1, 2, 3);
      assertThat(find("contours mode=all min-area=500", in)).hasSize(2);
    }
  }

  @Test
  void numbersAreOpenCvsOwn() {
    try (Raster noise = Drawn.noise(64, 48, ColorSpace.GRAY, 7);
        Raster in = blurred(noise);
        Mat mask = new Mat();
        MatVector lines = new MatVector();
        Mat hierarchy = new Mat()) {
      opencv_imgproc.threshold(in.mat(), mask, 128, 255, opencv_imgproc.THRESH_BINARY);
      opencv_imgproc.findContours(
          mask, lines, hierarchy, opencv_imgproc.RETR_EXTERNAL, opencv_imgproc.CHAIN_APPROX_SIMPLE);

      List<Contour> contours = find("contours value=128", in);

      assertThat(contours).hasSize((int) lines.size()).hasSizeGreaterThan(5);
      assertThat(contours)
          .isSortedAccordingTo(java.util.Comparator.comparingDouble(contour -> -contour.area()));
      for (long i = 0; i < lines.size(); i++) {
        double area = opencv_imgproc.contourArea(lines.get(i));
        double perimeter = opencv_imgproc.arcLength(lines.get(i), true);
        assertThat(contours)
            .anySatisfy(
                contour -> {
                  assertThat(contour.area()).isEqualTo(area);
                  assertThat(contour.perimeter()).isEqualTo(perimeter);
                });
      }
    }
  }

  private static Raster blurred(Raster in) {
    return Raster.of(
        in.width(), in.height(), in.space(), Drawn.run("gaussian-blur size=7 | equalize", in));
  }

  @Test
  void asAMaskTheyAreFilled() {
    try (Raster in =
            Drawn.shape(
                40, 40, (x, y) -> Drawn.disc(x, y, 20, 20, 15) && !Drawn.disc(x, y, 20, 20, 5));
        Raster full = Drawn.shape(40, 40, (x, y) -> Drawn.disc(x, y, 20, 20, 15))) {
      assertThat(Drawn.run("contours show=mask", in)).isEqualTo(full.values());
      assertThat(Drawn.run("contours show=none", in)).isEqualTo(in.values());
      byte[] drawn = Drawn.run("contours", in);
      assertThat(drawn).hasSize(3 * 40 * 40);
      for (Contours.Shape shape : Contours.Shape.values()) {
        String name = shape.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        try (Raster bgr = in.to(ColorSpace.BGR)) {
          assertThat(Drawn.run("contours outline=" + name, in)).as(name).isNotEqualTo(bgr.values());
        }
      }
    }
  }
}
