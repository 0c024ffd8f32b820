package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure of four straight sides, each fitted to the edge points beside it.
 *
 * @param corners in pixels of the plane, in order around
 * @param support for each side the part of it where an edge runs along it
 * @param strength mean strength of the edges
 */
record PageSides(List<Point> corners, List<Double> support, double strength) {
  private static final int SAMPLES = 64;
  private static final double ALONG = Math.cos(Math.toRadians(22));

  /**
   * Moves the sides onto edges.
   *
   * @param window how far off the edges may be
   * @return null where there are none, or what they make is no page
   */
  static @Nullable PageSides refine(Gradients gradients, List<Point> quad, double window) {
    double[][] lines = new double[4][];
    List<Double> support = new ArrayList<>();
    double strength = 0;
    List<Point> corners = quad;
    for (int pass = 0; pass < 2; pass++) {
      support.clear();
      strength = 0;
      double reach = pass == 0 ? window : Math.max(1.5, window / 2);
      for (int side = 0; side < 4; side++) {
        double[] fit = side(gradients, corners.get(side), corners.get((side + 1) % 4), reach);
        if (fit.length == 0) {
          return null;
        }
        lines[side] = fit;
        support.add(fit[3]);
        strength += fit[4] / 4;
      }
      List<Point> next = new ArrayList<>();
      for (int side = 0; side < 4; side++) {
        double[] a = lines[(side + 3) % 4];
        double[] b = lines[side];
        double det = a[0] * b[1] - a[1] * b[0];
        if (Math.abs(det) < 0.2) {
          return null;
        }
        next.add(new Point((a[2] * b[1] - a[1] * b[2]) / det, (a[0] * b[2] - a[2] * b[0]) / det));
      }
      corners = next;
      if (!possible(corners, gradients.plane)) {
        return null;
      }
    }
    return new PageSides(corners, List.copyOf(support), strength);
  }

