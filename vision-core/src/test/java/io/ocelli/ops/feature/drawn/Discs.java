package io.ocelli.ops.feature.drawn;

import io.ocelli.ops.feature.Circle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws discs, coins, rings and balls that may touch but do not overlap. */
public final class Discs {
  private Discs() {}

  /** The picture of a seed. */
  public static Drawn<Circle> draw(long seed) {
    Random random = new Random(seed * 7919 + 17);
    int width = Scenery.side(random, 400, 2000);
    int height = (int) Math.round(width * (0.6 + 0.7 * random.nextDouble()));
    height = Math.max(400, Math.min(2000, height));
    Scenery scene = new Scenery(width, height, random);
    double ground = scene.between(30, 220);
    String surface = scene.surface(scene.colour(ground, 30), scene.between(0, 14));
    int wanted = scene.chance(0.1) ? 0 : 1 + random.nextInt(14);
    double side = Math.min(width, height);
    double small = Math.max(9, scene.between(0.02, 0.06) * side);
    double large = scene.between(0.07, 0.16) * side;
    List<double[]> discs = new ArrayList<>();
    for (int tries = 0; tries < 600 && discs.size() < wanted; tries++) {
      double r = scene.between(small, large);
      double x;
      double y;
      if (!discs.isEmpty() && scene.chance(0.35)) {
        double[] other = discs.get(random.nextInt(discs.size()));
        double angle = scene.between(0, 2 * Math.PI);
        x = other[0] + (r + other[2]) * Math.cos(angle);
        y = other[1] + (r + other[2]) * Math.sin(angle);
      } else {
        x = scene.between(0, width);
        y = scene.between(0, height);
      }
      boolean inside = x - r > 3 && y - r > 3 && x + r < width - 4 && y + r < height - 4;
      if (inside
          && discs.stream().allMatch(d -> Math.hypot(x - d[0], y - d[1]) >= r + d[2] - 1e-6)) {
        discs.add(new double[] {x, y, r});
      }
    }
    scene.clutter(random.nextInt(12), discs, true);
    boolean shadows = scene.chance(0.3);
    String style = "";
    for (double[] disc : discs) {
      if (shadows) {
        dropShadow(scene, disc);
      }
    }
    for (double[] disc : discs) {
      style = disc(scene, disc);
    }
    scene.blur(scene.between(0.4, 1 + side / 900));
    double darkest = scene.between(0.5, 1);
    scene.light(darkest);
    if (scene.chance(0.25)) {
      scene.shadow(scene.between(0.6, 0.85), scene.between(0.02, 0.08) * side);
    }
    double noise = scene.between(0, 9);
    scene.noise(noise);
    List<Circle> truth =
        discs.stream().map(d -> new Circle(Scenery.point(d[0], d[1]), d[2], 1)).toList();
    return new Drawn<>(
        scene.raster(),
        truth,
        "%dx%d %s %s noise %.1f light %.2f"
            .formatted(width, height, surface, style, noise, darkest));
  }

  private static String disc(Scenery scene, double[] disc) {
    double under = 0;
    for (int k = 0; k < 16; k++) {
      under +=
          Scenery.gray(
                  scene.colourAt(
                      (int) (disc[0] + disc[2] * Math.cos(k)),
                      (int) (disc[1] + disc[2] * Math.sin(k))))
              / 16;
    }
    double contrast = scene.between(32, 110);
    double brightness = under > 128 ^ scene.chance(0.2) ? under - contrast : under + contrast;
    if (brightness < 5 || brightness > 250) {
      brightness = under > 128 ? under - contrast : under + contrast;
    }
    double[] colour = scene.colour(brightness, 35);
    int style = scene.random.nextInt(4);
    double[] second =
        scene.colour(Math.max(0, Math.min(255, brightness + scene.between(-35, 35))), 20);
    double ring = scene.between(0.08, 0.2);
    double lightAngle = scene.between(0, 2 * Math.PI);
    for (int y = (int) (disc[1] - disc[2] - 2); y <= disc[1] + disc[2] + 2; y++) {
      for (int x = (int) (disc[0] - disc[2] - 2); x <= disc[0] + disc[2] + 2; x++) {
        double d = Math.hypot(x - disc[0], y - disc[1]);
        double alpha = Math.max(0, Math.min(1, disc[2] - d + 0.5));
        double[] here = colour;
        if (style == 1) { // a coin: a rim, and a figure in the middle
          double rim = Math.max(0, Math.min(1, d - disc[2] * (1 - ring) + 0.5));
          double figure =
              Math.abs(Math.sin(3 * Math.atan2(y - disc[1], x - disc[0]) + lightAngle))
                          * disc[2]
                          * 0.55
                      > d
                  ? 0.8
                  : 0;
          here = mix(mix(second, colour, rim), colour, figure);
        } else if (style == 2) { // a ball: lit from one side
          double lit =
              ((x - disc[0]) * Math.cos(lightAngle) + (y - disc[1]) * Math.sin(lightAngle))
                  / disc[2];
          here = new double[3];
          for (int c = 0; c < 3; c++) {
            here[c] = Math.max(0, Math.min(255, colour[c] + 12 * lit));
          }
        }
        scene.blend(x, y, here, alpha);
      }
    }
    return List.of("flat", "coin", "ball", "flat").get(style);
  }

  private static void dropShadow(Scenery scene, double[] disc) {
    double soft = 0.15 * disc[2] + 1;
    double cx = disc[0] + 0.12 * disc[2];
    double cy = disc[1] + 0.15 * disc[2];
    double[] black = {0, 0, 0};
    for (int y = (int) (cy - disc[2] * 1.6); y <= cy + disc[2] * 1.6; y++) {
      for (int x = (int) (cx - disc[2] * 1.6); x <= cx + disc[2] * 1.6; x++) {
        double d = Math.hypot(x - cx, y - cy) - disc[2];
        scene.blend(x, y, black, 0.35 / (1 + Math.exp(3 * d / soft)));
      }
    }
  }

  private static double[] mix(double[] a, double[] b, double part) {
    double[] out = new double[3];
    for (int c = 0; c < 3; c++) {
      out[c] = a[c] + part * (b[c] - a[c]);
    }
    return out;
  }
}
