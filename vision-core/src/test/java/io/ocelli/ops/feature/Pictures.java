package io.ocelli.ops.feature;

import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import java.util.Random;
import java.util.function.Consumer;

/** Small pictures for the tests. */
final class Pictures {
  private Pictures() {}

  /** What is drawn on black. */
  static Raster drawn(int width, int height, Consumer<Canvas> work) {
    try (Image image = Image.blank(width, height, 0, 0, 0)) {
      work.accept(Canvas.on(image));
      return Raster.of(image);
    }
  }

  /** Gray: lines, boxes and discs in random places. */
  static Raster shapes(int width, int height, long seed) {
    Random random = new Random(seed);
    try (Raster colour =
        drawn(
            width,
            height,
            canvas -> {
              for (int i = 0; i < 6; i++) {
                Rgb rgb = new Rgb(random.nextInt(256), random.nextInt(256), random.nextInt(256));
                Point a = new Point(random.nextInt(width), random.nextInt(height));
                Point b = new Point(random.nextInt(width), random.nextInt(height));
                canvas.dot(a, 5 + random.nextInt(20), rgb);
                canvas.line(a, b, rgb, 3);
                canvas.rectangle(Box.ofXywh((float) b.x(), (float) b.y(), 20, 30), Rgb.WHITE, 2);
              }
            })) {
      return colour.to(ColorSpace.GRAY);
    }
  }

  /** Colour: many small things in random places, no two alike. */
  static Raster clutter(int width, int height, long seed) {
    Random random = new Random(seed);
    return drawn(
        width,
        height,
        canvas -> {
          for (int i = 0; i < width * height / 300; i++) {
            Rgb rgb = new Rgb(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            Point a = new Point(random.nextInt(width), random.nextInt(height));
            Point b = new Point(a.x() + random.nextInt(41) - 20, a.y() + random.nextInt(41) - 20);
            Point c = new Point(a.x() + random.nextInt(41) - 20, a.y() + random.nextInt(41) - 20);
            canvas.fillPolygon(java.util.List.of(a, b, c), rgb, 1);
          }
        });
  }
}
