package io.ocelli.ops.find;

import java.util.Arrays;

/**
 * The colour that a plate's characters stand on, and how far each place of a {@link Patch} is from
 * it. Colour counts as well as brightness: a yellow plate on a light gray car has hardly an edge in
 * gray.
 */
final class PlateGround {
  private static final int H = Patch.HEIGHT;

  /** What one unit of the two colour differences counts beside one of brightness. */
  private static final float CHROMA = 0.5f;

  /** What differs by less has the same colour but for light and noise. */
  private static final float SAME = 0.35f;

  /** The most that one place counts, in contrasts. */
  private static final float MOST = 1.2f;

  private final Patch patch;
  private final float contrast;
  private final boolean blueOnly;

  /** What {@link #differs} gave before; -1 where it was not asked. */
  private final float[] known;

  private final float[] start;
  private final float[] end;

  private PlateGround(Patch patch, double contrast, boolean blueOnly, float[] start, float[] end) {
    this.patch = patch;
    this.blueOnly = blueOnly;
    this.contrast = (float) contrast;
    this.known = new float[patch.light().length];
    Arrays.fill(known, -1);
    this.start = start;
    this.end = end;
  }

  /**
   * The ground just above and below a row of characters, which may get brighter or darker along it.
   *
   * @param contrast brightness between characters and ground
   */
  static PlateGround of(Patch patch, double contrast) {
    int half = patch.length() / 2;
    return new PlateGround(
        patch, contrast, false, median(patch, 0, half), median(patch, half, patch.length()));
  }

  /** One colour, that of some columns and rows. */
  static PlateGround of(Patch patch, double contrast, int x1, int x2, int y1, int y2) {
    float[] light = new float[Math.max(1, (x2 - x1) * (y2 - y1))];
    float[] blue = light.clone();
    float[] red = light.clone();
    int n = 0;
    for (int y = y1; y < y2; y++) {
      for (int x = x1; x < x2; x++) {
        int at = patch.index(x, y);
        light[n] = patch.light()[at];
        blue[n] = patch.blue()[at];
        red[n++] = patch.red()[at];
      }
    }
    float[] colour = {middle(light, n), middle(blue, n), middle(red, n)};
    return new PlateGround(patch, contrast, false, colour, colour);
  }

  /** The same colour, with differences measured in another contrast. */
  PlateGround at(double other) {
    return new PlateGround(patch, other, false, start, end);
  }

  /** The same, of which only the blue counts. */
  PlateGround inBlueOnly(double other) {
    return new PlateGround(patch, other, true, start, end);
  }

  /** How much more blue than red and green it is. */
  float blue() {
    return (start[1] + end[1]) / 2;
  }

  /** How much more red than green it is. */
  float red() {
    return (start[2] + end[2]) / 2;
  }

  /** How bright it is. */
  float light() {
    return (start[0] + end[0]) / 2;
  }

  /** How much the colour at whole coordinates differs: 0 is the ground, 1 as far as the ink. */
  float differs(int x, int y) {
    int at = patch.index(x, y);
    if (known[at] < 0) {
      known[at] = blueOnly ? byBlue(at) : byColour(x, at);
    }
    return known[at];
  }

  /** Which part of the margins above and below the characters is ground, 0 to 1. */
  double clean(PlateFrame.Line top, PlateFrame.Line bottom) {
    int ground = 0;
    int all = 0;
    for (int x = 0; x < patch.length(); x++) {
      for (int d = 2; d <= H / 2; d++) {
        for (int y : new int[] {-H / 2 - d, H / 2 + d}) {
          if (y > top.of(x) + 3 && y < bottom.of(x) - 3) {
            ground += differs(x, y) < SAME ? 1 : 0;
            all++;
          }
        }
      }
    }
    return all == 0 ? 1 : (double) ground / all;
  }

  private float byBlue(int at) {
    return Math.min(MOST, Math.abs(patch.blue()[at] - start[1]) / contrast);
  }

  private float byColour(int x, int at) {
    // The colours were taken from the two halves; they stand for the middle of each.
    float part = patch.length() == 0 ? 0.5f : (float) x / patch.length() * 2 - 0.5f;
    part = Math.max(-0.5f, Math.min(1.5f, part));
    float light = patch.light()[at] - (start[0] + part * (end[0] - start[0]));
    float blue = CHROMA * (patch.blue()[at] - (start[1] + part * (end[1] - start[1])));
    float red = CHROMA * (patch.red()[at] - (start[2] + part * (end[2] - start[2])));
    float far = (float) Math.sqrt(light * light + blue * blue + red * red) / contrast;
    return Math.min(MOST, far);
  }

  private static float[] median(Patch patch, int x1, int x2) {
    float[] light = new float[Math.max(1, (x2 - x1) * 4)];
    float[] blue = light.clone();
    float[] red = light.clone();
    int n = 0;
    for (int x = x1; x < x2; x++) {
      for (int y : new int[] {-H / 2 - 3, -H / 2 - 2, H / 2 + 2, H / 2 + 3}) {
        int at = patch.index(x, y);
        light[n] = patch.light()[at];
        blue[n] = patch.blue()[at];
        red[n++] = patch.red()[at];
      }
    }
    return new float[] {middle(light, n), middle(blue, n), middle(red, n)};
  }

  private static float middle(float[] values, int n) {
    Arrays.sort(values, 0, n);
    return values[n / 2];
  }
}
