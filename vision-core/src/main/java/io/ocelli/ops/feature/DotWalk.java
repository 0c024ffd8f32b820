package io.ocelli.ops.feature;

import java.util.Arrays;

/**
 * One look from the middle of what may be a dot: along rays, to where the brightness is half-way to
 * that of the ring around it.
 */
final class DotWalk {
  static final int RAYS = 32;

  /** Directions of the rays. */
  static final double[] COS = new double[RAYS];

  static final double[] SIN = new double[RAYS];

  private static final double[] RINGS = {1.55, 1.8, 2.05};

  /** Parts of the way to the outline and beyond where a dot has to be the same all round. */
  private static final double[] PARTS = {0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.15};

  static {
    for (int k = 0; k < RAYS; k++) {
      COS[k] = Math.cos(2 * Math.PI * k / RAYS);
      SIN[k] = Math.sin(2 * Math.PI * k / RAYS);
    }
  }

  private final GrayPlane plane;
  final double sign;
  private final double[] reach = new double[RAYS];

  /** Brightness of the dot less that of the ring around it. */
  double contrast;

  /** Brightness of the ring where it would be under the middle. */
  double ground;

  /** The slope of the ring's brightness, for each pixel. */
  private double slopeX;

  private double slopeY;

  /** How far the ring's brightness scatters about a plane. */
  double spread;

  DotWalk(GrayPlane plane, double sign) {
    this.plane = plane;
    this.sign = sign;
  }

  /**
   * Whether there may be a dot: a look at few places, which most of what is none does not stand.
   */
  boolean glance(double x, double y, double r, double leastContrast) {
    double middle = plane.at(x, y);
    double[] ring = new double[16];
    int n = 0;
    for (int k = 0; k < RAYS; k += 2) {
      double px = x + (1.8 * r + 1) * COS[k];
      double py = y + (1.8 * r + 1) * SIN[k];
      if (plane.holds(px, py)) {
        ring[n++] = sign * plane.at(px, py);
      }
      if (k % 8 == 0) {
        middle += plane.at(x + 0.4 * r * COS[k], y + 0.4 * r * SIN[k]);
      }
    }
    middle *= sign / 5;
    if (n < 5) {
      return true;
    }
    Arrays.sort(ring, 0, n);
    // Along an edge half of the ring is as bright as the middle.
    return middle - ring[n / 2] >= leastContrast
        && ring[(int) (0.6 * (n - 1))] < middle - 0.35 * (middle - ring[n / 4]);
  }

  boolean around(double x, double y, double r) {
    if (!plane.holds(x, y)) {
      return false;
    }
    double[] around = ring(x, y, r);
    ground = around[0];
    slopeX = around[1];
    slopeY = around[2];
    double[] middle = new double[9];
    for (int k = 0; k < 8; k++) {
      int ray = k * RAYS / 8;
      middle[k] = plane.at(x + 0.35 * r * COS[ray], y + 0.35 * r * SIN[ray]);
    }
    middle[8] = plane.at(x, y);
    Arrays.sort(middle);
    contrast = middle[4] - around[0];
    if (contrast * sign <= 0) {
      return false;
    }
    for (int k = 0; k < RAYS; k++) {
      reach[k] = reach(k, x, y, r, sign * (middle[4] - around[0]) - 0.5 * Math.abs(contrast));
    }
    return true;
  }

  /** How far a ray gets until the brightness is half-way to the ground; 0 where it never is. */
  private double reach(int ray, double x, double y, double r, double middle) {
    double step = Math.max(0.4, r / 10);
    double inside = 0;
    double before = middle;
    for (double d = step; d < 2.2 * r + 1; d += step) {
      if (!plane.holds(x + d * COS[ray], y + d * SIN[ray])) {
        return 0;
      }
      double here = above(ray, x, y, d);
      if (here < 0) {
        // Between places so far apart the brightness is no straight line yet.
        double outside = d;
        for (int half = 0; half < 2; half++) {
          double between = (inside + outside) / 2;
          double there = above(ray, x, y, between);
          if (there < 0) {
            outside = between;
            here = there;
          } else {
            inside = between;
            before = there;
          }
        }
        return outside - (outside - inside) * (before > here ? -here / (before - here) : 0);
      }
      inside = d;
      before = here;
    }
    return 0;
  }

  /** By how much the brightness on a ray is more than half-way from the ground to the middle. */
  private double above(int ray, double x, double y, double d) {
    double dx = d * COS[ray];
    double dy = d * SIN[ray];
    double level = ground + slopeX * dx + slopeY * dy + 0.5 * contrast;
    return sign * (plane.at(x + dx, y + dy) - level);
  }

