package io.ocelli.dataset.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;

/** Paints the living leaf: colour, mottle, veins, the light on its two halves, natural flaws. */
final class Blade {
  private final Plant plant;
  private final Layer layer;
  private final Dice dice;
  private final Noise noise;
  private final Color green;
  private final Color veins;

  Blade(Plant plant, Layer layer, Dice dice) {
    this.plant = plant;
    this.layer = layer;
    this.dice = dice;
    noise = new Noise(dice);
    double hue = Math.max(64, 102 + 26 * dice.bell() - (dice.chance(0.2) ? dice.in(12, 30) : 0));
    green = Tint.hsv(hue, dice.in(0.38, 0.8), dice.in(0.32, 0.72));
    Color pale = Tint.hsv(hue - 12, dice.in(0.2, 0.45), dice.in(0.6, 0.85));
    Color reddish = Tint.hsv(dice.in(-10, 15), 0.5, 0.5);
    veins = dice.chance(0.1) ? reddish : Tint.mix(green, pale, dice.in(0.35, 0.9));
  }

  /** Everything below the veins. */
  void paintTissue(boolean mosaic) {
    Graphics2D g = layer.draw();
    g.setColor(Tint.mix(green, veins, 0.5));
    g.setStroke(new BasicStroke((float) (plant.scale() * 0.018), 1, 1));
    g.draw(plant.stalk());
    for (LeafShape leaflet : plant.leaflets()) {
      g.setColor(Tint.scaled(green, 0.8));
      g.setStroke(new BasicStroke((float) (plant.scale() * 0.006)));
      g.draw(leaflet.outline());
      g.setColor(Tint.scaled(green, 1 + 0.12 * dice.bell()));
      g.fill(leaflet.outline());
    }
    g.dispose();
    if (mosaic) {
      mottle();
    }
    texture();
    Graphics2D light = layer.drawInside();
    for (LeafShape leaflet : plant.leaflets()) {
      boolean side = dice.chance(0.5);
      double depth = dice.in(0.04, 0.26);
      light.setColor(Tint.alpha(dice.chance(0.5) ? Color.BLACK : Color.WHITE, depth));
      light.fill(side ? leaflet.between(-1, 0) : leaflet.between(0, 1));
    }
    light.dispose();
  }

  private void texture() {
    float fine = (float) (26 / plant.scale());
    float coarse = (float) (5 / plant.scale());
    float deep = (float) dice.in(0.05, 0.16);
    for (int y = 0, i = 0; y < layer.size; y++) {
      for (int x = 0; x < layer.size; x++, i++) {
        if (layer.argb[i] >>> 24 != 0) {
          float n =
              noise.at(x * fine, y * fine, 2) - 0.5f + noise.at(x * coarse, y * coarse) - 0.5f;
          layer.shade(i, 1 + deep * n);
        }
      }
    }
  }

  // Patches with soft edges; the light ones are yellowish or whitish green.
  private void mottle() {
    float frequency = (float) (dice.in(8, 13) / plant.scale());
    float strength = (float) dice.in(0.65, 0.92);
    float share = (float) dice.in(0.42, 0.56);
    double hue = dice.in(58, 84);
    Color light = Tint.hsv(hue, dice.in(0.3, 0.65), dice.in(0.68, 0.88));
    Color dark = Tint.scaled(green, dice.in(0.6, 0.85));
    for (int y = 0, i = 0; y < layer.size; y++) {
      for (int x = 0; x < layer.size; x++, i++) {
        if (layer.argb[i] >>> 24 == 0) {
          continue;
        }
        float n = noise.at(x * frequency, y * frequency, 2) - share;
        float t = Math.max(-1, Math.min(1, n / 0.1f));
        Color to = t > 0 ? light : dark;
        layer.tint(i, to.getRed(), to.getGreen(), to.getBlue(), strength * Math.abs(t));
      }
    }
  }

