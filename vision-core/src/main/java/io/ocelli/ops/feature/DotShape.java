package io.ocelli.ops.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the outline of what may be a dot: along rays from its middle, to where the brightness is
 * half-way to that of the ring around it.
 */
final class DotShape {
  private static final int RAYS = 32;
  private static final double[] RINGS = {1.55, 1.8, 2.05};

  /** Part of the rays that have to meet the outline; a dot that touches misses some. */
  private static final double SEEN = 0.86;

  /**
   * Part of the contrast that lies about the outline: 0.46 for a hill shaped like a Gaussian, as
   * textures have them, 0.62 for a disc blurred by 0.4 of its radius, 1 for a sharp one.
   */
  private static final double SHARP = 0.56;

  /** By how much a dot has to exceed the scatter of what is around it. */
  private static final double TEXTURE = 3;

  /** Part of a dot's surroundings that may be taken by other things. */
  private static final double MOST_DISTURBED = 0.1;

  private final List<GrayPlane> smooth = new ArrayList<>();
  private final GrayPlane sharp;
  private final double noise;

  DotShape(List<GrayPlane> octaves, double noise) {
    this.noise = noise;
    this.sharp = octaves.get(0).blurred(0.7);
    for (GrayPlane octave : octaves) {
      smooth.add(octave.blurred(1.1));
    }
  }

  /** The outline of a dot, in pixels of the finest plane. */
  record Outline(
      double x,
      double y,
      double r,
      double area,
      double circularity,
      double contrast,
      double ground) {}

  /** Whether nothing but other dots touches a dot or stands close by, as strokes of letters do. */
  boolean alone(Outline dot, PlaceIndex dots) {
    int level = (int) Math.max(0, Math.floor(Math.log(dot.r() / 5) / Math.log(2)));
    GrayPlane plane = dot.r() < 3 ? sharp : smooth.get(Math.min(level, smooth.size() - 1));
    double unit = dot.r() < 3 ? 1 : 1 << Math.min(level, smooth.size() - 1);
    int inside = 0;
    int disturbed = 0;
    for (double ring : new double[] {1.35, 1.7, 2.1, 2.6}) {
      for (int k = 0; k < RAYS; k++) {
        double px = dot.x() + (ring * dot.r() + 1) * Math.cos(2 * Math.PI * k / RAYS);
        double py = dot.y() + (ring * dot.r() + 1) * Math.sin(2 * Math.PI * k / RAYS);
        double qx = (px + 0.5) / unit - 0.5;
        double qy = (py + 0.5) / unit - 0.5;
        if (!plane.holds(qx, qy)) {
          continue;
        }
        inside++;
        boolean other = Math.abs(plane.at(qx, qy) - dot.ground()) > 0.5 * Math.abs(dot.contrast());
        disturbed += other && !dots.covers(px, py, 1.5 * unit, dot.x(), dot.y()) ? 1 : 0;
      }
    }
    return disturbed <= MOST_DISTURBED * inside;
  }

  /** The outline, or null where there is no dot. */
  @Nullable Outline outline(DotFinder.Candidate candidate, double leastContrast) {
    int level = Math.max(0, candidate.octave() - 1);
    double unit = 1 << level;
    double x = (candidate.x() + 0.5) / unit - 0.5;
    double y = (candidate.y() + 0.5) / unit - 0.5;
    double r = candidate.r() / unit;
    Walk walk = new Walk(r < 3 ? sharp : smooth.get(level), Math.signum(candidate.answer()));
    double levelNoise = noise / unit * (r < 3 ? 0.45 : 0.28);
    for (int pass = 0; pass < 3; pass++) {
      if (!walk.around(x, y, r) || Math.abs(walk.contrast) < 0.5 * leastContrast) {
        return null;
      }
      double[] circle = walk.circle();
      if (circle.length == 0
          || Math.hypot(circle[0], circle[1]) > 0.8 * r + 0.5
          || circle[2] > 2.2 * r
          || circle[2] < 0.45 * r) {
        return null;
      }
      x += circle[0];
      y += circle[1];
      r = circle[2];
    }
    if (!walk.around(x, y, r)
        || Math.abs(walk.contrast) < leastContrast
        || Math.abs(walk.contrast) < 4.5 * Math.max(walk.spread, levelNoise)
        || walk.seen(r) < SEEN * RAYS
        || walk.framed(x, y, r)
        || Math.abs(walk.contrast) < TEXTURE * walk.texture(x, y, r)
        || !solid((x + 0.5) * unit - 0.5, (y + 0.5) * unit - 0.5, r * unit, walk)
        || (r >= 3 && walk.sharpness(x, y, r) < SHARP)) {
      return null;
    }
    double[] shape = walk.areaAndCircularity(r);
    return new Outline(
        (x + 0.5) * unit - 0.5,
        (y + 0.5) * unit - 0.5,
        r * unit,
        shape[0] * unit * unit,
        shape[1],
        walk.contrast,
        walk.ground);
  }