  /** The plane through the ring's brightness; what is far off it has no say the second time. */
  private double[] ring(double x, double y, double r) {
    int count = RAYS * RINGS.length;
    double[] dx = new double[count];
    double[] dy = new double[count];
    double[] value = new double[count];
    int n = 0;
    for (int k = 0; k < RAYS; k++) {
      for (double ring : RINGS) {
        double d = ring * r + 1;
        dx[n] = d * COS[k];
        dy[n] = d * SIN[k];
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
    double[] order = Arrays.copyOf(value, n);
    double[] fit = {median(order, n), 0, 0};
    double[] off = new double[n];
    for (int pass = 0; pass < 3; pass++) {
      for (int i = 0; i < n; i++) {
        off[i] = Math.abs(value[i] - fit[0] - fit[1] * dx[i] - fit[2] * dy[i]);
      }
      System.arraycopy(off, 0, order, 0, n);
      spread = 1.4826 * median(order, n);
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
    double[] found = new double[RAYS];
    int n = 0;
    for (double d : reach) {
      if (d > 0) {
        found[n++] = d;
      }
    }
    if (n < 0.6 * RAYS) {
      return new double[0];
    }
    double middle = median(found, n);
    n = 0;
    for (int k = 0; k < RAYS; k++) {
      if (reach[k] > 0 && Math.abs(reach[k] - middle) < 0.5 * middle + 0.5) {
        px[n] = reach[k] * COS[k];
        py[n++] = reach[k] * SIN[k];
      }
    }
    double[] first = CircleFit.solve(px, py, n, 0, 0, middle, 0.6 * middle + 0.6);
    return first.length == 0
        ? first
        : CircleFit.solve(px, py, n, first[0], first[1], first[2], 0.3 * first[2] + 0.4);
  }

  /** How many rays ended near a circle; see {@link #circle}. */
  int met(double[] circle) {
    double most = 0.25 * circle[2] + 0.4;
    int count = 0;
    for (int k = 0; k < RAYS; k++) {
      double dx = reach[k] * COS[k] - circle[0];
      double dy = reach[k] * SIN[k] - circle[1];
      double off = Math.sqrt(dx * dx + dy * dy) - circle[2];
      count += reach[k] > 0 && Math.abs(off) < most ? 1 : 0;
    }
    return count;
  }

  private boolean on(double reached, double r) {
    return reached > 0 && Math.abs(reached - r) <= 0.22 * r + 0.25;
  }

  /**
   * How far the brightness scatters in a wider ring around the dot.
   *
   * @param known dots, which say nothing of the texture, in pixels of {@code unit} of this plane's
   */
  double texture(double x, double y, double r, PlaceIndex known, double unit) {
    double[] values = new double[2 * RAYS];
    int n = 0;
    for (int k = 0; k < RAYS; k++) {
      double ux = COS[k];
      double uy = SIN[k];
      for (double ring : new double[] {2.6, 4}) {
        double d = ring * r + 1;
        // Halves the slope of the light: opposite places are both there or both not.
        if (bare(x + d * ux, y + d * uy, known, unit)
            && bare(x - d * ux, y - d * uy, known, unit)) {
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

  private boolean bare(double x, double y, PlaceIndex known, double unit) {
    return plane.holds(x, y) && !known.covers((x + 0.5) * unit - 0.5, (y + 0.5) * unit - 0.5, 0);
  }

  /**
   * How far from the same all round the dot is, as a part of its contrast: the deviation, at equal
   * parts of the way from the middle to the outline, of the brightness from its mean. The outline
   * is taken as an ellipse, as a disc seen from the side has it. 0 for discs and balls, large for
   * letters and their holes.
   *
   * @param fine the plane to look at
   * @param x the middle in its pixels
   * @param factor its pixels for one of this plane
   * @param noise the deviation of its noise
   */
  double uneven(GrayPlane fine, double x, double y, double r, double factor, double noise) {
    double[] outline = ellipse(r);
    double sum = 0;
    double weights = 0;
    for (double part : PARTS) {
      double total = 0;
      double squares = 0;
      int n = 0;
      for (int k = 0; k < RAYS; k++) {
        double dx = part * outline[k] * COS[k];
        double dy = part * outline[k] * SIN[k];
        if (fine.holds(x + dx * factor, y + dy * factor)) {
          double v = fine.at(x + dx * factor, y + dy * factor) - slopeX * dx - slopeY * dy;
          total += v;
          squares += v * v;
          n++;
        }
      }
      if (n > RAYS / 2) {
        double mean = total / n;
        sum += part * Math.max(0, squares / n - mean * mean - noise * noise);
        weights += part;
      }
    }
    return weights == 0 ? 0 : Math.sqrt(sum / weights) / Math.abs(contrast);
  }

  /** For each ray how far the ellipse that is nearest to the outline reaches. */
  private double[] ellipse(double r) {
    double[] known = new double[RAYS];
    double mean = 0;
    double even = 0;
    double odd = 0;
    for (int k = 0; k < RAYS; k++) {
      known[k] = on(reach[k], r) || offFrom(reach[k], r) ? reach[k] : r;
      mean += known[k] / RAYS;
      even += 2 * known[k] * COS[2 * k % RAYS] / RAYS;
      odd += 2 * known[k] * SIN[2 * k % RAYS] / RAYS;
    }
    for (int k = 0; k < RAYS; k++) {
      known[k] = mean + even * COS[2 * k % RAYS] + odd * SIN[2 * k % RAYS];
    }
    return known;
  }

  /** Whether what surrounds the dot is only a frame, as around the hole in a letter. */
  boolean framed(double x, double y, double r) {
    int like = 0;
    int inside = 0;
    for (int k = 0; k < RAYS; k++) {
      double px = x + 2.8 * r * COS[k];
      double py = y + 2.8 * r * SIN[k];
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
        double ux = COS[k];
        double uy = SIN[k];
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

  /** The value that has half of the first {@code n} before it; their order is changed. */
  private static double median(double[] values, int n) {
    int low = 0;
    int high = n - 1;
    int wanted = n / 2;
    while (low < high) {
      double pivot = values[(low + high) / 2];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double other = values[i];
          values[i++] = values[j];
          values[j--] = other;
        }
      }
      if (wanted <= j) {
        high = j;
      } else if (wanted >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[wanted];
  }
}
