package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.testing.Golden;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CanvasTest {
  private static final Rgb WHITE = Rgb.WHITE;

  @Test
  void shapesLookAsTheyDid() {
    try (Image image = Image.blank(240, 180, 235, 235, 235)) {
      Canvas.on(image)
          .grid(3, 3, new Rgb(205, 205, 205), 1)
          .line(new Point(8, 8), new Point(70, 22), Rgb.BLACK, 1)
          .line(new Point(8, 18), new Point(70, 32), Rgb.BLACK, 3.5)
          .arrow(new Point(8, 34), new Point(70, 52), Palette.of(0), 2)
          .rectangle(new Box(90, 8, 120, 26), Palette.of(1), 1)
          .rectangle(new Box(126, 8, 152, 26), Palette.of(1), 4)
          .rectangle(new Box(90.5f, 34.5f, 120.5f, 52.5f), Palette.of(3), 3)
          .fillRectangle(new Box(126, 34, 152, 53), Palette.of(2), 0.5)
          .circle(new Point(185, 30), 20, Palette.of(3), 1)
          .circle(new Point(185, 30), 14, Palette.of(3), 4)
          .dot(new Point(185, 30), 4.5, Palette.of(4))
          .ellipse(new RotatedBox(new Point(220, 30), 50, 20, 60), Palette.of(5), 2)
          .fillEllipse(new RotatedBox(new Point(220, 90), 36, 50, 20), Palette.of(6), 0.6)
          .polygon(List.of(new Point(10, 68), new Point(70, 76), new Point(24, 112)), WHITE, 3)
          .fillPolygon(star(120, 90, 26), Palette.of(0), 0.5)
          .triangle(new Point(165, 70), new Point(195, 74), new Point(170, 112), Palette.of(2), 1.5)
          .cross(new Point(180, 88), 12, Palette.of(3), 2)
          .fillRounded(new Box(8, 128, 72, 172), 12, Palette.of(4), 0.8)
          .dashes(star(120, 150, 26), true, Palette.of(3), 2, 6, 5)
          .mask(stripes(240, 180, 165, 128, 232, 172), Palette.of(5), 0.7);
      Golden.check(image, "canvas-shapes.png", 3, 0.001);
    }
  }

  @Test
  void aFrameOfWidthOneColoursTheInnerEdge() {
    try (Image image = Image.blank(8, 6, 0, 0, 0)) {
      Canvas.on(image).rectangle(new Box(2, 1, 6, 5), WHITE, 1);
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          boolean inside = x >= 2 && x < 6 && y >= 1 && y < 5;
          boolean edge = inside && (x == 2 || x == 5 || y == 1 || y == 4);
          assertThat(level(image, x, y)).isEqualTo(edge ? 255 : 0);
        }
      }
    }
  }

  @Test
  void aBoxOfOnePixelIsThatPixel() {
    try (Image image = Image.blank(5, 5, 0, 0, 0)) {
      Canvas.on(image).fillRectangle(new Box(3, 4, 4, 5), WHITE, 1);
      assertThat(level(image, 3, 4)).isEqualTo(255);
      assertThat(sum(image)).isEqualTo(1.0, within(1e-9));
    }
  }

  @Test
  void aPixelTakesTheShareThatIsCovered() {
    try (Image image = Image.blank(4, 4, 0, 0, 0)) {
      Canvas.on(image).fillRectangle(new Box(1.25f, 1, 2, 1.5f), WHITE, 1);
      assertThat(level(image, 1, 1)).isEqualTo((int) Math.round(255 * 0.375));
    }
    try (Image image = Image.blank(4, 4, 100, 100, 100)) {
      Canvas.on(image).fillRectangle(new Box(0, 0, 4, 4), new Rgb(200, 100, 0), 0.25);
      assertThat(image.pixels().get(0) & 255).isEqualTo(75);
      assertThat(image.pixels().get(1) & 255).isEqualTo(100);
      assertThat(image.pixels().get(2) & 255).isEqualTo(125);
    }
  }

  @Test
  void areasAreThoseOfGeometryWhereverTheShapeLies() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Point centre = new Point(40 + random.nextDouble() * 20, 40 + random.nextDouble() * 20);
      double radius = 0.3 + random.nextDouble() * 30;
      double width = Math.min(radius, 0.3 + random.nextDouble() * 6);
      assertThat(area(c -> c.dot(centre, radius, WHITE)))
          .isEqualTo(Math.PI * radius * radius, within(0.3 + 0.02 * radius * radius));
      assertThat(area(c -> c.circle(centre, radius, WHITE, width)))
          .isEqualTo(2 * Math.PI * radius * width, within(0.5 + 0.03 * radius * width));
      Point end = new Point(centre.x() + 30 * Math.cos(i), centre.y() + 30 * Math.sin(i));
      assertThat(area(c -> c.line(centre, end, WHITE, width)))
          .isEqualTo(30 * width + Math.PI * width * width / 4, within(0.3 + 0.02 * 30 * width));
      Point third = new Point(centre.x() + 25 * Math.sin(i + 1), centre.y() - 12);
      double cross =
          (end.x() - centre.x()) * (third.y() - centre.y())
              - (end.y() - centre.y()) * (third.x() - centre.x());
      assertThat(area(c -> c.fillPolygon(List.of(centre, end, third), WHITE, 1)))
          .isEqualTo(Math.abs(cross) / 2, within(0.35));
    }
  }

  @Test
  void theMiddleOfAreaIsTheCentre() {
    for (double shift = 0; shift < 1; shift += 0.1) {
      try (Image image = Image.blank(40, 40, 0, 0, 0)) {
        Canvas.on(image).dot(new Point(20 + shift, 19 - shift), 9, WHITE);
        double x = 0;
        double y = 0;
        double all = sum(image);
        for (int i = 0; i < 1600; i++) {
          x += i % 40 * level(image, i % 40, i / 40) / 255.0 / all;
          y += i / 40 * level(image, i % 40, i / 40) / 255.0 / all;
        }
        assertThat(x).isEqualTo(20 + shift, within(0.01));
        assertThat(y).isEqualTo(19 - shift, within(0.01));
      }
    }
  }

  @Test
  void whatLiesOutsideIsCutOffAsIfThePictureWereLarger() {
    Random random = new Random(11);
    for (int i = 0; i < 100; i++) {
      List<Point> shape =
          List.of(
              new Point(random.nextInt(90), random.nextInt(90)),
              new Point(random.nextInt(90), random.nextInt(90)),
              new Point(random.nextInt(90), random.nextInt(90)));
      List<Point> moved = shape.stream().map(p -> new Point(p.x() - 30, p.y() - 30)).toList();
      try (Image large = Image.blank(90, 90, 0, 0, 0);
          Image small = Image.blank(30, 30, 0, 0, 0)) {
        Canvas.on(large).fillPolygon(shape, WHITE, 1).polygon(shape, new Rgb(90, 0, 0), 2.5);
        Canvas.on(small).fillPolygon(moved, WHITE, 1).polygon(moved, new Rgb(90, 0, 0), 2.5);
        for (int j = 0; j < 900; j++) {
          int expected = level(large, 30 + j % 30, 30 + j / 30);
          assertThat(Math.abs(level(small, j % 30, j / 30) - expected)).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void placesFarAwayDoNoHarm() {
    try (Image image = Image.blank(20, 20, 0, 0, 0)) {
      Canvas.on(image)
          .line(new Point(-1e12, 10), new Point(1e12, 10), WHITE, 1)
          .dashes(List.of(new Point(-1e9, 4), new Point(1e9, 4)), false, new Rgb(9, 9, 9), 1, 3, 3)
          .circle(new Point(1e7, 1e7), 3, WHITE, 1)
          .circle(new Point(10, 10), 1e9, WHITE, 2)
          .rectangle(new Box(-1e30f, -1e30f, 1e30f, 1e30f), WHITE, 3)
          .dot(new Point(-500, 10), 100, WHITE)
          .text("far", new Point(1e8, -1e8), TextStyle.of(12), WHITE);
      assertThat(level(image, 10, 10)).isEqualTo(255);
      assertThat(level(image, 10, 8)).isZero();
    }
  }

  @Test
  void tinyPicturesAreDrawnOn() {
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}}) {
      try (Image image = Image.blank(size[0], size[1], 0, 0, 0)) {
        Canvas.on(image)
            .line(new Point(0, 0), new Point(8, 8), WHITE, 1)
            .rectangle(new Box(0, 0, size[0], size[1]), WHITE, 1)
            .grid(4, 4, WHITE, 1)
            .label("label", new Point(0, 0), Palette.of(1))
            .mask(new byte[size[0] * size[1]], WHITE, 1)
            .arrow(new Point(0, 0), new Point(0, 0), WHITE, 1)
            .path(List.of(), WHITE, 1)
            .polygon(List.of(new Point(0, 0)), WHITE, 1);
      }
    }
  }

  @Test
  void wrongValuesAreRefused() {
    try (Image image = Image.blank(8, 8, 0, 0, 0)) {
      Canvas canvas = Canvas.on(image);
      Point nowhere = new Point(Double.NaN, 0);
      Point origin = new Point(0, 0);
      for (Runnable wrong :
          List.<Runnable>of(
              () -> canvas.line(nowhere, origin, WHITE, 1),
              () -> canvas.line(origin, origin, WHITE, -1),
              () -> canvas.rectangle(new Box(Float.NaN, 0, 1, 1), WHITE, 1),
              () -> canvas.fillRectangle(new Box(0, 0, 1, 1), WHITE, 1.5),
              () -> canvas.circle(origin, -1, WHITE, 1),
              () -> canvas.circle(origin, Double.POSITIVE_INFINITY, WHITE, 1),
              () -> canvas.text("x", nowhere, TextStyle.of(12), WHITE),
              () -> canvas.label("x", nowhere, WHITE),
              () -> canvas.grid(0, 3, WHITE, 1),
              () -> canvas.mask(new byte[3], WHITE, 1),
              () -> canvas.mask(new byte[64], WHITE, Double.NaN),
              () -> canvas.dashes(List.of(origin), true, WHITE, 1, 0, 1),
              () -> TextStyle.of(0))) {
        assertThatIllegalArgumentException().isThrownBy(wrong::run);
      }
      assertThat(sum(image)).isZero();
    }
  }

  private static double area(Consumer<Canvas> drawing) {
    try (Image image = Image.blank(100, 100, 0, 0, 0)) {
      drawing.accept(Canvas.on(image));
      return sum(image);
    }
  }

  private static double sum(Image image) {
    ByteBuffer pixels = image.pixels();
    double sum = 0;
    for (int i = 0; i < pixels.capacity(); i += 3) {
      sum += (pixels.get(i) & 255) / 255.0;
    }
    return sum;
  }

  private static int level(Image image, int x, int y) {
    return image.pixels().get(3 * (y * image.width() + x)) & 255;
  }

  private static List<Point> star(double x, double y, double radius) {
    Point[] points = new Point[5];
    for (int i = 0; i < 5; i++) {
      double t = Math.toRadians(144.0 * i - 90);
      points[i] = new Point(x + radius * Math.cos(t), y + radius * Math.sin(t));
    }
    return List.of(points);
  }

  private static byte[] stripes(int width, int height, int x1, int y1, int x2, int y2) {
    byte[] mask = new byte[width * height];
    for (int y = y1; y < y2; y++) {
      for (int x = x1; x < x2; x++) {
        mask[y * width + x] = (byte) ((x - x1) * 255 / (x2 - x1));
      }
    }
    return mask;
  }
}
