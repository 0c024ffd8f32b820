package io.ocelli.dataset.synthetic;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;

/** Something drawn that is laid on a picture at whole pixels; may reach over the picture's edge. */
final class Sprite {
  private static final int HALF = 128;

  final int x;
  final int y;
  final int width;
  final int height;
  private final BufferedImage image;
  private final int[] argb;

  /**
   * @param outline in pixels of the picture
   * @param decorate paints inside the outline only
   */
  Sprite(Shape outline, Color color, Consumer<Graphics2D> decorate) {
    Rectangle bounds = outline.getBounds();
    x = bounds.x - 1;
    y = bounds.y - 1;
    width = bounds.width + 2;
    height = bounds.height + 2;
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
    argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.translate(-x, -y);
    g.setColor(color);
    g.fill(outline);
    g.setComposite(AlphaComposite.SrcAtop);
    decorate.accept(g);
    g.dispose();
  }

  void putOn(Layer scene) {
    Graphics2D g = scene.draw();
    g.drawImage(image, x, y, null);
    g.dispose();
  }

  /** Whether it covers a pixel of the picture by half or more. */
  boolean covers(int px, int py) {
    return alpha(px, py) >= HALF;
  }

  /** Whether it covers any of a pixel of the picture. */
  boolean touches(int px, int py) {
    return alpha(px, py) > 0;
  }

  private int alpha(int px, int py) {
    int dx = px - x;
    int dy = py - y;
    boolean within = dx >= 0 && dy >= 0 && dx < width && dy < height;
    return within ? argb[dy * width + dx] >>> 24 : 0;
  }

  /** Number of pixels that it covers, those outside the picture too. */
  int area() {
    int area = 0;
    for (int p : argb) {
      area += p >>> 24 >= HALF ? 1 : 0;
    }
    return area;
  }

  /** The pixels that it covers of a square picture. */
  PixelRegion region(int size) {
    PixelRegion region = new PixelRegion(size);
    for (int py = Math.max(0, y); py < Math.min(size, y + height); py++) {
      for (int px = Math.max(0, x); px < Math.min(size, x + width); px++) {
        if (covers(px, py)) {
          region.add(px, py);
        }
      }
    }
    return region;
  }
}
