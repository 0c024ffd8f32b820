package io.ocelli.ops.find;

import java.util.Arrays;
import java.util.Optional;

/**
 * The four edges of the plate around a row of characters, in coordinates of a {@link Patch}: the
 * upper and lower {@code y = at + slope * x}, the left and right {@code x = at + slope * y}.
 *
 * @param strength how clearly the upper and the lower edge are seen, 0 to 1
 * @param innerLeft the left end of the ground: the band's inner edge where there is a band
 * @param innerRight the right end of the ground
 * @param found whether the upper and the lower edge were both seen; else they are guessed
 */
record PlateFrame(
    Line top,
    Line bottom,
    Line left,
    Line right,
    Line innerLeft,
    Line innerRight,
    double strength,
    boolean found) {
  /** A straight line. */
  record Line(double at, double slope, double strength) {
    double of(double other) {
      return at + slope * other;
    }
  }

  private static final int H = Patch.HEIGHT;

  /** An edge counts where it is at least this part of the contrast of the characters. */
  private static final double FAINT = 0.18;

  private static final double WIDEST_BAND = 2.2;

  /** A band is at least so blue, on a scale to 255. */
  private static final double BLUE = 18;

  /**
   * Looks for the edges.
   *
   * @param dark whether the characters are darker than their ground
   */
  static Optional<PlateFrame> around(Patch patch, boolean dark) {
    double contrast = contrast(patch);
    if (contrast < 12 || groundIsDarker(patch) == dark) {
      return Optional.empty();
    }
    double sign = dark ? 1 : -1;
    Optional<Line> above = level(patch, -1, sign, contrast);
    Optional<Line> below = level(patch, 1, sign, contrast);
    if (above.isEmpty() && below.isEmpty()) {
      return Optional.empty();
    }
    Line top =
        above.orElseGet(() -> new Line(-below.orElseThrow().at(), below.orElseThrow().slope(), 0));
    Line bottom =
        below.orElseGet(() -> new Line(-above.orElseThrow().at(), above.orElseThrow().slope(), 0));
    Line left = side(patch, top, bottom, -1, contrast);
    Line right = side(patch, top, bottom, 1, contrast);
    return Optional.of(
        new PlateFrame(
            top,
            bottom,
            withBand(patch, top, bottom, left, -1),
            withBand(patch, top, bottom, right, 1),
            left,
            right,
            (top.strength() + bottom.strength()) / 2,
            above.isPresent() && below.isPresent()));
  }

  /** The difference between the lighter and the darker parts of the row of characters. */
  private static double contrast(Patch patch) {
    float[] values = new float[patch.length() * H];
    int n = 0;
    for (int y = -H / 2; y < H / 2; y++) {
      for (int x = 0; x < patch.length(); x++) {
        values[n++] = patch.at(x, y);
      }
    }
    Arrays.sort(values);
    return values[(int) (n * 0.92)] - values[(int) (n * 0.08)];
  }

  /** Whether what lies just above and below the characters is darker than the middle of all. */
  private static boolean groundIsDarker(Patch patch) {
    float[] inside = new float[patch.length() * H];
    int n = 0;
    for (int y = -H / 2; y < H / 2; y++) {
      for (int x = 0; x < patch.length(); x++) {
        inside[n++] = patch.at(x, y);
      }
    }
    Arrays.sort(inside);
    double middle = (inside[(int) (n * 0.92)] + inside[(int) (n * 0.08)]) / 2;
    double sum = 0;
    int count = 0;
    for (int x = 0; x < patch.length(); x++) {
      for (int d = 2; d <= 3; d++) {
        sum += patch.at(x, -H / 2 - d) + patch.at(x, H / 2 + d);
        count += 2;
      }
    }
    return sum / count < middle;
  }

  /** The nearest clear edge above (-1) or below (1) the characters, along their whole length. */
  private static Optional<Line> level(Patch patch, int direction, double sign, double contrast) {
    int from = H / 2 + 2;
    int to = (int) (H * 1.45);
    double[] best = new double[to + 1];
    double[] slopes = new double[to + 1];
    for (int d = from; d <= to; d++) {
      for (double slope = -0.07; slope <= 0.0701; slope += 0.01) {
        double sum = 0;
        int n = 0;
        for (int x = -H / 4; x < patch.length() + H / 4; x += 2) {
          int y = (int) Math.round(direction * d + slope * (x - patch.length() / 2.0));
          // From the outside to the inside.
          double step = patch.at(x, y - direction) - patch.at(x, y + direction);
          sum += Math.max(-0.3, Math.min(0.5, sign * step / contrast));
          n++;
        }
        double mean = sum / n;
        if (mean > best[d]) {
          best[d] = mean;
          slopes[d] = slope;
        }
      }
    }
    double most = Arrays.stream(best).max().orElse(0);
    if (most < FAINT * 0.6) {
      return Optional.empty();
    }
    for (int d = from + 1; d < to; d++) {
      if (best[d] >= 0.6 * most && best[d] >= best[d - 1] && best[d] >= best[d + 1]) {
        double a = best[d - 1];
        double b = best[d];
        double c = best[d + 1];
        double curve = a - 2 * b + c;
        double shift = curve < 0 ? 0.5 * (a - c) / curve : 0;
        double slope = slopes[d];
        // The patch counts edges of pixels, the step lies at the centre of one.
        double at = direction * (d + shift) + 0.5 - slope * patch.length() / 2.0;
        return Optional.of(new Line(at, slope, b));
      }
    }
    return Optional.empty();
  }

  /**
   * How far the upper and the lower edge go on to one side, and the upright edge that ends them.
   */
  private static Line side(Patch patch, Line top, Line bottom, int direction, double contrast) {
    int start = direction < 0 ? 0 : patch.length();
    int reach = (int) (2.4 * H);
    int end = 0;
    int gap = 0;
    for (int d = 0; d <= reach && gap <= H / 5; d++) {
      int x = start + direction * d;
      double up = edge(patch, x, top.of(x)) / contrast;
      double down = edge(patch, x, bottom.of(x)) / contrast;
      if (Math.min(up, down) > 0.07 && up + down > 2 * FAINT) {
        end = d;
        gap = 0;
      } else {
        gap++;
      }
    }
    double bestStrength = 0;
    double bestAt = start + direction * (end + 0.5);
    double bestSlope = 0;
    int middle = (int) Math.round((top.of(start) + bottom.of(start)) / 2);
    for (int d = Math.max((int) (-0.1 * H), end - H / 2); d <= end + H / 3; d++) {
      for (double slope = -0.3; slope <= 0.301; slope += 0.03) {
        double sum = 0;
        int n = 0;
        int x0 = start + direction * d;
        for (int y = (int) top.of(x0) + 3; y <= bottom.of(x0) - 3; y++) {
          int x = (int) Math.round(x0 + slope * (y - middle));
          double step = Math.abs(patch.at(x + 1, y) - patch.at(x - 1, y));
          sum += Math.min(0.4, step / contrast);
          n++;
        }
        // Near the end of the level edges is likelier.
        double near = 1 - 0.4 * Math.abs(d - end) / (H / 2.0);
        double strength = n == 0 ? 0 : sum / n * near;
        if (strength > bestStrength) {
          bestStrength = strength;
          bestAt = x0 + 0.5 - slope * middle;
          bestSlope = slope;
        }
      }
    }
    return new Line(bestAt, bestSlope, bestStrength);
  }

  /**
   * The side moved out over a blue band, as plates of many European countries have it: its upper
   * and lower edges are too faint to be followed where the border is dark too.
   */
  private static Line withBand(Patch patch, Line top, Line bottom, Line side, int direction) {
    int middle = (int) Math.round((top.of(side.at()) + bottom.of(side.at())) / 2);
    int start = (int) Math.round(side.of(middle)) - direction * (H / 4);
    int reach = (int) (WIDEST_BAND * H);
    double[] blue = new double[reach];
    double most = 0;
    for (int d = 0; d < reach; d++) {
      int n = 0;
      for (int y = (int) top.of(start) + 4; y <= bottom.of(start) - 4; y++) {
        int x = (int) Math.round(start + direction * d + side.slope() * (y - middle));
        blue[d] += patch.blueAt(x, y);
        n++;
      }
      blue[d] /= Math.max(1, n);
      if (d < H) {
        most = Math.max(most, blue[d]);
      }
    }
    if (most < BLUE || blue[0] > most / 2) {
      return side;
    }
    int in = 0;
    while (blue[in] < most / 2) {
      in++;
    }
    int out = in;
    while (out < reach && blue[out] >= most / 2) {
      out++;
    }
    if (out == reach || out - in < H / 6 || in > H / 2) {
      return side;
    }
    // A band ends where the plate does; a blue car does not.
    double beyond = 0;
    for (int d = in; d < out; d++) {
      int x = start + direction * d;
      beyond +=
          patch.blueAt(x, (int) top.of(x) - H / 5) + patch.blueAt(x, (int) bottom.of(x) + H / 5);
    }
    if (beyond / (2 * (out - in)) > 0.6 * most) {
      return side;
    }
    double part = (blue[out - 1] - most / 2) / (blue[out - 1] - blue[out]);
    double x = start + direction * (out - 1 + part) + 0.5;
    return new Line(x - side.slope() * middle, side.slope(), side.strength());
  }

  private static double edge(Patch patch, int x, double y) {
    int row = (int) Math.floor(y);
    double most = 0;
    for (int i = row - 1; i <= row + 1; i++) {
      most = Math.max(most, Math.abs(patch.at(x, i + 1) - patch.at(x, i - 1)));
    }
    return most;
  }

  /** Where a level and an upright line meet, in the patch. */
  static double[] meet(Line level, Line upright) {
    double x =
        (upright.at() + upright.slope() * level.at()) / (1 - upright.slope() * level.slope());
    return new double[] {x, level.of(x)};
  }
}
