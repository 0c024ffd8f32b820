package io.ocelli.ops.feature;

import java.util.List;

/** What stands around a dot: nothing but ground and other dots, or strokes, as in letters. */
final class DotCompany {
  private static final int RAYS = DotWalk.RAYS;

  /** Part of a dot's surroundings that may be taken by other things. */
  private static final double MOST_DISTURBED = 0.1;

  /** Part of a close ring that may be as bright as the dot. */
  private static final double MOST_LIKE = 0.1;

  /** Part of the rays that may meet the dot's brightness again beyond what is around it. */
  private static final double MOST_FRAMED = 0.65;

  /** How far from the middle a frame may end, in radii. */
  private static final double WIDEST_FRAME = 4.2;

  /** The rings looked at for strokes, in radii; a pixel is added for what the blur spreads. */
  private static final double[] CLOSE = {1.35, 1.7, 2.1, 2.6};

  private final GrayPlane sharp;
  private final List<GrayPlane> smooth;

  DotCompany(GrayPlane sharp, List<GrayPlane> smooth) {
    this.sharp = sharp;
    this.smooth = smooth;
  }

  /** Whether nothing but ground and other dots is around. */
  boolean alone(DotShape.Outline dot, PlaceIndex dots) {
    return undisturbed(dot, dots) && !framed(dot, dots);
  }

  /**
   * Whether the rings close to the dot are ground. Its own brightness may hardly be met there:
   * where it is, the dot is the end or the crossing of strokes.
   */
  private boolean undisturbed(DotShape.Outline dot, PlaceIndex dots) {
    Look look = new Look(dot, dots);
    int inside = 0;
    int disturbed = 0;
    for (double ring : CLOSE) {
      int like = 0;
      for (int k = 0; k < RAYS; k++) {
        double off = look.off(k, ring);
        inside += Double.isNaN(off) ? 0 : 1;
        disturbed += Math.abs(off) > 0.5 ? 1 : 0;
        like += off > 0.35 ? 1 : 0;
      }
      if (ring < 2 && like > MOST_LIKE * RAYS) {
        return false;
      }
    }
    return disturbed <= MOST_DISTURBED * inside;
  }

  /**
   * Whether what surrounds the dot ends on nearly all sides, and beyond it is as bright as the dot:
   * then the dot is a hole in a mark, as in an A, and not a mark itself.
   */
  private boolean framed(DotShape.Outline dot, PlaceIndex dots) {
    Look look = new Look(dot, dots);
    int rays = 0;
    int framed = 0;
    for (int k = 0; k < RAYS; k++) {
      double off = 0;
      for (double ring = 1.35; ring <= WIDEST_FRAME && off <= 0.5; ring += 0.2) {
        off = look.off(k, ring);
        if (Double.isNaN(off)) {
          break;
        }
      }
      rays += Double.isNaN(off) ? 0 : 1;
      framed += off > 0.5 ? 1 : 0;
    }
    return framed > MOST_FRAMED * rays;
  }

  /** A look at the surroundings in a plane that suits the size of the dot. */
  private final class Look {
    private final DotShape.Outline dot;
    private final PlaceIndex dots;
    private final GrayPlane plane;
    private final double unit;

    private Look(DotShape.Outline dot, PlaceIndex dots) {
      this.dot = dot;
      this.dots = dots;
      int level = 0;
      while (dot.r() >= 10 << level && level < smooth.size() - 1) {
        level++;
      }
      this.plane = dot.r() < 3 ? sharp : smooth.get(level);
      this.unit = 1 << level;
    }

    /**
     * The brightness on a ray: 0 as the ground, 1 as the dot; 0 also where another dot is, and not
     * a number outside the picture.
     */
    private double off(int ray, double ring) {
      double px = dot.x() + (ring * dot.r() + 1) * DotWalk.COS[ray];
      double py = dot.y() + (ring * dot.r() + 1) * DotWalk.SIN[ray];
      double qx = (px + 0.5) / unit - 0.5;
      double qy = (py + 0.5) / unit - 0.5;
      if (!plane.holds(qx, qy)) {
        return Double.NaN;
      }
      double off = (plane.at(qx, qy) - dot.ground()) / dot.contrast();
      boolean other = Math.abs(off) > 0.3 && dots.covers(px, py, 1.5 * unit, dot.x(), dot.y());
      return other ? 0 : off;
    }
  }
}
