package io.ocelli.app.gallery;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** What a scene is drawn on with Java2D, and how it becomes a picture. */
final class Paper {
  private final BufferedImage image;
  private final Graphics2D graphics;

  Paper(int width, int height) {
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    this.graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  Graphics2D graphics() {
    return graphics;
  }

  Paper all(Paint paint) {
    return fill(new Rectangle2D.Double(0, 0, image.getWidth(), image.getHeight()), paint);
  }

  Paper fill(Shape shape, Paint paint) {
    graphics.setPaint(paint);
    graphics.fill(shape);
    return this;
  }

  Paper box(double x, double y, double width, double height, Paint paint) {
    return fill(new Rectangle2D.Double(x, y, width, height), paint);
  }

  Paper disc(double x, double y, double radius, Paint paint) {
    return oval(x, y, radius, radius, paint);
  }

  Paper oval(double x, double y, double rx, double ry, Paint paint) {
    return fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry), paint);
  }

  /** A colour that changes from top to bottom. */
  static Paint down(double fromY, Color from, double toY, Color to) {
    return new GradientPaint(0, (float) fromY, from, 0, (float) toY, to);
  }

  static Color color(int rgb) {
    return new Color(rgb);
  }

  /** The picture, with a little noise so that it is not smoother than any photo. */
  Image picture(double noise, long seed) {
    graphics.dispose();
    Image picture = Image.of(image);
    grain(picture, noise, seed);
    return picture;
  }

  /** Adds Gaussian noise of a standard deviation in levels, the same to all channels. */
  static void grain(Image picture, double sigma, long seed) {
    if (sigma == 0) {
      return;
    }
    Random random = new Random(seed);
    byte[] values = bytes(picture);
    for (int i = 0; i < values.length; i += 3) {
      double change = random.nextGaussian() * sigma;
      for (int c = 0; c < 3; c++) {
        values[i + c] = level((values[i + c] & 255) + change);
      }
    }
    picture.pixels().put(values);
  }

  static byte[] bytes(Image picture) {
    byte[] values = new byte[3 * picture.width() * picture.height()];
    picture.pixels().get(values);
    return values;
  }

  static byte level(double value) {
    return (byte) Math.round(Math.max(0, Math.min(255, value)));
  }

  /** Letters that look the same on every machine. */
  static void write(Image on, String text, double x, double y, double size, Rgb colour) {
    TextStyle style = TextStyle.of(size).withFonts(TextStyle.Fonts.BUNDLED);
    Canvas.on(on).text(text, new Point(x, y), style, colour);
  }
}
