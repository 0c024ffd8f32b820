package io.ocelli.ops.feature;

import java.util.List;

/**
 * Fits a circle to the edges around a first guess, and says how much of it there is.
 *
 * <p>From the centre, rays are sent in all directions. Where the brightness changes most along a
 * ray near the guessed radius, the ray has its edge point, to parts of a pixel. A circle is fitted
 * to the points (Pratt 1987 in Taubin's form would cost more and give the same for whole circles;
 * here Kasa's is used about the last centre, which has no bias for points all around), and again
 * without those that lie off it.
 */
final class CircleFit {
  private static final int FEWEST_RAYS = 32;
  private static final int MOST_RAYS = 240;

  /** The score of a ring that has no gap. */
  private static final double WHOLE = 0.97;

  /** Enough to fit a circle to. */
  private static final int FIT_RAYS = 72;

  /** The cosine of how far a gradient may point away from the centre. */
  private static final double ALONG = Math.cos(Math.toRadians(25));

  private final Gradients gradients;
  private final GrayPlane plane;

  double x;
  double y;
  double r;

  /** Part of the rays inside the picture that have their edge on the circle. */
  double score;

  /** Mean strength of the edge where it is on the circle. */
  double strength;

  /** Where the edge was found on each ray; 0 where it was not, or is not on the circle. */
  double[] on = new double[0];

  CircleFit(Gradients gradients, double x, double y, double r) {
    this.gradients = gradients;
    this.plane = gradients.plane;
    this.x = x;
    this.y = y;
    this.r = r;
  }

  /** How far from the circle a point may be, in pixels of the plane. */
  static double tolerance(double r) {
    return Math.min(Math.max(0.045 * r, 0.7), 1.6);
  }

  /** Improves the guess; false where there is no circle. */
  boolean refine(double leastRadius, double mostRadius) {
    double window = Math.max(2, 0.14 * r);
    for (int i = 0; i < 3; i++) {
      double[] edges =
          edgePoints(
              Math.min(rays(), FIT_RAYS),
              window,
              i == 0 ? window : Math.max(1.2, 2 * tolerance(r)));
      if (!fit(edges)) {
        return false;
      }
      if (r < leastRadius * 0.9 || r > mostRadius * 1.1 || !plane.holds(x, y)) {
        return false;
      }
      window = Math.max(2, 0.10 * r / (1 + i));
    }
    judge();
    return r >= leastRadius && r <= mostRadius;
  }

  private int rays() {
    return (int) Math.min(Math.max(2 * Math.PI * r / 1.5, FEWEST_RAYS), MOST_RAYS);
  }

  /**
   * The distance of the edge on each ray, negative where it gets darker outwards; NaN for a ray
   * that leaves the picture, 0 without an edge.
   */
  private double[] edgePoints(int rays, double window, double near) {
    double[] found = new double[rays];
    int steps = (int) Math.ceil(window / 0.5);
    float[] profile = new float[2 * steps + 3];
    for (int k = 0; k < rays; k++) {
      double angle = 2 * Math.PI * k / rays;
      double ux = Math.cos(angle);
      double uy = Math.sin(angle);
      if (!plane.holds(x + (r + 1) * ux, y + (r + 1) * uy)) {
        found[k] = Double.NaN;
        continue;
      }
      found[k] = edge(ux, uy, steps, near, profile);
    }
    return found;
  }

  private double edge(double ux, double uy, int steps, double near, float[] profile) {
    float strongest = 0;
    for (int s = -steps - 1; s <= steps + 1; s++) {
      double at = r + s * 0.5;
      float value = 0;
      if (at > 0.5) {
        double px = x + at * ux;
        double py = y + at * uy;
        double dx = plane.sample(gradients.gx, px, py);
        double dy = plane.sample(gradients.gy, px, py);
        double along = dx * ux + dy * uy;
        if (Math.abs(along) >= ALONG * Math.hypot(dx, dy)) {
          value = (float) along;
        }
      }
      profile[s + steps + 1] = value;
      if (Math.abs(s) <= steps) {
        strongest = Math.max(strongest, Math.abs(value));
      }
    }
    double least = Math.max(gradients.least * 0.8, 0.4 * strongest);
    double best = 0;
    double bestDistance = Double.POSITIVE_INFINITY;
    for (int s = -steps; s <= steps; s++) {
      int i = s + steps + 1;
      float here = Math.abs(profile[i]);
      float before = Math.abs(profile[i - 1]);
      float after = Math.abs(profile[i + 1]);
      if (here < least || here < before || here <= after) {
        continue;
      }
      double bend = before - 2 * here + after;
      double shift = bend == 0 ? 0 : 0.5 * (before - after) / bend;
      double distance = Math.abs(s * 0.5 + 0.5 * shift);
      if (distance < bestDistance && distance <= near) {
        bestDistance = distance;
        best = Math.copySign(r + 0.5 * (s + shift), profile[i]);
      }
    }
    return best;
  }

