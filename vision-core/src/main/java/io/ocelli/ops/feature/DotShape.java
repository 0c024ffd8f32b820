package io.ocelli.ops.feature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the outline of what may be a dot: along rays from its middle, to where the brightness is
 * half-way to that of the ring around it.
 */
final class DotShape {
  private static final int RAYS = DotWalk.RAYS;

  /** Part of the rays that have to meet the outline; a dot that touches misses some. */
  private static final double SEEN = 0.86;

  /**
   * Part of the contrast that lies about the outline: 0.46 for a hill shaped like a Gaussian, as
   * textures have them, 0.62 for a disc blurred by 0.4 of its radius, 1 for a sharp one.
   */
  private static final double SHARP = 0.56;

  /** By how much a dot has to exceed the scatter of what is around it. */
  private static final double TEXTURE = 3;

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

  /** Looks at what stands around dots. */
  DotCompany company() {
    return new DotCompany(sharp, smooth);
  }

  /**
   * The outline of a dot, in pixels of the finest plane.
   *
   * @param uneven see {@link DotWalk#uneven}
   * @param standsOut whether it exceeds the scatter of what is around it
   */
  record Outline(
      double x,
      double y,
      double r,
      double area,
      double circularity,
      double contrast,
      double ground,
      double uneven,
      boolean standsOut) {}

  /**
   * The outline, or null where there is no dot.
   *
   * @param known dots that were found before, in pixels of the finest plane
   */
  @Nullable Outline outline(DotFinder.Candidate candidate, double leastContrast, PlaceIndex known) {
    int level = Math.max(0, candidate.octave() - 1);
    double unit = 1 << level;
    double x = (candidate.x() + 0.5) / unit - 0.5;
    double y = (candidate.y() + 0.5) / unit - 0.5;
    double r = candidate.r() / unit;
    DotWalk walk = new DotWalk(r < 3 ? sharp : smooth.get(level), Math.signum(candidate.answer()));
    double levelNoise = noise / unit * (r < 3 ? 0.45 : 0.28);
    if (!walk.glance(x, y, r, 0.4 * leastContrast)) {
      return null;
    }
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
      // Much less than is asked of it in the end: the middle is not known well yet.
      if (walk.met(circle) < 0.6 * RAYS
          || Math.abs(walk.contrast) < 2 * Math.max(walk.spread, levelNoise)) {
        return null;
      }
    }
    if (!walk.around(x, y, r)
        || Math.abs(walk.contrast) < leastContrast
        || Math.abs(walk.contrast) < 4.5 * Math.max(walk.spread, levelNoise)
        || walk.seen(r) < SEEN * RAYS
        || walk.framed(x, y, r)
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
        walk.ground,
        uneven((x + 0.5) * unit - 0.5, (y + 0.5) * unit - 0.5, r, unit, walk),
        Math.abs(walk.contrast) >= TEXTURE * walk.texture(x, y, r, known, unit));
  }

  private double uneven(double x, double y, double r, double unit, DotWalk walk) {
    int level = 0;
    while (r * unit > 12 << level && level < smooth.size() - 1) {
      level++;
    }
    double fineUnit = 1 << level;
    GrayPlane fine = level == 0 ? sharp : smooth.get(level);
    return walk.uneven(
        fine,
        (x + 0.5) / fineUnit - 0.5,
        (y + 0.5) / fineUnit - 0.5,
        r,
        unit / fineUnit,
        noise / fineUnit * (level == 0 ? 0.45 : 0.28));
  }

  /**
   * Whether it is a dot also when looked at closely, and not a letter or another group of strokes.
   */
  private boolean solid(double x, double y, double r, DotWalk walk) {
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
      double ux = DotWalk.COS[k] * r / unit;
      double uy = DotWalk.SIN[k] * r / unit;
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
}
