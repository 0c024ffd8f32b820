package io.ocelli.dataset.audit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lays one thumbnail on another that may be cropped, shifted or rotated by a little: an affine map
 * found by the inverse compositional algorithm (Baker and Matthews, Lucas-Kanade 20 years on, IJCV
 * 2004) on gray levels of mean 0 and deviation 1, first at a quarter and then at half of the
 * thumbnails' resolution. One template serves any number of pictures, since all that costs time is
 * worked out from it beforehand.
 */
final class Alignment {
  /** Sides of the squares that are compared, the coarse one first. */
  private static final int[] SIDES = {16, 32};

  private static final int MOST_STEPS = 12;

  /** Steps shorter than this share of half the side move nothing that can be seen. */
  private static final double STILL = 0.002;

  /** Farther than this, in shares of half the side, no near copy is moved or stretched. */
  private static final double FARTHEST = 0.25;

  /** Differences beyond this many deviations of the gray levels count no more. */
  private static final float MOST_ERROR = 0.5f;

  /** Where less than this share of the template is covered there is no telling. */
  private static final double LEAST_COVERED = 0.6;

  private final Level[] levels;

  /** Aligns to a square of {@link Thumbprint#SIDE} gray levels. */
  Alignment(float[] template) {
    levels = new Level[SIDES.length];
    for (int i = 0; i < SIDES.length; i++) {
      levels[i] = new Level(template, SIDES[i]);
    }
  }

  /**
   * The map from places of the template to places of a picture, both from -1 to 1: x' = (1 + xx) x
   * + xy y + x0, y' = yx x + (1 + yy) y + y0.
   */
  record Affine(double x0, double xx, double xy, double y0, double yx, double yy) {
    static final Affine NONE = new Affine(0, 0, 0, 0, 0, 0);

    private boolean small() {
      return Math.abs(x0) + Math.abs(xx) + Math.abs(xy) < FARTHEST
          && Math.abs(y0) + Math.abs(yx) + Math.abs(yy) < FARTHEST;
    }

    private double size() {
      return Math.max(
          Math.abs(x0) + Math.abs(xx) + Math.abs(xy), Math.abs(y0) + Math.abs(yx) + Math.abs(yy));
    }

    /** This after the inverse of the step. */
    private Affine less(double[] p) {
      double a = 1 + p[1];
      double b = p[2];
      double c = p[4];
      double d = 1 + p[5];
      double det = a * d - b * c;
      double ia = d / det;
      double ib = -b / det;
      double ic = -c / det;
      double id = a / det;
      double ix = -(ia * p[0] + ib * p[3]);
      double iy = -(ic * p[0] + id * p[3]);
      double m = 1 + xx;
      double n = 1 + yy;
      return new Affine(
          m * ix + xy * iy + x0,
          m * ia + xy * ic - 1,
          m * ib + xy * id,
          yx * ix + n * iy + y0,
          yx * ia + n * ic,
          yx * ib + n * id - 1);
    }
  }

  /**
   * The map that lays the template on the picture.
   *
   * @param picture square of {@link Thumbprint#SIDE} gray levels
   * @param least correlation of gray levels below which it is given up
   * @return null where they do not fit
   */
  @Nullable Affine to(float[] picture, double least) {
    Affine map = Affine.NONE;
    for (Level level : levels) {
      float[] reduced =
          SmallPicture.reduced(picture, Thumbprint.SIDE, Thumbprint.SIDE / level.side);
      map = level.improved(map, reduced, least);
      if (map == null) {
        return null;
      }
    }
    return map;
  }

  /**
   * The picture as the map sees it.
   *
   * @param covered set to whether a value lies inside the picture
   */
  static float[] warped(float[] picture, int side, Affine map, boolean[] covered) {
    float[] warped = new float[picture.length];
    double half = side / 2.0;
    for (int row = 0; row < side; row++) {
      double v = (row + 0.5) / half - 1;
      for (int column = 0; column < side; column++) {
        double u = (column + 0.5) / half - 1;
        double x = ((1 + map.xx) * u + map.xy * v + map.x0 + 1) * half - 0.5;
        double y = (map.yx * u + (1 + map.yy) * v + map.y0 + 1) * half - 0.5;
        int i = row * side + column;
        covered[i] = x > -0.75 && y > -0.75 && x < side - 0.25 && y < side - 0.25;
        double cx = Math.min(side - 1.001, Math.max(0, x));
        double cy = Math.min(side - 1.001, Math.max(0, y));
        int left = (int) cx;
        int top = (int) cy;
        float fx = (float) (cx - left);
        float fy = (float) (cy - top);
        int at = top * side + left;
        float upper = picture[at] + fx * (picture[at + 1] - picture[at]);
        float lower = picture[at + side] + fx * (picture[at + side + 1] - picture[at + side]);
        warped[i] = upper + fy * (lower - upper);
      }
    }
    return warped;
  }

