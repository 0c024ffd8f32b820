package io.ocelli.ops.feature.drawn;

import io.ocelli.geometry.Point;
import io.ocelli.ops.feature.Document;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws written pages in perspective on desks. */
public final class Pages {
  private Pages() {}

  /** The picture of a seed. */
  public static Drawn<Document> draw(long seed) {
    Random random = new Random(seed * 15485863 + 3);
    int width = Scenery.side(random, 400, 2000);
    int height = Math.max(400, Math.min(2000, (int) (width * (0.65 + 0.7 * random.nextDouble()))));
    Scenery scene = new Scenery(width, height, random);
    double paper = scene.between(165, 245);
    double ground = scene.chance(0.75) ? scene.between(25, paper - 55) : scene.between(20, 110);
    String surface = scene.surface(scene.colour(ground, 35), scene.between(0, 16));
    double side = Math.min(width, height);
    int wanted = scene.chance(0.1) ? 0 : scene.chance(0.15) ? 2 : 1;
    List<List<Point>> quads = new ArrayList<>();
    for (int tries = 0; tries < 300 && quads.size() < wanted; tries++) {
      double shape = scene.chance(0.6) ? 1 / Math.sqrt(2) : scene.between(0.55, 1);
      double size = side * (wanted == 2 ? scene.between(0.4, 0.6) : scene.between(0.5, 1.05));
      List<Point> quad =
          Homography.seen(
              size * shape,
              size,
              scene.chance(0.6) ? scene.between(-0.35, 0.35) : scene.between(-Math.PI, Math.PI),
              scene.between(0, Math.PI),
              scene.between(0, 0.75),
              scene.between(1.2, 2.5) * Math.max(width, height),
              new Point(scene.between(0.25, 0.75) * width, scene.between(0.25, 0.75) * height));
      double margin = 0.01 * side + 3;
      boolean inside =
          quad.stream()
              .allMatch(
                  p ->
                      p.x() > margin
                          && p.y() > margin
                          && p.x() < width - margin
                          && p.y() < height - margin);
      if (inside && quads.stream().noneMatch(other -> near(other, quad, 0.02 * side))) {
        quads.add(quad);
      }
    }
    List<double[]> taken = new ArrayList<>();
    for (List<Point> quad : quads) {
      double cx = quad.stream().mapToDouble(Point::x).average().orElse(0);
      double cy = quad.stream().mapToDouble(Point::y).average().orElse(0);
      taken.add(
          new double[] {
            cx, cy, quad.stream().mapToDouble(p -> p.distance(new Point(cx, cy))).max().orElse(0)
          });
    }
    scene.clutter(random.nextInt(8), taken, true);
    for (List<Point> quad : quads) {
      lay(scene, quad, paper);
    }
    scene.blur(scene.between(0.4, 0.8 + side / 900));
    double darkest = scene.between(0.55, 1);
    scene.light(darkest);
    boolean shadow = scene.chance(0.4);
    if (shadow) {
      scene.shadow(scene.between(0.55, 0.85), scene.between(0.004, 0.06) * side);
    }
    double noise = scene.between(0, 8);
    scene.noise(noise);
    List<Document> truth =
        quads.stream()
            .map(
                q -> {
                  Homography map = new Homography(q);
                  return new Document(q, map.map(0.5, 0.5), 1);
                })
            .toList();
    return new Drawn<>(
        scene.raster(),
        truth,
        "%dx%d %s ground %.0f paper %.0f noise %.1f light %.2f%s"
            .formatted(
                width, height, surface, ground, paper, noise, darkest, shadow ? " shadow" : ""));
  }

  /** The corners of a page seen by a camera; see {@link Homography}. */
  public static List<Point> seen(
      double width, double height, double spin, double axis, double tilt, double focal, Point at) {
    return Homography.seen(width, height, spin, axis, tilt, focal, at);
  }

