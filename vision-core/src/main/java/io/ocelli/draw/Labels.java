package io.ocelli.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;

/** Text on a rounded box. */
final class Labels {
  private Labels() {}

  /** Draws a label with its lower left corner at the anchor, moved into the picture. */
  static void draw(Canvas canvas, String text, Point anchor, LabelStyle style) {
    TextPainter.Layout layout = TextPainter.layout(text, style.text());
    paint(canvas, layout, anchor.x(), anchor.y() - height(layout, style), style);
  }

  /**
   * Draws a label above a box, flush with the left of its frame; inside of it where there is no
   * room above. Either way it is moved into the picture.
   *
   * @param frame the outer edge of the box's frame
   * @param line how wide the frame is
   */
  static void drawAt(Canvas canvas, String text, Box frame, double line, LabelStyle style) {
    TextPainter.Layout layout = TextPainter.layout(text, style.text());
    double height = height(layout, style);
    double y = frame.y1() - height;
    paint(canvas, layout, frame.x1(), y >= 0 ? y : Math.max(0, frame.y1() + line), style);
  }

  private static double height(TextPainter.Layout layout, LabelStyle style) {
    return Math.ceil(layout.height() + 2 * style.padding());
  }

  private static void paint(
      Canvas canvas, TextPainter.Layout layout, double left, double top, LabelStyle style) {
    double width = Math.ceil(layout.width() + 2 * style.padding());
    double height = height(layout, style);
    Image image = canvas.image();
    double x = Math.round(Math.max(0, Math.min(left, image.width() - width)));
    double y = Math.round(Math.max(0, Math.min(top, image.height() - height)));
    Box box = new Box((float) x, (float) y, (float) (x + width), (float) (y + height));
    canvas.fillRounded(box, style.radius(), style.background(), style.opacity());
    TextPainter.paint(
        image,
        layout,
        new Point(x + style.padding(), y + style.padding() + layout.ascent()),
        style.foreground());
  }
}
