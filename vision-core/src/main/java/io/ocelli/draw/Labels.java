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
    double width = Math.ceil(layout.width() + 2 * style.padding());
    double height = Math.ceil(layout.height() + 2 * style.padding());
    Image image = canvas.image();
    double x = Math.round(Math.max(0, Math.min(anchor.x(), image.width() - width)));
    double y = Math.round(Math.max(0, Math.min(anchor.y() - height, image.height() - height)));
    Box box = new Box((float) x, (float) y, (float) (x + width), (float) (y + height));
    canvas.fillRounded(box, style.radius(), style.background(), style.opacity());
    TextPainter.paint(
        image,
        layout,
        new Point(x + style.padding(), y + style.padding() + layout.ascent()),
        style.foreground());
  }
}
