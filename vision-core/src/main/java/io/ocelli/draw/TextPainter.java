package io.ocelli.draw;

import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out text with Java2D, which knows right-to-left and combining scripts, and paints its
 * outlines. No display and no graphics environment is used, so it works on a bare server.
 */
final class TextPainter {
  /** Letters that are not fitted to the grid of pixels: they keep their shape at every size. */
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private TextPainter() {}

  /** Text that is laid out: its lines from top to bottom; lengths in pixels. */
  record Layout(List<TextLayout> lines, double width, double ascent, double lineHeight) {
    double height() {
      return lineHeight * lines.size();
    }
  }

  static Layout layout(String text, TextStyle style) {
    List<Font> fonts = new ArrayList<>();
    for (Font font : BundledFonts.chain(style.fonts())) {
      fonts.add(font.deriveFont(style.bold() ? Font.BOLD : Font.PLAIN, (float) style.size()));
    }
    List<TextLayout> lines = new ArrayList<>();
    double width = 0;
    for (String raw : text.split("\\R", -1)) {
      // What has no glyph but a meaning for terminals and editors is a space here.
      String line = raw.isEmpty() ? " " : raw.replaceAll("\\p{Cntrl}", " ");
      AttributedString attributed = new AttributedString(line);
      for (FontRuns.Run run : FontRuns.of(line, fonts)) {
        attributed.addAttribute(TextAttribute.FONT, run.font(), run.start(), run.end());
      }
      TextLayout layout = new TextLayout(attributed.getIterator(), CONTEXT);
      lines.add(layout);
      width = Math.max(width, layout.getAdvance());
    }
    // All labels of a size are of one height, whatever letters and scripts they hold.
    LineMetrics metrics = fonts.get(0).getLineMetrics("Hg", CONTEXT);
    double ascent = Math.max(metrics.getAscent(), 0.95 * style.size());
    double descent = Math.max(metrics.getDescent(), 0.25 * style.size());
    return new Layout(List.copyOf(lines), width, ascent, ascent + descent);
  }

  static void paint(Image image, String text, Point baselineLeft, TextStyle style, Rgb colour) {
    paint(image, layout(text, style), baselineLeft, colour);
  }

  static void paint(Image image, Layout layout, Point baselineLeft, Rgb colour) {
    double y = baselineLeft.y();
    for (TextLayout line : layout.lines()) {
      AffineTransform place = AffineTransform.getTranslateInstance(baselineLeft.x(), y);
      AreaPainter.fill(image, line.getOutline(place), colour, 1);
      y += layout.lineHeight();
    }
  }
}