  /**
   * Whether it is a dot also when looked at closely, and not a letter or another group of strokes.
   */
  private boolean solid(double x, double y, double r, Walk walk) {
    if (r < 4) {
      return true;
    }
    // As fine as the noise allows.
    int level = noise * 2 < Math.abs(walk.contrast) ? 0 : 1;
    GrayPlane plane = level == 0 ? sharp : smooth.get(Math.min(1, smooth.size() - 1));
    double unit = level == 0 ? 1 : 1 << Math.min(1, smooth.size() - 1);
    double cx = (x + 0.5) / unit - 0.5;
    double cy = (y + 0.5) / unit - 0.5;
    double half = walk.ground + 0.5 * walk.contrast;
    int in = 0;
    int out = 0;
    int outside = 0;
    for (int k = 0; k < RAYS; k++) {
      double ux = Math.cos(2 * Math.PI * k / RAYS) * r / unit;
      double uy = Math.sin(2 * Math.PI * k / RAYS) * r / unit;
      for (double part : new double[] {0.2, 0.45, 0.7}) {
        in += (plane.at(cx + part * ux, cy + part * uy) - half) * walk.sign > 0 ? 1 : 0;
      }
      for (double part : new double[] {1.35, 1.6}) {
        if (plane.holds(cx + part * ux, cy + part * uy)) {
          outside++;
          out += (plane.at(cx + part * ux, cy + part * uy) - half) * walk.sign < 0 ? 1 : 0;
        }
      }
    }
    return in > 0.86 * 3 * RAYS && out > 0.8 * outside;
  }

  /** One look from a middle. */
  private static final class Walk {
    private final GrayPlane plane;
    private final double sign;
    private final double[] reach = new double[RAYS];

    /** Brightness of the dot less that of the ring around it. */
    private double contrast;

    /** Brightness of the ring where it would be under the middle. */
    private double ground;

    /** How far the ring's brightness scatters about a plane. */
    private double spread;

    private Walk(GrayPlane plane, double sign) {
      this.plane = plane;
      this.sign = sign;
    }

    boolean around(double x, double y, double r) {
      if (!plane.holds(x, y)) {
        return false;
      }
      double[] around = ring(x, y, r);
      ground = around[0];
      double[] middle = new double[9];
      for (int k = 0; k < 8; k++) {
        double angle = Math.PI / 4 * k;
        middle[k] = plane.at(x + 0.35 * r * Math.cos(angle), y + 0.35 * r * Math.sin(angle));
      }
      middle[8] = plane.at(x, y);
      Arrays.sort(middle);
      contrast = middle[4] - around[0];
      if (contrast * sign <= 0) {
        return false;
      }
      double step = Math.max(0.2, r / 24);
      for (int k = 0; k < RAYS; k++) {
        double angle = 2 * Math.PI * k / RAYS;
        double ux = Math.cos(angle);
        double uy = Math.sin(angle);
        reach[k] = 0;
        double before = sign * (middle[4] - around[0]) - 0.5 * Math.abs(contrast);
        for (double d = step; d < 2.2 * r + 1; d += step) {
          if (!plane.holds(x + d * ux, y + d * uy)) {
            break;
          }
          double level = around[0] + around[1] * d * ux + around[2] * d * uy + 0.5 * contrast;
          double here = sign * (plane.at(x + d * ux, y + d * uy) - level);
          if (here < 0) {
            reach[k] = d - step * (before > here ? -here / (before - here) : 0);
            break;
          }
          before = here;
        }
      }
      return true;
    }

