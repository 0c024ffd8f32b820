package io.ocelli.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Paints what lies behind the leaf: soil, grass, paper, a gradient, things, a hand, other leaves.
 */
final class Background {
  private final Layer layer;
  private final Dice dice;
  private final int size;

  Background(Layer layer, Dice dice) {
    this.layer = layer;
    this.dice = dice;
    this.size = layer.size;
  }

  void paint() {
    double pick = dice.next();
    if (pick < 0.18) {
      soil();
    } else if (pick < 0.34) {
      grass();
    } else if (pick < 0.5) {
      plain();
    } else if (pick < 0.62) {
      gradient();
    } else if (pick < 0.74) {
      clutter();
    } else if (pick < 0.84) {
      hand();
    } else {
      leaves();
    }
  }

  private void fill(Color color) {
    Graphics2D g = layer.draw();
    g.setColor(color);
    g.fillRect(0, 0, size, size);
    g.dispose();
  }

  private void grain(double perPicture, double depth, int octaves) {
    Noise noise = new Noise(dice);
    float frequency = (float) (perPicture / size);
    for (int y = 0, i = 0; y < size; y++) {
      for (int x = 0; x < size; x++, i++) {
        float n = noise.at(x * frequency, y * frequency, octaves) - 0.5f;
        layer.shade(i, 1 + (float) (2 * depth) * n);
      }
    }
  }

  private Point2D.Double anywhere() {
    return new Point2D.Double(dice.in(0, size), dice.in(0, size));
  }

  private void soil() {
    Color earth = Tint.hsv(dice.in(15, 40), dice.in(0.15, 0.55), dice.in(0.25, 0.65));
    fill(earth);
    grain(dice.in(12, 40), 0.5, 3);
    Graphics2D g = layer.draw();
    for (int i = dice.between(5, 40); i > 0; i--) {
      g.setColor(Tint.alpha(Tint.scaled(earth, dice.in(0.4, 1.6)), 0.9));
      g.fill(Blob.round(anywhere(), size * dice.in(0.005, 0.03), 0.3, dice));
    }
    g.dispose();
  }

  private void grass() {
    double hue = dice.in(70, 125);
    fill(Tint.hsv(hue, dice.in(0.4, 0.7), dice.in(0.2, 0.45)));
    Graphics2D g = layer.draw();
    double lean = dice.in(-1, 1);
    for (int i = 0; i < 70; i++) {
      Point2D.Double from = anywhere();
      double angle = -Math.PI / 2 + lean + 0.6 * dice.bell();
      double length = size * dice.in(0.12, 0.4);
      Path2D.Double stalk = new Path2D.Double();
      stalk.moveTo(from.x, from.y);
      stalk.quadTo(
          from.x + Math.cos(angle) * length / 2,
          from.y + Math.sin(angle) * length / 2,
          from.x + Math.cos(angle + 0.5 * dice.bell()) * length,
          from.y + Math.sin(angle) * length);
      g.setStroke(new BasicStroke((float) (size * dice.in(0.006, 0.02)), 1, 1));
      g.setColor(
          dice.chance(0.15)
              ? Tint.hsv(dice.in(35, 55), 0.45, dice.in(0.4, 0.75))
              : Tint.hsv(hue + 15 * dice.bell(), dice.in(0.4, 0.75), dice.in(0.25, 0.7)));
      g.draw(stalk);
    }
    g.dispose();
    layer.blur(size * dice.in(0, 0.02));
  }

  private void plain() {
    double value = dice.chance(0.15) ? dice.in(0, 0.12) : dice.in(0.4, 0.97);
    fill(Tint.hsv(dice.in(0, 360), dice.in(0, 0.18), value));
    grain(dice.in(3, 60), dice.in(0.01, 0.1), 2);
  }

