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
 * @param clean which part of the margins above and below the characters is ground, 0 to 1
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
    double clean,
    boolean found) {
  /** A straight line. */
  record Line(double at, double slope, double strength) {
    double of(double other) {
      return at + slope * other;
    }
  }

  private static final int H = Patch.HEIGHT;

  private static final double CLEAN = 0.9;

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
    PlateGround ground = PlateGround.of(patch, contrast);
    PlateEdges edges = new PlateEdges(patch, ground, contrast);
    Optional<Line> above = edges.level(-1);
    Optional<Line> below = edges.level(1);
    if (above.isEmpty() && below.isEmpty()) {
      return Optional.empty();
    }
    Line top =
        above.orElseGet(() -> new Line(-below.orElseThrow().at(), below.orElseThrow().slope(), 0));
    Line bottom =
        below.orElseGet(() -> new Line(-above.orElseThrow().at(), above.orElseThrow().slope(), 0));
    // Writing on a plate keeps off its edges; bars, branches and wires go on.
    double clean = ground.clean(top, bottom);
    if (clean < CLEAN) {
      return Optional.empty();
    }
    Optional<Line> before = edges.side(top, bottom, -1);
    Optional<Line> after = edges.side(top, bottom, 1);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    Line left = before.get();
    Line right = after.get();
    Optional<Line> band = edges.band(top, bottom, left, -1);
    // Plates have a band on the left, or one on each side.
    Optional<Line> other = band.isPresent() ? edges.band(top, bottom, right, 1) : Optional.empty();
    return Optional.of(
        new PlateFrame(
            top,
            bottom,
            band.orElse(left),
            other.orElse(right),
            left,
            right,
            (top.strength() + bottom.strength()) / 2,
            clean,
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

  /** Where a level and an upright line meet, in the patch. */
  static double[] meet(Line level, Line upright) {
    double x =
        (upright.at() + upright.slope() * level.at()) / (1 - upright.slope() * level.slope());
    return new double[] {x, level.of(x)};
  }
}