  /** Whether corners can be those of a page: convex, not too pointed, within the picture. */
  private static boolean possible(List<Point> corners, GrayPlane plane) {
    if (!Quads.isConvex(corners)) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      Point p = corners.get(i);
      if (p.x() < -3 || p.y() < -3 || p.x() > plane.width() + 2 || p.y() > plane.height() + 2) {
        return false;
      }
      Point a = corners.get((i + 3) % 4);
      Point b = corners.get((i + 1) % 4);
      double cos =
          ((a.x() - p.x()) * (b.x() - p.x()) + (a.y() - p.y()) * (b.y() - p.y()))
              / Math.max(1e-9, p.distance(a) * p.distance(b));
      double opposite = corners.get((i + 2) % 4).distance(b);
      double ratio = p.distance(a) / Math.max(1e-9, opposite);
      if (Math.abs(cos) > 0.72 || ratio > 2.6 || ratio < 1 / 2.6) {
        return false;
      }
    }
    return true;
  }

  /** The line nx x + ny y = d, the support and the strength; empty where there is no edge. */
  private static double[] side(Gradients gradients, Point a, Point b, double window) {
    double length = a.distance(b);
    if (length < 8) {
      return new double[0];
    }
    double tx = (b.x() - a.x()) / length;
    double ty = (b.y() - a.y()) / length;
    double nx = -ty;
    double ny = tx;
    double[] t = new double[SAMPLES];
    double[] off = new double[SAMPLES];
    double[] size = new double[SAMPLES];
    int found = 0;
    int inside = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double at = length * (0.02 + 0.96 * (i + 0.5) / SAMPLES);
      double x = a.x() + at * tx;
      double y = a.y() + at * ty;
      if (!gradients.plane.holds(x, y)) {
        continue;
      }
      inside++;
      double[] edge = edge(gradients, x, y, nx, ny, window);
      if (edge.length > 0) {
        t[found] = at;
        off[found] = edge[0];
        size[found++] = edge[1];
      }
    }
    if (inside < SAMPLES * 0.7 || found < SAMPLES * 0.35) {
      return new double[0];
    }
    return line(a, tx, ty, nx, ny, length, t, off, size, found, inside);
  }

  /** Where the picture changes most across the side near a place: how far off, and how much. */
  private static double[] edge(
      Gradients g, double x, double y, double nx, double ny, double window) {
    int steps = (int) Math.ceil(window / 0.5);
    double best = 0;
    double at = 0;
    double[] values = new double[2 * steps + 1];
    for (int s = -steps; s <= steps; s++) {
      double px = x + 0.5 * s * nx;
      double py = y + 0.5 * s * ny;
      double dx = g.plane.sample(g.gx, px, py);
      double dy = g.plane.sample(g.gy, px, py);
      double across = Math.abs(dx * nx + dy * ny);
      values[s + steps] = across >= ALONG * Math.hypot(dx, dy) ? across : 0;
      if (values[s + steps] > best) {
        best = values[s + steps];
        at = s;
      }
    }
    if (best < g.least * 0.8) {
      return new double[0];
    }
    int i = (int) at + steps;
    double shift = 0;
    if (i > 0 && i < values.length - 1) {
      double bend = values[i - 1] - 2 * best + values[i + 1];
      shift = bend < 0 ? 0.5 * (values[i - 1] - values[i + 1]) / bend : 0;
    }
    return new double[] {0.5 * (at + Math.max(-0.5, Math.min(0.5, shift))), best};
  }

  private static double[] line(
      Point a,
      double tx,
      double ty,
      double nx,
      double ny,
      double length,
      double[] t,
      double[] off,
      double[] size,
      int found,
      int inside) {
    // The pair of points whose line most others lie on; the sides are few points, so all pairs.
    double tolerance = 1.1;
    double bestSlope = 0;
    double bestStart = 0;
    double bestVotes = 0;
    for (int i = 0; i < found; i += 2) {
      for (int j = i + 6; j < found; j += 2) {
        if (t[j] - t[i] < 0.3 * length) {
          continue;
        }
        double slope = (off[j] - off[i]) / (t[j] - t[i]);
        double start = off[i] - slope * t[i];
        double votes = 0;
        for (int k = 0; k < found; k++) {
          double distance = Math.abs(off[k] - start - slope * t[k]);
          votes += distance < tolerance ? 1 - 0.5 * distance / tolerance : 0;
        }
        if (votes > bestVotes) {
          bestVotes = votes;
          bestSlope = slope;
          bestStart = start;
        }
      }
    }
    if (bestVotes == 0) {
      return new double[0];
    }
    int on = 0;
    double strength = 0;
    for (int pass = 0; pass < 2; pass++) {
      double w = 0, st = 0, so = 0, stt = 0, sto = 0;
      on = 0;
      strength = 0;
      for (int k = 0; k < found; k++) {
        if (Math.abs(off[k] - bestStart - bestSlope * t[k]) < tolerance) {
          on++;
          strength += size[k];
          w++;
          st += t[k];
          so += off[k];
          stt += t[k] * t[k];
          sto += t[k] * off[k];
        }
      }
      double det = w * stt - st * st;
      if (w < 6 || det < 1e-6) {
        return new double[0];
      }
      bestSlope = (w * sto - st * so) / det;
      bestStart = (so - bestSlope * st) / w;
    }
    Point p = new Point(a.x() + bestStart * nx, a.y() + bestStart * ny);
    double dx = tx + bestSlope * nx;
    double dy = ty + bestSlope * ny;
    double norm = Math.hypot(dx, dy);
    double mx = -dy / norm;
    double my = dx / norm;
    return new double[] {
      mx, my, mx * p.x() + my * p.y(), on / (double) inside, strength / Math.max(1, on)
    };
  }

  double worst() {
    return support.stream().mapToDouble(d -> d).min().orElse(0);
  }

  double mean() {
    return support.stream().mapToDouble(d -> d).average().orElse(0);
  }

  double area() {
    return Quads.area(corners);
  }

  /** Large figures whose sides are all seen come first. */
  double rank() {
    return Math.pow(worst(), 2) * mean() * Math.pow(area(), 0.4) * Math.pow(strength, 0.15);
  }

  List<Point> scaled(double factor) {
    return corners.stream()
        .map(p -> new Point((p.x() + 0.5) * factor - 0.5, (p.y() + 0.5) * factor - 0.5))
        .toList();
  }

  boolean near(List<Point> others, double distance) {
    for (int i = 0; i < 4; i++) {
      if (corners.get(i).distance(others.get(i)) > distance) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two cover a part of each other. */
  boolean overlaps(PageSides other) {
    return Quads.contains(corners, Quads.centre(other.corners()))
        || Quads.contains(other.corners(), Quads.centre(corners))
        || other.corners().stream().filter(p -> Quads.contains(corners, p)).count() > 1
        || corners.stream().filter(p -> Quads.contains(other.corners(), p)).count() > 1;
  }

  @Override
  public String toString() {
    return Arrays.toString(corners.toArray()) + " " + support;
  }
}
