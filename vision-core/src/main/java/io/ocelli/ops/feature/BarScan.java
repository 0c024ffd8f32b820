package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import java.util.Arrays;
import java.util.List;

/** The brightness along a line across the bars of a field, averaged along the bars. */
final class BarScan {
  private final BarFields.Field field;
  private final double skew;
  private final double ax;
  private final double ay;
  private final double bx;
  private final double by;
  private final double length;
  private final double[] values;
  private final double step;
  private final double height;

  /**
   * @param height where the line runs, as a part of the field's height from its middle
   * @param skew how far the line leaves the field's own direction, and the bars theirs
   * @param band how much of the field's height is averaged to both sides
   */
  BarScan(GrayPlane plane, BarFields.Field field, double height, double skew, double band) {
    this.field = field;
    this.skew = skew;
    this.height = height;
    double angle = field.angle() + skew;
    ax = Math.cos(angle);
    ay = Math.sin(angle);
    bx = -ay;
    by = ax;
    length = field.width() * 1.35 + 20;
    step = Math.max(0.25, Math.min(0.5, length / 1600));
    values = profile(plane, height * field.height(), band * field.height());
  }

  private double[] profile(GrayPlane plane, double across, double band) {
    int count = (int) (length / step);
    double[] out = new double[count];
    int lines = (int) Math.max(3, Math.min(21, band));
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int k = 0; k < lines; k++) {
        double off = across + band * (2.0 * k / (lines - 1) - 1);
        sum += plane.at(x(i, off), y(i, off));
      }
      out[i] = sum / lines;
    }
    return out;
  }

  private double x(double i, double off) {
    double along = i * step - length / 2;
    return field.middle().x() + along * ax + off * bx;
  }

  private double y(double i, double off) {
    double along = i * step - length / 2;
    return field.middle().y() + along * ay + off * by;
  }

  /** The line for ZXing: light and dark around it made equal, so that one threshold serves. */
  byte[] stretched() {
    int reach = (int) Math.max(8, length / step / 12);
    double[] low = new double[values.length];
    double[] high = new double[values.length];
    double all = Arrays.stream(values).max().orElse(255) - Arrays.stream(values).min().orElse(0);
    for (int i = 0; i < values.length; i++) {
      double min = 255;
      double max = 0;
      for (int j = Math.max(0, i - reach); j < Math.min(values.length, i + reach); j++) {
        min = Math.min(min, values[j]);
        max = Math.max(max, values[j]);
      }
      low[i] = min;
      high[i] = max;
    }
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      double range = Math.max(high[i] - low[i], 0.35 * all);
      // Where there are no bars, what there is counts as light.
      double base = high[i] - range;
      double v = range < 1 ? 255 : 255 * (values[i] - base) / range;
      out[i] = (byte) Math.max(0, Math.min(255, Math.round(v)));
    }
    return out;
  }

  /** The corners of the bars: where they begin and end along and across the line. */
  List<Point> corners(GrayPlane plane) {
    byte[] flat = stretched();
    int middle = flat.length / 2;
    double widest = widest(flat);
    double from = end(flat, middle, -1, widest);
    double to = end(flat, middle, 1, widest);
    double start = height * field.height();
    double part = 0.4 * (to - from);
    Point[] corners = new Point[4];
    for (int direction = -1; direction <= 1; direction += 2) {
      double[] left = follow(plane, start, direction, from, from + part);
      double[] right = follow(plane, start, direction, to - part, to);
      // Each end was seen at the middle of its part; the bars' ends lie on the line through both.
      double slope = (right[0] - left[0]) / (to - from - part);
      double atLeft = left[0] - slope * part / 2;
      double atRight = right[0] + slope * part / 2;
      corners[direction < 0 ? 0 : 3] =
          new Point(x(from + left[1], atLeft), y(from + left[1], atLeft));
      corners[direction < 0 ? 1 : 2] =
          new Point(x(to + right[1], atRight), y(to + right[1], atRight));
    }
    return List.of(corners);
  }

  /**
   * The widest gap that can lie within the code: that of the middle part, and half as much more.
   */
  private static double widest(byte[] flat) {
    int gap = 0;
    int most = 0;
    for (int i = flat.length * 3 / 10; i < flat.length * 7 / 10; i++) {
      gap = (flat[i] & 255) > 127 ? gap + 1 : 0;
      most = Math.max(most, gap);
    }
    return 1.5 * most + 2;
  }

  private static double end(byte[] flat, int middle, int direction, double widest) {
    int last = middle;
    for (int i = middle; i >= 1 && i < flat.length - 1; i += direction) {
      if ((flat[i] & 255) <= 127) {
        last = i;
      } else if (Math.abs(i - last) > widest) {
        break;
      }
    }
    int next = Math.min(Math.max(last + direction, 0), flat.length - 1);
    double dark = flat[last] & 255;
    double light = flat[next] & 255;
    return last + direction * (light > dark ? (127.5 - dark) / (light - dark) : 0.5);
  }

  /**
   * How far a part of the bars goes on across the line, as long as the brightness there looks like
   * here, and how far the bars have moved along the line by then, which they do in perspective.
   */
  private double[] follow(GrayPlane plane, double start, int direction, double from, double to) {
    double most = field.height() * 1.3;
    double shift = 0;
    double slide = 0;
    double before = 1;
    double off = start;
    while (Math.abs(off - start) < most) {
      double next = off + direction * 0.5;
      double expected = shift + slide;
      double best = -1;
      double bestShift = expected;
      for (double tried = expected - 0.5; tried <= expected + 0.5; tried += 0.25) {
        double alike = likeness(plane, next, from, to, tried);
        if (alike > best + (tried == expected ? -1e-9 : 1e-3)) {
          best = alike;
          bestShift = tried;
        }
      }
      if (best < 0.5) {
        double part = before > best ? (before - 0.5) / (before - best) : 0.5;
        off += direction * 0.5 * Math.min(1, Math.max(0, part));
        break;
      }
      double rows = Math.abs(next - start) / 0.5;
      shift = bestShift;
      slide = rows < 8 ? 0 : shift / rows;
      before = best;
      off = next;
    }
    return new double[] {off, shift};
  }

  /** How much of this line's brightness there is on a parallel one: 1 for all, 0 for none. */
  private double likeness(GrayPlane plane, double off, double from, double to, double shift) {
    double n = 0;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sab = 0;
    for (int i = Math.max(0, (int) from); i < Math.min(values.length, to); i += 2) {
      double a = values[i];
      double b = plane.at(x(i + shift, off), y(i + shift, off));
      n++;
      sa += a;
      sb += b;
      saa += a * a;
      sab += a * b;
    }
    double spread = saa - sa * sa / n;
    return spread < 1e-9 ? 0 : (sab - sa * sb / n) / spread;
  }

  @Override
  public String toString() {
    return "scan of " + field + " skew " + skew;
  }
}
