package io.ocelli.ops.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds circles: edge pixels vote for centres along their gradients (Kimme, Ballard and Sklansky
 * 1975), separately for bands of radii whose cells grow with the radius; what has votes is then
 * fitted and judged by {@link CircleFit}.
 */
final class CircleFinder {
  /** Each band of radii ends at this factor of where it begins. */
  private static final double BAND = 1.35;

  private static final int CANDIDATES = 70;

  /** Radius in pixels of the plane from which on a circle is hardly a part of a letter. */
  private static final double LETTER = 34;

  /** What the smallest circles need at least. */
  private static final double SMALL_SCORE = 0.80;

  /** Votes that a centre needs, as a part of a whole circle's. */
  private static final double FEWEST_VOTES = 0.22;

  private final Gradients gradients;
  private final double leastRadius;
  private final double mostRadius;
  private final double leastScore;
  private final boolean nested;

  /** Radii in pixels of the plane. */
  CircleFinder(
      Gradients gradients,
      double leastRadius,
      double mostRadius,
      double leastScore,
      boolean nested) {
    this.gradients = gradients;
    this.leastRadius = leastRadius;
    this.mostRadius = mostRadius;
    this.leastScore = leastScore;
    this.nested = nested;
  }

  /** The circles, best first. */
  List<CircleFit> find() {
    List<CircleFit> all = new ArrayList<>();
    for (double from = leastRadius * 0.95; from < mostRadius; from *= BAND) {
      double to = Math.min(from * BAND, mostRadius * 1.05);
      for (double[] centre : centres(from, to)) {
        for (double radius : radii(centre, from, to)) {
          CircleFit fit = new CircleFit(gradients, centre[0], centre[1], radius);
          if (fit.refine(leastRadius, mostRadius) && fit.score >= needed(fit.r)) {
            all.add(fit);
          }
        }
      }
    }
    return choose(all);
  }

  /**
   * The score that a circle of a radius needs: small ones more, because a letter or a corner of
   * something is easily as round.
   */
  private double needed(double r) {
    double small = Math.min(Math.max((30 - r) / 18, 0), 1);
    return Math.max(leastScore, leastScore + small * (SMALL_SCORE - leastScore));
  }

  /** Where the votes of a band meet: x and y. */
  private List<double[]> centres(double from, double to) {
    GrayPlane plane = gradients.plane;
    double cell = Math.max(1, 0.06 * from);
    int columns = (int) (plane.width() / cell) + 3;
    int rows = (int) (plane.height() / cell) + 3;
    float[] votes = new float[columns * rows];
    for (int i : gradients.edges) {
      double size = Math.hypot(gradients.gx[i], gradients.gy[i]);
      double ux = gradients.gx[i] / size;
      double uy = gradients.gy[i] / size;
      int px = i % plane.width();
      int py = i / plane.width();
      for (int sign = -1; sign <= 1; sign += 2) {
        for (double d = from + cell / 2; d < to + cell / 2; d += cell) {
          double cx = px + sign * d * ux;
          double cy = py + sign * d * uy;
          if (!plane.holds(cx, cy)) {
            break;
          }
          votes[(1 + (int) (cy / cell)) * columns + 1 + (int) (cx / cell)]++;
        }
      }
    }
    return peaks(votes, columns, rows, cell, FEWEST_VOTES * 2 * Math.PI * from);
  }

