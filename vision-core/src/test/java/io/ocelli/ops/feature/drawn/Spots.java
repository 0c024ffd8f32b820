package io.ocelli.ops.feature.drawn;

import io.ocelli.ops.feature.Dot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws white and black dots of many sizes that do not overlap. */
public final class Spots {
  private Spots() {}

  /** The picture of a seed. */
  public static Drawn<Dot> draw(long seed) {
    Random random = new Random(seed * 104729 + 5);
    int width = Scenery.side(random, 400, 2000);
    int height = Math.max(400, Math.min(2000, (int) (width * (0.6 + 0.7 * random.nextDouble()))));
    Scenery scene = new Scenery(width, height, random);
    double ground = scene.between(50, 205);
    String surface = scene.surface(scene.colour(ground, 25), scene.between(0, 9));
    int wanted = scene.chance(0.08) ? 0 : Scenery.side(random, 3, 150);
    double side = Math.min(width, height);
    double small = scene.between(2.2, 5) * Math.max(1, side / 1000);
    double large = Math.max(small + 1, scene.between(0.008, 0.03) * side);
    int tone = random.nextInt(3);
    List<double[]> dots = new ArrayList<>();
    for (int tries = 0; tries < 3000 && dots.size() < wanted; tries++) {
      double r = scene.between(small, large);
      double x = scene.between(0, width);
      double y = scene.between(0, height);
      double gap = scene.chance(0.2) ? 1.5 : 0.5 * r + 2;
      boolean inside = x - r > 4 && y - r > 4 && x + r < width - 5 && y + r < height - 5;
      if (inside && dots.stream().allMatch(d -> Math.hypot(x - d[0], y - d[1]) > r + d[2] + gap)) {
        double sign = tone == 2 ? (random.nextBoolean() ? 1 : -1) : tone == 1 ? 1 : -1;
        dots.add(new double[] {x, y, r, sign});
      }
    }
    scene.clutter(random.nextInt(5), dots, false);
    for (double[] dot : dots) {
      dot(scene, dot);
    }
    double blur = scene.between(0.3, Math.min(1.6, 0.35 * small));
    scene.blur(blur);
    double darkest = scene.between(0.6, 1);
    scene.light(darkest);
    if (scene.chance(0.3)) {
      scene.shadow(scene.between(0.65, 0.9), scene.between(0.02, 0.08) * side);
    }
    double noise = scene.between(0, 7);
    scene.noise(noise);
    List<Dot> truth =
        dots.stream()
            .map(d -> new Dot(Scenery.point(d[0], d[1]), d[2], Math.PI * d[2] * d[2], 1, d[3]))
            .toList();
    return new Drawn<>(
        scene.raster(),
        truth,
        "%dx%d %s r %.1f..%.1f noise %.1f light %.2f blur %.2f"
            .formatted(width, height, surface, small, large, noise, darkest, blur));
  }

  private static void dot(Scenery scene, double[] dot) {
    double[] under = scene.colourAt((int) dot[0], (int) dot[1]);
    double contrast = scene.between(40, 120);
    double brightness = Math.max(4, Math.min(251, Scenery.gray(under) + dot[3] * contrast));
    double[] colour = scene.colour(brightness, 15);
    for (int y = (int) (dot[1] - dot[2] - 2); y <= dot[1] + dot[2] + 2; y++) {
      for (int x = (int) (dot[0] - dot[2] - 2); x <= dot[0] + dot[2] + 2; x++) {
        double d = Math.hypot(x - dot[0], y - dot[1]);
        scene.blend(x, y, colour, Math.max(0, Math.min(1, dot[2] - d + 0.5)));
      }
    }
  }
}