    /** The plane through the ring's brightness; what is far off it has no say the second time. */
    private double[] ring(double x, double y, double r) {
      int count = RAYS * RINGS.length;
      double[] dx = new double[count];
      double[] dy = new double[count];
      double[] value = new double[count];
      int n = 0;
      for (int k = 0; k < RAYS; k++) {
        double angle = 2 * Math.PI * k / RAYS;
        for (double ring : RINGS) {
          double d = ring * r + 1;
          dx[n] = d * Math.cos(angle);
          dy[n] = d * Math.sin(angle);
          if (plane.holds(x + dx[n], y + dy[n])) {
            value[n] = plane.at(x + dx[n], y + dy[n]);
            n++;
          }
        }
      }
      if (n < 12) {
        spread = 255;
        return new double[] {sign > 0 ? 255 : 0, 0, 0};
      }
      double[] sorted = Arrays.copyOf(value, n);
      Arrays.sort(sorted);
      double[] fit = {sorted[n / 2], 0, 0};
      double[] off = new double[n];
      for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < n; i++) {
          off[i] = Math.abs(value[i] - fit[0] - fit[1] * dx[i] - fit[2] * dy[i]);
        }
        double[] order = off.clone();
        Arrays.sort(order);
        spread = 1.4826 * order[n / 2];
        double limit = Math.max(2.5 * spread, 2);
        fit = plane(dx, dy, value, off, n, limit, fit);
      }
      return fit;
    }

    private static double[] plane(
        double[] dx, double[] dy, double[] v, double[] off, int n, double limit, double[] old) {
      double w = 0, sx = 0, sy = 0, sv = 0;
      for (int i = 0; i < n; i++) {
        if (off[i] <= limit) {
          w++;
          sx += dx[i];
          sy += dy[i];
          sv += v[i];
        }
      }
      if (w < 8) {
        return old;
      }
      double mx = sx / w;
      double my = sy / w;
      double mv = sv / w;
      double xx = 1e-6, yy = 1e-6, xy = 0, xv = 0, yv = 0;
      for (int i = 0; i < n; i++) {
        if (off[i] <= limit) {
          double a = dx[i] - mx;
          double b = dy[i] - my;
          xx += a * a;
          yy += b * b;
          xy += a * b;
          xv += a * (v[i] - mv);
          yv += b * (v[i] - mv);
        }
      }
      double det = xx * yy - xy * xy;
      if (det < 1e-3 * xx * yy) {
        return new double[] {mv, 0, 0};
      }
      double bx = (xv * yy - yv * xy) / det;
      double by = (yv * xx - xv * xy) / det;
      return new double[] {mv - bx * mx - by * my, bx, by};
    }

    /** The circle of the outline relative to the middle: x, y and radius; empty without one. */
    double[] circle() {
      double[] px = new double[RAYS];
      double[] py = new double[RAYS];
      double[] found = Arrays.stream(reach).filter(d -> d > 0).sorted().toArray();
      if (found.length < 0.6 * RAYS) {
        return new double[0];
      }
      double middle = found[found.length / 2];
      int n = 0;
      for (int k = 0; k < RAYS; k++) {
        if (reach[k] > 0 && Math.abs(reach[k] - middle) < 0.5 * middle + 0.5) {
          px[n] = reach[k] * Math.cos(2 * Math.PI * k / RAYS);
          py[n++] = reach[k] * Math.sin(2 * Math.PI * k / RAYS);
        }
      }
      double[] first = CircleFit.solve(px, py, n, 0, 0, middle, 0.6 * middle + 0.6);
      return first.length == 0
          ? first
          : CircleFit.solve(px, py, n, first[0], first[1], first[2], 0.3 * first[2] + 0.4);
    }

    private boolean on(double reached, double r) {
      return reached > 0 && Math.abs(reached - r) <= 0.22 * r + 0.25;
    }

    /** How far the brightness scatters in a wider ring around the dot. */
    double texture(double x, double y, double r) {
      double[] values = new double[2 * RAYS];
      int n = 0;
      for (int k = 0; k < RAYS; k++) {
        double ux = Math.cos(2 * Math.PI * k / RAYS);
        double uy = Math.sin(2 * Math.PI * k / RAYS);
        for (double ring : new double[] {2.6, 4}) {
          double d = ring * r + 1;
          // Halves the slope of the light: opposite places are both there or both not.
          if (plane.holds(x + d * ux, y + d * uy) && plane.holds(x - d * ux, y - d * uy)) {
            double there = plane.at(x + d * ux, y + d * uy) - ground;
            double opposite = plane.at(x - d * ux, y - d * uy) - ground;
            // Neighbours of its own kind say nothing of the texture.
            if (Math.max(there * sign, opposite * sign) < 0.6 * Math.abs(contrast)) {
              values[n++] = (there + opposite) / 2;
            }
          }
        }
      }
      if (n < 16) {
        return 0;
      }
      Arrays.sort(values, 0, n);
      double middle = values[n / 2];
      for (int i = 0; i < n; i++) {
        values[i] = Math.abs(values[i] - middle);
      }
      Arrays.sort(values, 0, n);
      // The mean of two scatters less than each by the root of two.
      return 1.4826 * Math.sqrt(2) * values[n / 2];
    }

    /** Whether what surrounds the dot is only a frame, as around the hole in a letter. */
    boolean framed(double x, double y, double r) {
      int like = 0;
      int inside = 0;
      for (int k = 0; k < RAYS; k++) {
        double px = x + 2.8 * r * Math.cos(2 * Math.PI * k / RAYS);
        double py = y + 2.8 * r * Math.sin(2 * Math.PI * k / RAYS);
        if (plane.holds(px, py)) {
          inside++;
          like += (plane.at(px, py) - ground) * sign > 0.5 * Math.abs(contrast) ? 1 : 0;
        }
      }
      return like > 0.55 * inside;
    }

    /** How much of the contrast lies within a third of the radius about the outline. */
    double sharpness(double x, double y, double r) {
      double sum = 0;
      int count = 0;
      for (int k = 0; k < RAYS; k++) {
        if (on(reach[k], r)) {
          double ux = Math.cos(2 * Math.PI * k / RAYS);
          double uy = Math.sin(2 * Math.PI * k / RAYS);
          double in = reach[k] - 0.35 * r;
          double out = reach[k] + 0.35 * r;
          sum += plane.at(x + in * ux, y + in * uy) - plane.at(x + out * ux, y + out * uy);
          count++;
        }
      }
      return count == 0 ? 0 : sum / count / contrast;
    }

    int seen(double r) {
      return (int) Arrays.stream(reach).filter(d -> on(d, r)).count();
    }

    /** Of the outline; rays that meet another thing are given the circle's radius. */
    double[] areaAndCircularity(double r) {
      double[] d = new double[RAYS];
      for (int k = 0; k < RAYS; k++) {
        double sum = 0;
        // A little smoothing, because noise makes the outline longer but not larger.
        double[] weights = {1, 2, 1};
        for (int j = -1; j <= 1; j++) {
          double reached = reach[Math.floorMod(k + j, RAYS)];
          sum += weights[j + 1] * (on(reached, r) || offFrom(reached, r) ? reached : r);
        }
        d[k] = sum / 4;
      }
      double area = 0;
      double perimeter = 0;
      for (int k = 0; k < RAYS; k++) {
        double a = 2 * Math.PI * k / RAYS;
        double b = 2 * Math.PI * (k + 1) / RAYS;
        double e = d[(k + 1) % RAYS];
        area += 0.5 * d[k] * e * Math.sin(b - a);
        perimeter +=
            Math.hypot(d[k] * Math.cos(a) - e * Math.cos(b), d[k] * Math.sin(a) - e * Math.sin(b));
      }
      // So that a circle, drawn with as many corners, has 1.
      double whole = RAYS * Math.tan(Math.PI / RAYS);
      return new double[] {area, Math.min(1, 4 * whole * area / (perimeter * perimeter))};
    }

    /** Off the circle, but not so far that it must be another thing. */
    private static boolean offFrom(double reached, double r) {
      return reached > 0 && Math.abs(reached - r) <= 0.5 * r;
    }
  }
}