  private static List<double[]> peaks(
      float[] votes, int columns, int rows, double cell, double fewest) {
    float[] sums = new float[votes.length];
    for (int y = 1; y < rows - 1; y++) {
      for (int x = 1; x < columns - 1; x++) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            sum += votes[(y + dy) * columns + x + dx];
          }
        }
        sums[y * columns + x] = sum;
      }
    }
    List<double[]> found = new ArrayList<>();
    for (int y = 1; y < rows - 1; y++) {
      for (int x = 1; x < columns - 1; x++) {
        float here = sums[y * columns + x];
        if (here < fewest) {
          continue;
        }
        boolean largest = true;
        double weight = 0;
        double wx = 0;
        double wy = 0;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            int j = (y + dy) * columns + x + dx;
            boolean later = dy > 0 || (dy == 0 && dx > 0);
            largest &= later ? sums[j] <= here : (dy == 0 && dx == 0) || sums[j] < here;
            weight += votes[j];
            wx += votes[j] * dx;
            wy += votes[j] * dy;
          }
        }
        if (largest) {
          found.add(
              new double[] {(x - 0.5 + wx / weight) * cell, (y - 0.5 + wy / weight) * cell, here});
        }
      }
    }
    found.sort(Comparator.comparingDouble(peak -> -peak[2]));
    return found.subList(0, Math.min(CANDIDATES, found.size()));
  }

  /** The radii, at most two, at which most edges look to the centre. */
  private List<Double> radii(double[] centre, double from, double to) {
    GrayPlane plane = gradients.plane;
    double margin = 0.1 * from + 1;
    double low = Math.max(2, from - margin);
    double high = to + margin;
    double bin = Math.max(1, 0.04 * from);
    float[] counts = new float[(int) ((high - low) / bin) + 2];
    int top = Math.max(0, (int) (centre[1] - high));
    int bottom = Math.min(plane.height() - 1, (int) (centre[1] + high) + 1);
    for (int row = top; row <= bottom; row++) {
      double dy = row - centre[1];
      for (int k = gradients.rows[row]; k < gradients.rows[row + 1]; k++) {
        int i = gradients.edges[k];
        double dx = i % plane.width() - centre[0];
        double distance = Math.hypot(dx, dy);
        if (distance < low || distance >= high) {
          continue;
        }
        double along = Math.abs(dx * gradients.gx[i] + dy * gradients.gy[i]);
        double size = Math.hypot(gradients.gx[i], gradients.gy[i]);
        if (along > 0.94 * distance * size) {
          counts[(int) ((distance - low) / bin)] += (float) (1 / distance);
        }
      }
    }
    List<Double> radii = new ArrayList<>();
    float[] rest = counts.clone();
    for (int n = 0; n < 2; n++) {
      int best = 0;
      float most = 0;
      for (int b = 0; b + 1 < rest.length; b++) {
        float two = rest[b] + rest[b + 1];
        if (two > most) {
          most = two;
          best = b;
        }
      }
      if (most < FEWEST_VOTES * 2 * Math.PI * 0.8) {
        break;
      }
      radii.add(low + (best + 1) * bin);
      Arrays.fill(rest, Math.max(0, best - 1), Math.min(rest.length, best + 3), 0);
    }
    return radii;
  }

  /** Keeps the best of those that share edges, and the outermost of those within each other. */
  private List<CircleFit> choose(List<CircleFit> all) {
    all.sort(
        Comparator.comparingDouble((CircleFit c) -> -c.score * (1 + 0.15 * Math.log(c.r)))
            .thenComparingDouble(c -> c.y)
            .thenComparingDouble(c -> c.x)
            .thenComparingDouble(c -> c.r));
    List<CircleFit> kept = new ArrayList<>();
    for (CircleFit fit : all) {
      if (kept.stream().allMatch(other -> compatible(fit, other))) {
        kept.add(fit);
      }
    }
    List<CircleFit> together = List.copyOf(kept);
    kept.removeIf(fit -> fit.r < LETTER && !fit.alone(together));
    if (!nested) {
      kept.removeIf(inner -> kept.stream().anyMatch(outer -> inside(inner, outer)));
    }
    return kept;
  }

  private boolean compatible(CircleFit fit, CircleFit other) {
    double apart = Math.hypot(fit.x - other.x, fit.y - other.y);
    boolean same =
        apart < 0.25 * Math.max(fit.r, other.r)
            && Math.abs(fit.r - other.r) < 0.2 * Math.max(fit.r, other.r);
    return !same && fit.scoreWithout(other) >= needed(fit.r) * 0.75;
  }

  private static boolean inside(CircleFit inner, CircleFit outer) {
    double apart = Math.hypot(inner.x - outer.x, inner.y - outer.y);
    return outer.r > inner.r && apart + 0.8 * inner.r < outer.r;
  }
}
