package io.ocelli.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Paints what lies behind the shapes: a ground of some texture, and things that are none of the
 * shapes to be found (lines, arcs, bars, crosses, crescents, blobs).
 */
final class Backdrop {
  private final Layer layer;
  private final Dice dice;
  private final int size;

  Backdrop(Layer layer, Dice dice) {
    this.layer = layer;
    this.dice = dice;
    this.size = layer.size;
  }

  void paint() {
    Color a = anyColor();
    Color b = Tint.mix(a, anyColor(), dice.in(0.25, 0.9));
    switch (dice.between(0, 5)) {
      case 0 -> gradient(a, b);
      case 1 -> stripes(a, b);
      case 2 -> checks(a, b);
      case 3 -> dots(a, b);
      case 4 -> clouds(a, b);
      default -> fill(a);
    }
    if (dice.chance(0.4)) {
      layer.blur(size * dice.in(0.002, 0.02));
    }
    Graphics2D g = layer.draw();
    for (int n = dice.chance(0.15) ? 0 : dice.between(2, 16); n > 0; n--) {
      g.setColor(Tint.alpha(anyColor(), dice.in(0.5, 1)));
      g.fill(distractor());
    }
    g.dispose();
    grain(dice.in(0.02, 0.22));
  }

  private Color anyColor() {
    return Tint.hsv(dice.in(0, 360), dice.in(0, 0.75), dice.in(0.12, 0.98));
  }

  private Point2D.Double anywhere() {
    return new Point2D.Double(dice.in(0, size), dice.in(0, size));
  }

  private void fill(Color color) {
    Graphics2D g = layer.draw();
    g.setColor(color);
    g.fillRect(0, 0, size, size);
    g.dispose();
  }

  private void gradient(Color a, Color b) {
    Graphics2D g = layer.draw();
    Point2D.Double from = anywhere();
    g.setPaint(new GradientPaint(from, a, new Point2D.Double(size - from.x, size - from.y + 1), b));
    g.fillRect(0, 0, size, size);
    g.dispose();
  }

  private void stripes(Color a, Color b) {
    fill(a);
    Graphics2D g = layer.draw();
    g.setColor(b);
    g.rotate(dice.in(0, Math.PI), size / 2.0, size / 2.0);
    double step = size * dice.in(0.03, 0.16);
    double part = dice.in(0.25, 0.7);
    for (double y = -size; y < 2 * size; y += step) {
      g.fill(new Rectangle2D.Double(-size, y, 3 * size, step * part));
    }
    g.dispose();
  }

  private void checks(Color a, Color b) {
    fill(a);
    Graphics2D g = layer.draw();
    g.setColor(b);
    g.rotate(dice.in(0, Math.PI), size / 2.0, size / 2.0);
    // Twice as long as high, lest they be squares.
    double step = size * dice.in(0.03, 0.09);
    int rows = (int) Math.ceil(2 * size / step);
    for (int row = -rows / 2; row < rows; row++) {
      for (int column = -rows / 4; column < rows / 2; column++) {
        if (((row + column) & 1) == 0) {
          g.fill(new Rectangle2D.Double(2 * column * step, row * step, 2 * step, step));
        }
      }
    }
    g.dispose();
  }

  private void dots(Color a, Color b) {
    fill(a);
    Graphics2D g = layer.draw();
    g.setColor(b);
    double radius = size * dice.in(0.004, 0.012);
    for (int n = dice.between(100, 500); n > 0; n--) {
      g.fill(Blob.round(anywhere(), radius * dice.in(0.6, 1.6), 0.5, dice));
    }
    g.dispose();
  }

  private void clouds(Color a, Color b) {
    fill(a);
    Noise noise = new Noise(dice);
    float frequency = (float) (dice.in(3, 14) / size);
    float hard = (float) dice.in(1.5, 8);
    for (int y = 0, i = 0; y < size; y++) {
      for (int x = 0; x < size; x++, i++) {
        float n = (noise.at(x * frequency, y * frequency, 3) - 0.5f) * hard + 0.5f;
        layer.tint(i, b.getRed(), b.getGreen(), b.getBlue(), Math.max(0, Math.min(1, n)));
      }
    }
  }

  private void grain(double depth) {
    Noise noise = new Noise(dice);
    float frequency = (float) (dice.in(20, 120) / size);
    for (int y = 0, i = 0; y < size; y++) {
      for (int x = 0; x < size; x++, i++) {
        float n = noise.at(x * frequency, y * frequency, 2) - 0.5f;
        layer.shade(i, 1 + (float) (2 * depth) * n);
      }
    }
  }

  /** A line from anywhere to anywhere, of the given width, straight or bent. */
  Shape line(double width) {
    Point2D.Double from = anywhere();
    Point2D.Double by = anywhere();
    Point2D.Double to = anywhere();
    Path2D.Double path = new Path2D.Double();
    path.moveTo(from.x, from.y);
    if (dice.chance(0.5)) {
      path.lineTo(to.x, to.y);
    } else {
      path.quadTo(by.x, by.y, to.x, to.y);
    }
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(path);
  }

  private Shape distractor() {
    double reach = size * dice.in(0.03, 0.2);
    Point2D.Double at = anywhere();
    Shape shape =
        switch (dice.between(0, 5)) {
          case 0, 1 -> null;
          case 2 -> {
            Arc2D.Double arc =
                new Arc2D.Double(
                    -reach, -reach, 2 * reach, 2 * reach, 0, dice.in(60, 230), Arc2D.OPEN);
            yield new BasicStroke((float) (reach * dice.in(0.1, 0.35))).createStrokedShape(arc);
          }
          case 3 -> {
            double thin = reach * dice.in(0.08, 0.3);
            yield new Rectangle2D.Double(-reach, -thin, 2 * reach, 2 * thin);
          }
          case 4 -> {
            double thin = reach * dice.in(0.15, 0.3);
            Area cross = new Area(new Rectangle2D.Double(-reach, -thin, 2 * reach, 2 * thin));
            cross.add(new Area(new Rectangle2D.Double(-thin, -reach, 2 * thin, 2 * reach)));
            yield cross;
          }
          default -> {
            Area moon = new Area(new Ellipse2D.Double(-reach, -reach, 2 * reach, 2 * reach));
            double aside = reach * dice.in(0.3, 0.7);
            moon.subtract(
                new Area(new Ellipse2D.Double(aside - reach, -reach, 2 * reach, 2 * reach)));
            yield moon;
          }
        };
    if (shape == null) {
      return dice.chance(0.7)
          ? line(size * dice.in(0.004, 0.025))
          : Blob.round(at, reach * 0.7, 0.55, dice);
    }
    AffineTransform place = AffineTransform.getTranslateInstance(at.x, at.y);
    place.rotate(dice.in(0, 2 * Math.PI));
    return place.createTransformedShape(shape);
  }
}