  private static boolean near(List<Point> a, List<Point> b, double gap) {
    double ax = a.stream().mapToDouble(Point::x).average().orElse(0);
    double ay = a.stream().mapToDouble(Point::y).average().orElse(0);
    double bx = b.stream().mapToDouble(Point::x).average().orElse(0);
    double by = b.stream().mapToDouble(Point::y).average().orElse(0);
    double ra = a.stream().mapToDouble(p -> p.distance(new Point(ax, ay))).max().orElse(0);
    double rb = b.stream().mapToDouble(p -> p.distance(new Point(bx, by))).max().orElse(0);
    return Math.hypot(ax - bx, ay - by) < ra + rb + gap;
  }

  private static void lay(Scenery scene, List<Point> quad, double paper) {
    double across = quad.get(0).distance(quad.get(1));
    double down = quad.get(1).distance(quad.get(2));
    BufferedImage page = page(scene, (int) Math.max(40, across), (int) Math.max(40, down), paper);
    Homography map = new Homography(quad);
    int left = (int) quad.stream().mapToDouble(Point::x).min().orElse(0) - 1;
    int right = (int) quad.stream().mapToDouble(Point::x).max().orElse(0) + 2;
    int top = (int) quad.stream().mapToDouble(Point::y).min().orElse(0) - 1;
    int bottom = (int) quad.stream().mapToDouble(Point::y).max().orElse(0) + 2;
    int fine = 3;
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double[] sum = new double[3];
        int count = 0;
        for (int k = 0; k < fine * fine; k++) {
          Point at =
              map.unmap(
                  x + (k % fine + 0.5) / fine - 0.5,
                  y + (Math.floorDiv(k, fine) + 0.5) / fine - 0.5);
          if (at.x() >= 0 && at.x() < 1 && at.y() >= 0 && at.y() < 1) {
            int rgb =
                page.getRGB((int) (at.x() * page.getWidth()), (int) (at.y() * page.getHeight()));
            sum[0] += rgb & 255;
            sum[1] += (rgb >> 8) & 255;
            sum[2] += (rgb >> 16) & 255;
            count++;
          }
        }
        if (count > 0) {
          double[] colour = {sum[0] / count, sum[1] / count, sum[2] / count};
          scene.blend(x, y, colour, count / (double) (fine * fine));
        }
      }
    }
  }

  private static BufferedImage page(Scenery scene, int width, int height, double paper) {
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = page.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double[] colour = scene.colour(paper, 8);
    g.setColor(new Color((int) colour[2], (int) colour[1], (int) colour[0]));
    g.fillRect(0, 0, width, height);
    double margin = scene.between(0.06, 0.14) * width;
    double line = scene.between(0.018, 0.035) * height;
    g.setFont(new Font(Font.SERIF, Font.PLAIN, (int) Math.max(5, line * 0.75)));
    int ink = (int) scene.between(10, 80);
    String words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor ";
    double y = margin + line;
    while (y < height - margin) {
      double kind = scene.random.nextDouble();
      g.setColor(new Color(ink, ink, ink));
      if (kind < 0.06 && y + 8 * line < height - margin) { // a picture
        double[] fill = scene.colour(scene.between(60, 200), 60);
        g.setColor(new Color((int) fill[2], (int) fill[1], (int) fill[0]));
        g.fillRect(
            (int) margin,
            (int) (y - line),
            (int) (scene.between(0.3, 1) * (width - 2 * margin)),
            (int) (7 * line));
        y += 8 * line;
      } else if (kind < 0.1) { // a table's rule
        g.fillRect(
            (int) margin, (int) y, (int) (width - 2 * margin), Math.max(1, (int) (line / 12)));
        y += line;
      } else if (kind < 0.2) {
        y += line;
      } else {
        java.awt.Shape before = g.getClip();
        g.clipRect((int) margin, 0, (int) ((width - 2 * margin) * scene.between(0.5, 1)), height);
        int start = scene.random.nextInt(40);
        g.drawString(words.substring(start) + words + words, (float) margin, (float) y);
        g.setClip(before);
        y += line;
      }
    }
    g.dispose();
    return page;
  }
}