  void paintVeins() {
    Graphics2D g = layer.drawInside();
    for (LeafShape leaflet : plant.leaflets()) {
      double scale = leaflet.length;
      boolean parallel = leaflet.species == LeafShape.Species.LANCEOLATE && dice.chance(0.6);
      g.setColor(Tint.alpha(veins, dice.in(0.3, 0.75)));
      g.setStroke(new BasicStroke((float) Math.max(0.5, scale * 0.006), 1, 1));
      if (parallel) {
        for (int i = -3; i <= 3; i++) {
          g.draw(leaflet.line(0, i * 0.1, 0.97, i * 0.27, 0));
        }
      } else {
        int pairs = dice.between(4, 9);
        double reach = dice.in(0.12, 0.3);
        for (int i = 0; i < pairs; i++) {
          double from = 0.05 + 0.8 * i / pairs;
          for (int side = -1; side <= 1; side += 2) {
            double to = Math.min(0.98, from + reach);
            g.draw(leaflet.line(from, 0, to, side * 0.93, 0.25));
          }
        }
      }
      g.setColor(Tint.alpha(veins, dice.in(0.6, 1)));
      g.setStroke(new BasicStroke((float) Math.max(0.7, scale * dice.in(0.01, 0.018)), 1, 1));
      g.draw(leaflet.line(0, 0, 0.97, 0, 0));
    }
    g.dispose();
  }

  /** What any leaf may have, ill or not: it makes the classes look alike. */
  void paintFlaws() {
    if (dice.chance(0.22)) {
      yellowing();
    }
    if (dice.chance(0.14)) {
      dryMargin();
    }
    if (dice.chance(0.2)) {
      specks(dice.between(1, 3));
    }
    if (dice.chance(0.08)) {
      glare();
    }
  }

  private void yellowing() {
    Color yellow = Tint.hsv(dice.in(44, 62), dice.in(0.5, 0.8), dice.in(0.65, 0.85));
    double angle = dice.in(0, 2 * Math.PI);
    double strength = dice.in(0.2, 0.65);
    double start = dice.in(-0.2, 0.3);
    for (int y = 0, i = 0; y < layer.size; y++) {
      for (int x = 0; x < layer.size; x++, i++) {
        double t =
            ((x - layer.size / 2.0) * Math.cos(angle) + (y - layer.size / 2.0) * Math.sin(angle))
                / layer.size;
        float share = (float) Math.max(0, Math.min(1, (t - start) * 2));
        if (share > 0) {
          layer.tint(
              i, yellow.getRed(), yellow.getGreen(), yellow.getBlue(), (float) strength * share);
        }
      }
    }
  }

  private void dryMargin() {
    Graphics2D g = layer.drawInside();
    LeafShape leaflet = plant.any(dice);
    g.setColor(Tint.alpha(Tint.hsv(dice.in(25, 42), 0.5, dice.in(0.4, 0.7)), dice.in(0.5, 0.9)));
    double from = dice.in(0, 0.7);
    double side = dice.chance(0.5) ? 1 : -1;
    g.setStroke(new BasicStroke((float) (leaflet.length * dice.in(0.012, 0.026)), 1, 1));
    g.draw(leaflet.line(from, side, Math.min(1, from + dice.in(0.2, 0.4)), side, 0));
    g.dispose();
  }

  private void specks(int n) {
    Graphics2D g = layer.drawInside();
    for (int i = 0; i < n; i++) {
      LeafShape leaflet = plant.any(dice);
      Point2D.Double at = leaflet.at(dice.in(0.1, 0.9), dice.in(-0.9, 0.9));
      g.setColor(Tint.alpha(Tint.hsv(dice.in(20, 40), 0.4, dice.in(0.2, 0.5)), 0.8));
      g.fill(Blob.round(at, leaflet.length * dice.in(0.006, 0.014), 0.3, dice));
    }
    g.dispose();
  }

  private void glare() {
    Layer shine = new Layer(layer.size);
    Graphics2D g = shine.draw();
    LeafShape leaflet = plant.any(dice);
    Point2D.Double at = leaflet.at(dice.in(0.2, 0.7), dice.in(-0.7, 0.7));
    g.setColor(Tint.alpha(Color.WHITE, dice.in(0.3, 0.7)));
    g.fill(Blob.round(at, leaflet.length * dice.in(0.06, 0.15), 0.4, dice));
    g.dispose();
    shine.blur(leaflet.length * 0.03);
    for (int i = 0; i < layer.argb.length; i++) {
      int a = shine.argb[i] >>> 24;
      if (a > 0) {
        layer.tint(i, 255, 255, 255, a / 255f);
      }
    }
  }
}