  /** A circle through the edge points by least squares; points far off lose their weight. */
  private boolean fit(double[] edges) {
    double[] px = new double[edges.length];
    double[] py = new double[edges.length];
    int count = 0;
    for (int k = 0; k < edges.length; k++) {
      double at = Math.abs(edges[k]);
      if (at > 0) {
        double angle = 2 * Math.PI * k / edges.length;
        px[count] = at * Math.cos(angle);
        py[count++] = at * Math.sin(angle);
      }
    }
    if (count < 0.35 * edges.length || count < 8) {
      return false;
    }
    double cx = 0;
    double cy = 0;
    double cr = r;
    for (int pass = 0; pass < 4; pass++) {
      double spread = pass == 0 ? Double.POSITIVE_INFINITY : 1.5 * tolerance(r) * (4 - pass);
      double[] next = solve(px, py, count, cx, cy, cr, spread);
      if (next.length == 0) {
        return false;
      }
      cx = next[0];
      cy = next[1];
      cr = next[2];
    }
    if (Math.hypot(cx, cy) > 0.5 * r + 2) {
      return false;
    }
    x += cx;
    y += cy;
    r = cr;
    return true;
  }

  /** Kasa's fit: x^2 + y^2 = 2 a x + 2 b y + c is linear in a, b and c. */
  static double[] solve(
      double[] px, double[] py, int count, double cx, double cy, double cr, double spread) {
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, sz = 0, sxz = 0, syz = 0;
    for (int i = 0; i < count; i++) {
      double off = (Math.hypot(px[i] - cx, py[i] - cy) - cr) / spread;
      if (Math.abs(off) >= 1) {
        continue;
      }
      double w = (1 - off * off) * (1 - off * off);
      double z = px[i] * px[i] + py[i] * py[i];
      n += w;
      sx += w * px[i];
      sy += w * py[i];
      sxx += w * px[i] * px[i];
      syy += w * py[i] * py[i];
      sxy += w * px[i] * py[i];
      sz += w * z;
      sxz += w * px[i] * z;
      syz += w * py[i] * z;
    }
    if (n < 5) {
      return new double[0];
    }
    double axx = sxx - sx * sx / n;
    double ayy = syy - sy * sy / n;
    double axy = sxy - sx * sy / n;
    double bx = (sxz - sx * sz / n) / 2;
    double by = (syz - sy * sz / n) / 2;
    double det = axx * ayy - axy * axy;
    if (det < 1e-9) {
      return new double[0];
    }
    double a = (bx * ayy - by * axy) / det;
    double b = (by * axx - bx * axy) / det;
    double rr = sz / n - 2 * a * sx / n - 2 * b * sy / n + a * a + b * b;
    return rr <= 0 ? new double[0] : new double[] {a, b, Math.sqrt(rr)};
  }

