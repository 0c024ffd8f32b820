package io.ocelli.dataset.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.util.function.Supplier;

/** Paints what a disease does to the blade. */
final class Lesions {
  private final Plant plant;
  private final Layer layer;
  private final Dice dice;

  Lesions(Plant plant, Layer layer, Dice dice) {
    this.plant = plant;
    this.layer = layer;
    this.dice = dice;
  }

  void paint(LeafCondition condition) {
    switch (condition) {
      case BLIGHT -> blight();
      case RUST -> rust();
      case SPOTS -> spots();
      case HEALTHY, MOSAIC -> {
        // Nothing is dead on these; the mottle of mosaic is in the tissue.
      }
    }
  }

  // Of a leaf that is larger than the picture, what is ill should be on the picture.
  private boolean isVisible(Point2D.Double at) {
    double rim = 0.08 * layer.size;
    return at.x > rim && at.y > rim && at.x < layer.size - rim && at.y < layer.size - rim;
  }

  private Point2D.Double place(Supplier<Point2D.Double> draw) {
    Point2D.Double at = draw.get();
    for (int tries = 0; tries < 12 && !isVisible(at); tries++) {
      at = draw.get();
    }
    return at;
  }

  private void spots() {
    Graphics2D g = layer.drawInside();
    int n = dice.between(8, 22);
    double typical = dice.in(0.026, 0.043);
    boolean halo = dice.chance(0.5);
    boolean pale = dice.chance(0.6);
    Color rim = Tint.hsv(dice.in(8, 32), dice.in(0.3, 0.65), dice.in(0.1, 0.26));
    Color center = Tint.hsv(dice.in(28, 42), dice.in(0.08, 0.3), dice.in(0.55, 0.8));
    Color ring = Tint.hsv(dice.in(48, 62), dice.in(0.5, 0.75), dice.in(0.7, 0.9));
    for (int i = 0; i < n; i++) {
      Point2D.Double at =
          place(() -> plant.any(dice).at(dice.in(0.08, 0.92), dice.in(-0.92, 0.92)));
      double radius = plant.scale() * typical * dice.in(0.6, 1.45);
      if (halo) {
        g.setColor(Tint.alpha(ring, 0.4));
        g.fill(Blob.round(at, radius * 1.9, 0.15, dice));
        g.setColor(Tint.alpha(ring, 0.5));
        g.fill(Blob.round(at, radius * 1.5, 0.15, dice));
      }
      g.setColor(Tint.alpha(rim, 0.92));
      g.fill(Blob.round(at, radius, 0.18, dice));
      if (pale) {
        g.setColor(Tint.alpha(center, 0.85));
        g.fill(Blob.round(at, radius * dice.in(0.35, 0.6), 0.2, dice));
      }
    }
    g.dispose();
  }

  private void rust() {
    Graphics2D g = layer.drawInside();
    double severity = dice.next();
    int n = (int) (50 + 140 * severity);
    double typical = dice.in(0.009, 0.0135) * (severity < 0.3 ? 1.25 : 1);
    double hue = dice.in(12, 30);
    double saturation = dice.in(0.7, 0.95);
    double value = dice.in(0.5, 0.85);
    int groups = dice.between(3, 8);
    LeafShape[] leaflets = new LeafShape[groups];
    double[] along = new double[groups];
    double[] across = new double[groups];
    for (int i = 0; i < groups; i++) {
      leaflets[i] = plant.any(dice);
      along[i] = dice.in(0.12, 0.9);
      across[i] = dice.in(-0.8, 0.8);
    }
    double spread = dice.in(0.12, 0.4);
    for (int i = 0; i < n; i++) {
      int group = dice.between(0, groups - 1);
      Point2D.Double at =
          place(
              () ->
                  leaflets[group].at(
                      bounded(along[group] + spread * dice.bell() * 1.6, 0.04, 0.96),
                      bounded(across[group] + 2 * spread * dice.bell() * 1.6, -0.95, 0.95)));
      double radius = Math.max(0.55, plant.scale() * typical * dice.in(0.6, 1.4));
      Color core = Tint.hsv(hue + 6 * dice.bell(), saturation, value * dice.in(0.85, 1.15));
      g.setColor(Tint.alpha(Tint.hsv(50, 0.65, 0.8), 0.22));
      g.fill(Blob.round(at, radius * 2, 0.1, dice));
      g.setColor(Tint.alpha(core, 0.95));
      g.fill(Blob.round(at, radius, 0.2, dice));
    }
    g.dispose();
  }

  private static double bounded(double x, double low, double high) {
    double width = high - low;
    double t = (x - low) / width;
    // Folded back rather than cut, so that nothing piles up at the margin.
    t = Math.abs(t - 2 * Math.round(t / 2));
    return low + width * Math.min(1, t);
  }

  private void blight() {
    int n = dice.between(1, 4);
    double total = dice.in(0.34, 0.58);
    Color dead = Tint.hsv(dice.in(18, 38), dice.in(0.35, 0.62), dice.in(0.32, 0.66));
    Color edge = Tint.scaled(dead, dice.in(0.4, 0.7));
    Color sick = Tint.hsv(dice.in(48, 68), dice.in(0.4, 0.7), dice.in(0.55, 0.8));
    boolean rings = dice.chance(0.35);
    Noise noise = new Noise(dice);
    Layer mask = new Layer(layer.size);
    Graphics2D into = layer.drawInside();
    Graphics2D g = mask.draw();
    for (int i = 0; i < n; i++) {
      boolean tip = dice.chance(0.25);
      Point2D.Double at =
          place(
              () ->
                  tip
                      ? plant.any(dice).at(dice.in(0.8, 0.95), 0)
                      : plant.any(dice).at(dice.in(0.15, 0.8), dice.in(-0.9, 0.9)));
      double radius = plant.scale() * total / Math.sqrt(n) * dice.in(0.6, 0.8);
      double[] radii = new double[14];
      for (int k = 0; k < radii.length; k++) {
        radii[k] = radius * dice.in(0.6, 1.15);
      }
      double turn = dice.in(0, 6);
      into.setColor(Tint.alpha(sick, 0.45));
      into.fill(Blob.through(at, radii, 1.28, turn));
      into.fill(Blob.through(at, radii, 1.14, turn));
      g.setColor(edge);
      g.fill(Blob.through(at, radii, 1, turn));
      g.setColor(dead);
      g.fill(Blob.through(at, radii, 0.9, turn));
      if (rings) {
        for (double f = 0.75; f > 0.2; f -= 0.28) {
          g.setColor(Tint.mix(edge, dead, dice.in(0.6, 0.9)));
          g.fill(Blob.through(at, radii, f, turn));
          g.setColor(Tint.scaled(dead, 1.06));
          g.fill(Blob.through(at, radii, f - 0.13, turn));
        }
      }
    }
    into.dispose();
    g.dispose();
    float frequency = (float) (14 / plant.scale());
    for (int y = 0, i = 0; y < layer.size; y++) {
      for (int x = 0; x < layer.size; x++, i++) {
        if (mask.argb[i] >>> 24 != 0) {
          mask.shade(i, 0.7f + 0.6f * noise.at(x * frequency, y * frequency, 3));
        }
      }
    }
    for (int i = 0; i < mask.argb.length; i++) {
      int p = mask.argb[i];
      int a = p >>> 24;
      if (a > 0) {
        layer.tint(
            i,
            (p >> 16 & 255) * 255 / a,
            (p >> 8 & 255) * 255 / a,
            (p & 255) * 255 / a,
            0.94f * a / 255f);
      }
    }
  }
}