  /** The template at one resolution, with what each parameter of the map would change. */
  private static final class Level {
    final int side;
    private final float[] values;
    private final float[][] changes = new float[6][];
    private final double[][] hessian = new double[6][6];

    Level(float[] template, int side) {
      this.side = side;
      values = SmallPicture.reduced(template, Thumbprint.SIDE, Thumbprint.SIDE / side);
      boolean[] all = new boolean[values.length];
      Arrays.fill(all, true);
      normalize(values, all);
      for (int k = 0; k < 6; k++) {
        changes[k] = new float[values.length];
      }
      float half = side / 2f;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int i = y * side + x;
          float dx = (values[x < side - 1 ? i + 1 : i] - values[x > 0 ? i - 1 : i]);
          float dy = (values[y < side - 1 ? i + side : i] - values[y > 0 ? i - side : i]);
          dx *= x > 0 && x < side - 1 ? half / 2 : half;
          dy *= y > 0 && y < side - 1 ? half / 2 : half;
          float u = (x + 0.5f) / half - 1;
          float v = (y + 0.5f) / half - 1;
          changes[0][i] = dx;
          changes[1][i] = dx * u;
          changes[2][i] = dx * v;
          changes[3][i] = dy;
          changes[4][i] = dy * u;
          changes[5][i] = dy * v;
        }
      }
      for (int a = 0; a < 6; a++) {
        for (int b = a; b < 6; b++) {
          double sum = 0;
          for (int i = 0; i < values.length; i++) {
            sum += changes[a][i] * changes[b][i];
          }
          hessian[a][b] = sum;
          hessian[b][a] = sum;
        }
      }
      for (int a = 0; a < 6; a++) {
        // Where a picture says nothing of a parameter, it stays as it is.
        hessian[a][a] += 0.01 * values.length;
      }
    }

    @Nullable Affine improved(Affine start, float[] picture, double least) {
      Affine map = start;
      boolean[] covered = new boolean[values.length];
      double correlation = -1;
      Affine best = start;
      for (int step = 0; step < MOST_STEPS; step++) {
        float[] warped = warped(picture, side, map, covered);
        int n = normalize(warped, covered);
        if (n < LEAST_COVERED * values.length) {
          return null;
        }
        double now = correlation(warped, covered, n);
        if (now > correlation) {
          correlation = now;
          best = map;
        }
        double[] right = new double[6];
        for (int i = 0; i < values.length; i++) {
          if (covered[i]) {
            // Bounded, so that filled corners and reflections do not pull at the rest.
            float error = Math.max(-MOST_ERROR, Math.min(MOST_ERROR, warped[i] - values[i]));
            for (int k = 0; k < 6; k++) {
              right[k] += changes[k][i] * error;
            }
          }
        }
        double[] change = solved(right);
        map = map.less(change);
        if (!map.small()) {
          break;
        }
        if (new Affine(change[0], change[1], change[2], change[3], change[4], change[5]).size()
            < STILL) {
          break;
        }
      }
      return correlation >= least ? best : null;
    }

    private double correlation(float[] warped, boolean[] covered, int n) {
      double sum = 0;
      double own = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        if (covered[i]) {
          sum += warped[i] * values[i];
          own += values[i];
          squares += values[i] * values[i];
        }
      }
      double variance = squares / n - own / n * (own / n);
      return sum / n / Math.sqrt(Math.max(1e-9, variance));
    }

    /** Cholesky; six numbers. */
    private double[] solved(double[] right) {
      double[][] l = new double[6][6];
      double[] x = right.clone();
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = hessian[i][j];
          for (int k = 0; k < j; k++) {
            sum -= l[i][k] * l[j][k];
          }
          l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
        }
        for (int k = 0; k < i; k++) {
          x[i] -= l[i][k] * x[k];
        }
        x[i] /= l[i][i];
      }
      for (int i = 5; i >= 0; i--) {
        for (int k = i + 1; k < 6; k++) {
          x[i] -= l[k][i] * x[k];
        }
        x[i] /= l[i][i];
      }
      return x;
    }

    /** To mean 0 and deviation 1 over what is covered. */
    private static int normalize(float[] values, boolean[] covered) {
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (int i = 0; i < values.length; i++) {
        if (covered[i]) {
          sum += values[i];
          squares += values[i] * values[i];
          n++;
        }
      }
      double mean = sum / Math.max(1, n);
      double deviation = Math.sqrt(Math.max(1e-9, squares / Math.max(1, n) - mean * mean));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((values[i] - mean) / deviation);
      }
      return n;
    }
  }
}
