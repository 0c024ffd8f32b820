package io.ocelli.draw;

import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;

/** Lays out and paints text with Java2D, which knows right-to-left and combining scripts. */
final class TextPainter {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private TextPainter() {}

  /** Text that is laid out: its lines from top to bottom. */
  record Layout(List<TextLayout> lines, double width, double ascent, double lineHeight) {
    double height() {
      return lineHeight * lines.size();
    }
  }

  static Layout layout(String text, TextStyle style) {
    Font font =
        new Font(Font.SANS_SERIF, style.bold() ? Font.BOLD : Font.PLAIN, 1)
            .deriveFont((float) style.size());
    List<TextLayout> lines = new ArrayList<>();
    double width = 0;
    double ascent = 0;
    double lineHeight = 0;
    for (String line : text.split("\\R", -1)) {
      TextLayout layout = new TextLayout(line.isEmpty() ? " " : line, font, CONTEXT);
      lines.add(layout);
      width = Math.max(width, layout.getAdvance());
      ascent = Math.max(ascent, layout.getAscent());
      lineHeight = Math.max(lineHeight, layout.getAscent() + layout.getDescent());
    }
    return new Layout(List.copyOf(lines), width, ascent, lineHeight);
  }

  static void paint(Image image, String text, Point baselineLeft, TextStyle style, Rgb colour) {
    paint(image, layout(text, style), baselineLeft, colour);
  }

  static void paint(Image image, Layout layout, Point baselineLeft, Rgb colour) {
    double y = baselineLeft.y();
    for (TextLayout line : layout.lines()) {
      paintLine(image, line, baselineLeft.x(), y, colour);
      y += layout.lineHeight();
    }
  }

  private static void paintLine(Image image, TextLayout line, double x, double y, Rgb colour) {
    Rectangle2D ink = line.getBounds();
    // Only what can be seen is painted, whatever the text's length or place.
    int left = (int) Math.max(Math.floor(x + ink.getMinX()) - 2, 0);
    int top = (int) Math.max(Math.floor(y + ink.getMinY()) - 2, 0);
    int right = (int) Math.min(Math.ceil(x + ink.getMaxX()) + 3, image.width());
    int bottom = (int) Math.min(Math.ceil(y + ink.getMaxY()) + 3, image.height());
    if (left >= right || top >= bottom) {
      return;
    }
    BufferedImage paper =
        new BufferedImage(right - left, bottom - top, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = paper.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      line.draw(graphics, (float) (x - left), (float) (y - top));
    } finally {
      graphics.dispose();
    }
    int[] argb = ((DataBufferInt) paper.getRaster().getDataBuffer()).getData();
    byte[] mask = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      mask[i] = (byte) (argb[i] >>> 24);
    }
    Blend.mask(image, mask, left, top, right - left, bottom - top, colour, 1);
  }
}
