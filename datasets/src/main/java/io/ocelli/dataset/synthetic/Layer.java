package io.ocelli.dataset.synthetic;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A square picture with premultiplied alpha that is drawn on with Java2D and pixel by pixel. */
final class Layer {
  final int size;
  final int[] argb;
  private final BufferedImage image;

  Layer(int size) {
    this.size = size;
    image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB_PRE);
    argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  Graphics2D draw() {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }

  /** Draws only where something is already. */
  Graphics2D drawInside() {
    Graphics2D g = draw();
    g.setComposite(AlphaComposite.SrcAtop);
    return g;
  }

  void putOn(Layer below) {
    Graphics2D g = below.draw();
    g.drawImage(image, 0, 0, null);
    g.dispose();
  }

  /** Sets the pixel to a colour between its own and the given one; keeps its alpha. */
  void tint(int i, int red, int green, int blue, float share) {
    int p = argb[i];
    int a = p >>> 24;
    if (a == 0) {
      return;
    }
    float scale = share * a / 255f;
    int r = Math.round((p >> 16 & 255) * (1 - share) + red * scale);
    int g = Math.round((p >> 8 & 255) * (1 - share) + green * scale);
    int b = Math.round((p & 255) * (1 - share) + blue * scale);
    argb[i] = pack(a, r, g, b);
  }

  /** Multiplies the colour of a pixel; keeps its alpha. */
  void shade(int i, float factor) {
    int p = argb[i];
    int a = p >>> 24;
    int r = Math.min(a, Math.round((p >> 16 & 255) * factor));
    int g = Math.min(a, Math.round((p >> 8 & 255) * factor));
    int b = Math.min(a, Math.round((p & 255) * factor));
    argb[i] = pack(a, r, g, b);
  }

  /** Three passes of a box blur, close to a Gaussian of the given standard deviation in pixels. */
  void blur(double sigma) {
    int radius = (int) Math.round(Math.sqrt(4 * sigma * sigma + 1) / 2 - 0.5);
    if (radius < 1) {
      return;
    }
    int[] other = new int[argb.length];
    for (int pass = 0; pass < 3; pass++) {
      boxRows(argb, other, radius);
      boxRows(other, argb, radius);
    }
  }

  // Writes the result transposed, so that two calls blur rows and columns.
  private void boxRows(int[] from, int[] to, int radius) {
    int span = 2 * radius + 1;
    for (int y = 0; y < size; y++) {
      int row = y * size;
      int a = 0;
      int r = 0;
      int g = 0;
      int b = 0;
      for (int x = -radius; x <= radius; x++) {
        int p = from[row + Math.max(0, Math.min(size - 1, x))];
        a += p >>> 24;
        r += p >> 16 & 255;
        g += p >> 8 & 255;
        b += p & 255;
      }
      for (int x = 0; x < size; x++) {
        to[x * size + y] = pack(mean(a, span), mean(r, span), mean(g, span), mean(b, span));
        int in = from[row + Math.min(size - 1, x + radius + 1)];
        int out = from[row + Math.max(0, x - radius)];
        a += (in >>> 24) - (out >>> 24);
        r += (in >> 16 & 255) - (out >> 16 & 255);
        g += (in >> 8 & 255) - (out >> 8 & 255);
        b += (in & 255) - (out & 255);
      }
    }
  }

  private static int mean(int sum, int n) {
    return (sum + n / 2) / n;
  }

  private static int pack(int a, int r, int g, int b) {
    return (a << 24) | (r << 16) | (g << 8) | b;
  }
}
