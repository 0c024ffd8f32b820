package io.ocelli.ops.draw;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LineWidth;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Points;
import java.util.function.Consumer;

/** What the operations that draw have in common. */
final class Drawing {
  private Drawing() {}

  /** A copy of a picture that was drawn on. */
  static Raster on(Raster in, Consumer<Canvas> work) {
    try (Image image = in.toImage()) {
      work.accept(Canvas.on(image));
      return Raster.of(image);
    }
  }

  static double lineWidth(double given, Raster in) {
    return given > 0 ? given : LineWidth.of(in.width(), in.height());
  }

  static TextStyle textStyle(Image image, double size, boolean bold) {
    TextStyle style = size > 0 ? TextStyle.of(size) : TextStyle.of(image);
    return bold ? style.inBold() : style;
  }

  static void ellipse(Canvas canvas, RotatedBox box, double fill, Rgb colour, double lineWidth) {
    canvas.fillEllipse(box, colour, fill).ellipse(box, colour, lineWidth);
  }

  /** The one place of a parameter. */
  static Point place(Points points, Raster in) {
    return points.in(in.width(), in.height()).get(0);
  }

  static void requireOne(Points points, String name) {
    requireExactly(points, 1, name, "one place, such as 50%,50%");
  }

  static void requireExactly(Points points, int count, String what, String wanted) {
    if (points.places().size() != count) {
      throw new IllegalArgumentException(
          "%s takes %s, got %d points".formatted(what, wanted, points.places().size()));
    }
  }

  static void requireAtLeast(Points points, int count, String what) {
    if (points.places().size() < count) {
      throw new IllegalArgumentException(
          "%s takes %d points or more, got %d".formatted(what, count, points.places().size()));
    }
  }

  static void requireTextSize(double size) {
    if (size != 0 && size < 1) {
      throw new IllegalArgumentException("a size is 0 or at least 1 pixel, got " + size);
    }
  }
}
