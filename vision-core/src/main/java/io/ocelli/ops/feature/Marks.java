package io.ocelli.ops.feature;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LineWidth;
import io.ocelli.draw.Palette;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Show;
import java.util.List;
import java.util.function.Consumer;

/** Makes the pictures that show findings. */
final class Marks {
  /** What every feature is drawn in: it stands out from most pictures, and from gray. */
  static final Rgb COLOUR = Palette.of(3);

  /** The second colour, for what has two kinds. */
  static final Rgb SECOND = Palette.of(4);

  private Marks() {}

  /** Draws one finding, in its own colours or filled with white for a mask. */
  interface Painter<T> {
    void paint(Canvas canvas, T finding, double width);
  }

  /**
   * The picture that {@code show} asks for.
   *
   * @param drawing paints a finding with lines of the given width
   * @param filling paints the same in white on black
   */
  static <T> Raster show(
      Raster in, Show show, List<T> findings, Painter<T> drawing, Painter<T> filling) {
    return switch (show) {
      case NONE -> in;
      case DRAW -> drawn(in, canvas -> paint(canvas, findings, drawing));
      case MASK -> {
        try (Image black = Image.blank(in.width(), in.height(), 0, 0, 0)) {
          paint(Canvas.on(black), findings, filling);
          try (Raster bgr = Raster.of(black)) {
            yield bgr.to(ColorSpace.GRAY);
          }
        }
      }
    };
  }

  /** A copy in colour that is drawn on. */
  static Raster drawn(Raster in, Consumer<Canvas> work) {
    try (Image copy = in.toImage()) {
      work.accept(Canvas.on(copy));
      return Raster.of(copy);
    }
  }

  private static <T> void paint(Canvas canvas, List<T> findings, Painter<T> painter) {
    double width = LineWidth.of(canvas.image());
    for (T finding : findings) {
      painter.paint(canvas, finding, width);
    }
  }

  /** A circle of the size that suits the picture, for places without an extent. */
  static void spot(Canvas canvas, Point at, double width) {
    canvas.circle(at, 2 + 1.5 * width, COLOUR, width);
  }

  /** The same place in a mask. */
  static void whiteSpot(Canvas canvas, Point at, double width) {
    canvas.dot(at, Math.max(0.5, width), Rgb.WHITE);
  }
}