  /** Counts the rays whose edge is on the circle and changes in the same sense as around it. */
  private void judge() {
    double tolerance = tolerance(r);
    on = edgePoints(rays(), Math.min(Math.max(2.5, 0.12 * r), 12), tolerance);
    int rays = on.length;
    int inside = 0;
    int[] sense = new int[rays];
    for (int k = 0; k < rays; k++) {
      if (Double.isNaN(on[k])) {
        on[k] = 0;
        continue;
      }
      inside++;
      sense[k] = (int) Math.signum(on[k]);
    }
    int agreeing = 0;
    double sum = 0;
    int half = Math.max(2, rays / 10);
    for (int k = 0; k < rays; k++) {
      int around = 0;
      for (int j = -half; j <= half; j++) {
        around += sense[Math.floorMod(k + j, rays)];
      }
      if (sense[k] != 0 && around * sense[k] > 0.4 * half) {
        agreeing++;
        double angle = 2 * Math.PI * k / rays;
        double px = x + Math.abs(on[k]) * Math.cos(angle);
        double py = y + Math.abs(on[k]) * Math.sin(angle);
        sum += Math.hypot(plane.sample(gradients.gx, px, py), plane.sample(gradients.gy, px, py));
      } else {
        on[k] = 0;
      }
    }
    score = inside < rays / 2 ? 0 : agreeing / (double) inside;
    strength = agreeing == 0 ? 0 : sum / agreeing;
  }

  /** The part of the circle's own edge that another circle does not claim. */
  double scoreWithout(CircleFit other) {
    int left = 0;
    int had = 0;
    for (int k = 0; k < on.length; k++) {
      if (on[k] == 0) {
        continue;
      }
      had++;
      double angle = 2 * Math.PI * k / on.length;
      double px = x + Math.abs(on[k]) * Math.cos(angle);
      double py = y + Math.abs(on[k]) * Math.sin(angle);
      double off = Math.abs(Math.hypot(px - other.x, py - other.y) - other.r);
      if (off > 1.5 * tolerance(other.r)) {
        left++;
      }
    }
    return had == 0 ? 0 : score * left / had;
  }

  /**
   * Whether a small circle is a disc or a ring on its own, and not a part of a letter: just inside
   * it has one brightness, and just outside nothing but other circles touches it.
   *
   * @param others other circles
   */
  boolean alone(List<CircleFit> others) {
    GrayPlane best = gradients.colours[0];
    double contrast = 0;
    for (GrayPlane colour : gradients.colours) {
      double here = median(colour, 0.8) - median(colour, 1.3);
      if (Math.abs(here) > Math.abs(contrast)) {
        contrast = here;
        best = colour;
      }
    }
    double half = median(best, 1.3) + 0.5 * contrast;
    int in = 0;
    int outside = 0;
    int disturbed = 0;
    for (int k = 0; k < FEWEST_RAYS; k++) {
      double ux = r * Math.cos(2 * Math.PI * k / FEWEST_RAYS);
      double uy = r * Math.sin(2 * Math.PI * k / FEWEST_RAYS);
      in += (best.at(x + 0.8 * ux, y + 0.8 * uy) - half) * contrast > 0 ? 1 : 0;
      for (double ring : new double[] {1.3, 1.6}) {
        double px = x + ring * ux;
        double py = y + ring * uy;
        if (!plane.holds(px, py)) {
          continue;
        }
        outside++;
        boolean other =
            others.stream()
                .anyMatch(o -> o != this && Math.hypot(px - o.x, py - o.y) < 1.15 * o.r + 1);
        double off = best.at(px, py) - median(best, 1.3);
        disturbed += !other && Math.abs(off) > 0.5 * Math.abs(contrast) ? 1 : 0;
      }
    }
    // A stroke bent to a ring that has a gap, as in an e or a 9.
    int hollow = 0;
    for (int k = 0; k < FEWEST_RAYS; k++) {
      double ux = 0.45 * r * Math.cos(2 * Math.PI * k / FEWEST_RAYS);
      double uy = 0.45 * r * Math.sin(2 * Math.PI * k / FEWEST_RAYS);
      hollow += (best.at(x + ux, y + uy) - half) * contrast < 0 ? 1 : 0;
    }
    if (hollow >= 0.3 * FEWEST_RAYS && score < WHOLE) {
      return false;
    }
    return in >= 0.8 * FEWEST_RAYS && disturbed <= 0.2 * outside;
  }

  private double median(GrayPlane colour, double ring) {
    double[] values = new double[FEWEST_RAYS];
    for (int k = 0; k < FEWEST_RAYS; k++) {
      double angle = 2 * Math.PI * k / FEWEST_RAYS;
      values[k] = colour.at(x + ring * r * Math.cos(angle), y + ring * r * Math.sin(angle));
    }
    java.util.Arrays.sort(values);
    return values[FEWEST_RAYS / 2];
  }
}
