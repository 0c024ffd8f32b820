package io.ocelli.ops.find;

import io.ocelli.ops.find.PlateFrame.Line;
import java.util.Arrays;
import java.util.Optional;

/** Looks for the edges of a plate from its ground outwards. */
final class PlateEdges {
  private static final int H = Patch.HEIGHT;

  /** Fainter edges above and below are none. */
  private static final double FAINT = 0.1;

  /** Fainter edges at the sides are none. */
  private static final double FAINT_SIDE = 0.13;

  /** An edge counts from so much of the clearest one. */
  private static final double CLEAR = 0.6;

  /**
   * A side counts from so much of the clearest edge: what lies beyond a plate, its mount or the end
   * of the car, is often clearer.
   */
  private static final double CLEAR_SIDE = 0.3;

  /** Such a side leans no further; what does is a chance line through noise. */
  private static final double LEAN = 0.2;

  /** Inside the row, where strokes may imitate a side, it is at least so clear. */
  private static final double INSIDE_ROW = 0.2;

  private static final double FAINT_BAND = 0.14;

  /**
   * How far the sides are looked for inside the row, which may hold a thing beside the plate, and
   * beyond it, in heights of a character.
   */
  private static final double INSIDE = 0.8;

  private static final double REACH = 4;

  /** A band is at least so blue, on a scale to 255. */
  private static final double BLUE = 18;

  /**
   * And so blue for its brightness, and so little red: purple, gray and sky are no band. The bands
   * of drawn plates have 1.2 and -0.3.
   */
  private static final double BLUE_OF_LIGHT = 0.7;

  private static final double RED_OF_BLUE = 0.1;

  /** How wide a band is, of the plate's height. */
  private static final double NARROWEST_BAND = 0.17;

  private static final double WIDEST_BAND = 0.65;

  private final Patch patch;
  private final PlateGround ground;
  private final double contrast;

  PlateEdges(Patch patch, PlateGround ground, double contrast) {
    this.patch = patch;
    this.ground = ground;
    this.contrast = contrast;
  }

  /** The nearest clear edge above (-1) or below (1) the characters, along their whole length. */
  Optional<Line> level(int direction) {
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
          sum += step(ground, x, y - direction, x, y + direction);
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
    if (most < FAINT) {
      return Optional.empty();
    }
    for (int d = from + 1; d < to; d++) {
      if (best[d] >= 0.6 * most && best[d] >= best[d - 1] && best[d] >= best[d + 1]) {
        double slope = slopes[d];
        // The patch counts edges of pixels, the step lies at the centre of one.
        double at =
            direction * (d + shift(best[d - 1], best[d], best[d + 1]))
                + 0.5
                - slope * patch.length() / 2.0;
        return Optional.of(new Line(at, slope, best[d]));
      }
    }
    return Optional.empty();
  }

  /**
   * The nearest edge to the left (-1) or right (1) that goes from the upper to the lower edge.
   * Strokes of characters do not: they leave the margins above and below them free.
   */
  Optional<Line> side(Line top, Line bottom, int direction) {
    int start = direction < 0 ? 0 : patch.length();
    return upright(
        ground,
        top,
        bottom,
        direction,
        start,
        (int) (-INSIDE * H),
        (int) (REACH * H),
        FAINT_SIDE,
        CLEAR_SIDE);
  }

  /**
   * The outer edge of a blue band beyond a side, as plates of many European countries have it;
   * empty where there is none.
   */
  Optional<Line> band(Line top, Line bottom, Line side, int direction) {
    double middle = (top.of(side.at()) + bottom.of(side.at())) / 2;
    double height = bottom.of(side.at()) - top.of(side.at());
    int start = (int) Math.round(side.of(middle));
    int near = start + direction * 3;
    int far = start + direction * (int) (NARROWEST_BAND * height + 1);
    PlateGround colour =
        PlateGround.of(
            patch,
            contrast,
            Math.min(near, far),
            Math.max(near, far) + 1,
            (int) (top.of(start) + 0.12 * height),
            (int) (bottom.of(start) - 0.12 * height));
    if (colour.blue() - ground.blue() < BLUE
        || colour.blue() < BLUE_OF_LIGHT * colour.light()
        || colour.red() > RED_OF_BLUE * colour.blue()) {
      return Optional.empty();
    }
    // Blue is dark: beside a dark car it differs by much less than characters from their ground.
    double own = Math.min(contrast, Math.max(25, colour.blue()));
    int narrowest = (int) (NARROWEST_BAND * height);
    int widest = (int) (WIDEST_BAND * height);
    PlateGround blue = colour.inBlueOnly(own);
    PlateGround band = colour.at(own);
    return upright(blue, top, bottom, direction, start, narrowest, widest, FAINT_BAND, CLEAR)
        .or(
            () ->
                upright(band, top, bottom, direction, start, narrowest, widest, FAINT_BAND, CLEAR))
        // A band ends above and below where the plate does; a blue car does not.
        .filter(
            line ->
                Math.min(
                        apart(band, top, -1, start, (int) line.of(middle)),
                        apart(band, bottom, 1, start, (int) line.of(middle)))
                    > 0.2);
  }