  private void gradient() {
    Color a = Tint.hsv(dice.in(0, 360), dice.in(0.05, 0.5), dice.in(0.2, 0.95));
    Color b = Tint.hsv(dice.in(0, 360), dice.in(0.05, 0.5), dice.in(0.2, 0.95));
    Graphics2D g = layer.draw();
    Point2D.Double from = anywhere();
    g.setPaint(
        new java.awt.GradientPaint(
            from, a, new Point2D.Double(size - from.x, size - from.y + 1), b));
    g.fillRect(0, 0, size, size);
    g.dispose();
    grain(dice.in(2, 8), dice.in(0, 0.2), 2);
  }

  private void clutter() {
    fill(Tint.hsv(dice.in(0, 360), dice.in(0.05, 0.4), dice.in(0.25, 0.85)));
    Graphics2D g = layer.draw();
    for (int i = dice.between(6, 14); i > 0; i--) {
      g.setColor(Tint.hsv(dice.in(0, 360), dice.in(0.05, 0.65), dice.in(0.1, 0.95)));
      Point2D.Double at = anywhere();
      double w = size * dice.in(0.08, 0.5);
      double h = size * dice.in(0.08, 0.5);
      switch (dice.between(0, 2)) {
        case 0 -> g.fill(new RoundRectangle2D.Double(at.x - w / 2, at.y - h / 2, w, h, 4, 4));
        case 1 -> g.fill(new Ellipse2D.Double(at.x - w / 2, at.y - h / 2, w, h));
        default -> g.fill(Blob.round(at, w / 2, 0.5, dice));
      }
    }
    g.dispose();
    layer.blur(size * dice.in(0.005, 0.04));
    grain(dice.in(5, 30), 0.12, 2);
  }

  private void hand() {
    if (dice.chance(0.5)) {
      gradient();
    } else {
      grass();
    }
    Color skin = Tint.hsv(dice.in(12, 30), dice.in(0.25, 0.6), dice.in(0.35, 0.92));
    Graphics2D g = layer.draw();
    double angle = dice.in(0, 2 * Math.PI);
    double px = size * (0.5 + 0.45 * Math.cos(angle));
    double py = size * (0.5 + 0.45 * Math.sin(angle));
    g.setColor(skin);
    g.fill(Blob.round(new Point2D.Double(px, py), size * dice.in(0.25, 0.4), 0.12, dice));
    for (int i = 0; i < 4; i++) {
      double turn = angle + Math.PI + (i - 1.5) * 0.33;
      g.setColor(Tint.scaled(skin, dice.in(0.85, 1.08)));
      g.setStroke(new BasicStroke((float) (size * dice.in(0.09, 0.13)), 1, 1));
      double reach = size * dice.in(0.4, 0.62);
      g.draw(
          new java.awt.geom.Line2D.Double(
              px, py, px + Math.cos(turn) * reach, py + Math.sin(turn) * reach));
    }
    g.dispose();
    layer.blur(size * 0.012);
    grain(20, 0.06, 2);
  }

  private void leaves() {
    double hue = dice.in(75, 130);
    fill(Tint.hsv(hue, dice.in(0.3, 0.7), dice.in(0.1, 0.35)));
    Graphics2D g = layer.draw();
    LeafShape.Species[] all = LeafShape.Species.values();
    LeafShape.Species species = all[dice.between(0, all.length - 1)];
    for (int i = dice.between(5, 10); i > 0; i--) {
      Point2D.Double from = anywhere();
      LeafShape other =
          new LeafShape(
              species, from.x, from.y, dice.in(0, 6.3), size * dice.in(0.4, 0.9), 0, dice);
      Color color =
          dice.chance(0.12)
              ? Tint.hsv(dice.in(20, 50), dice.in(0.4, 0.7), dice.in(0.3, 0.7))
              : Tint.hsv(hue + 18 * dice.bell(), dice.in(0.35, 0.8), dice.in(0.25, 0.7));
      g.setColor(color);
      g.fill(other.outline());
      g.setColor(Tint.scaled(color, 1.25));
      g.setStroke(new BasicStroke(size * 0.012f));
      g.draw(other.line(0, 0, 0.95, 0, 0));
    }
    g.dispose();
    layer.blur(size * dice.in(0.012, 0.045));
  }
}