  /** How much the places beyond the upper (-1) or lower (1) edge differ from a band. */
  private static double apart(PlateGround band, Line edge, int direction, int x1, int x2) {
    double sum = 0;
    int n = 0;
    for (int x = Math.min(x1, x2) + 2; x <= Math.max(x1, x2) - 2; x++) {
      for (int d = 2; d <= 4; d++) {
        sum += band.differs(x, (int) edge.of(x) + direction * d);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private Optional<Line> upright(
      PlateGround from,
      Line top,
      Line bottom,
      int direction,
      int start,
      int first,
      int last,
      double faint,
      double clear) {
    int count = last - first + 1;
    double[] best = new double[Math.max(1, count)];
    double[] slopes = new double[best.length];
    double middle = (top.of(start) + bottom.of(start)) / 2;
    for (int i = 0; i < count; i++) {
      for (double slope = -0.27; slope <= 0.271; slope += 0.03) {
        double strength =
            along(from, top, bottom, start + direction * (first + i), slope, middle, direction);
        if (strength > best[i]) {
          best[i] = strength;
          slopes[i] = slope;
        }
      }
    }
    double most = Arrays.stream(best).max().orElse(0);
    if (most < faint) {
      return Optional.empty();
    }
    int peak = 1;
    while (peak < count - 1
        && !(best[peak] >= least(first + peak, slopes[peak], most, faint, clear)
            && best[peak] >= best[peak - 1]
            && best[peak] >= best[peak + 1])) {
      peak++;
    }
    if (peak >= count - 1) {
      return Optional.empty();
    }
    // A step that is clear enough is equally strong over some columns; the edge is in their middle.
    double weights = 0;
    double at = 0;
    double slope = 0;
    for (int sense = -1; sense <= 1; sense += 2) {
      for (int i = sense < 0 ? peak : peak + 1;
          i >= 0 && i < count && best[i] > 0.5 * best[peak];
          i += sense) {
        double weight = best[i] - 0.5 * best[peak];
        weights += weight;
        at += weight * (first + i);
        slope += weight * slopes[i];
      }
    }
    slope /= weights;
    double x = start + direction * at / weights + 0.5;
    return Optional.of(new Line(x - slope * middle, slope, best[peak]));
  }

  /** How clear an edge must be, so many pixels outwards from the search's start. */
  private static double least(int out, double slope, double most, double faint, double clear) {
    boolean upright = Math.abs(slope) < LEAN;
    if (out < 2) {
      return upright ? Math.max(INSIDE_ROW, CLEAR * most) : Double.MAX_VALUE;
    }
    return Math.max(faint, (upright ? clear : CLEAR) * most);
  }

  /** How clear the step across an upright line is: over all, and where it is least. */
  private double along(
      PlateGround from, Line top, Line bottom, int x0, double slope, double middle, int direction) {
    int y1 = (int) Math.ceil(top.of(x0)) + 2;
    int y2 = (int) Math.floor(bottom.of(x0)) - 2;
    // Characters may nearly touch a border; two rows are always margin.
    int above = Math.max(y1 + 2, -H / 2 - 1);
    int below = Math.min(y2 - 2, H / 2 + 1);
    double[] parts = new double[3];
    int[] counts = new int[3];
    for (int y = y1; y <= y2; y++) {
      int x = (int) Math.round(x0 + slope * (y - middle));
      int part = y < above ? 0 : y > below ? 2 : 1;
      parts[part] += step(from, x - 2 * direction, y, x + 2 * direction, y);
      counts[part]++;
    }
    int n = counts[0] + counts[1] + counts[2];
    if (n < 8) {
      return 0;
    }
    double all = (parts[0] + parts[1] + parts[2]) / n;
    return Math.min(all, Math.min(parts[0] / counts[0], parts[2] / counts[2])) + 0.1 * all;
  }

  private static double step(PlateGround from, int x1, int y1, int x2, int y2) {
    return Math.max(-0.3, Math.min(0.5, from.differs(x2, y2) - from.differs(x1, y1)));
  }

  private static double shift(double a, double b, double c) {
    double curve = a - 2 * b + c;
    return curve < 0 ? 0.5 * (a - c) / curve : 0;
  }
}
