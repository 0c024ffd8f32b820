package io.ocelli.draw;

import io.ocelli.image.Rgb;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Ways to see colours: the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based
 * Model for Simulation of Color Vision Deficiency" (2009), at severity 1, for linear RGB.
 */
enum ColourSight {
  USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
  PROTAN(
      0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
  DEUTAN(
      0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
  TRITAN(
      1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final List<Double> matrix;

  ColourSight(double... rows) {
    this.matrix = DoubleStream.of(rows).boxed().toList();
  }

  /** The smallest CIEDE2000 distance between any two colours. */
  double smallestDistance(List<Rgb> colours) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < colours.size(); i++) {
      for (int j = 0; j < i; j++) {
        smallest = Math.min(smallest, ciede2000(lab(colours.get(i)), lab(colours.get(j))));
      }
    }
    return smallest;
  }

  /** CIE L*a*b* under D65 of a colour as it is seen. */
  private double[] lab(Rgb colour) {
    double[] in = {
      Palette.linear(colour.red()), Palette.linear(colour.green()), Palette.linear(colour.blue())
    };
    double[] rgb = new double[3];
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += matrix.get(3 * i + j) * in[j];
      }
      rgb[i] = Math.min(1, Math.max(0, sum));
    }
    double x = f((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    double y = f(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    double z = f((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  /** Sharma, Wu and Dalal (2005). */
  static double ciede2000(double[] p, double[] q) {
    double mean = (Math.hypot(p[1], p[2]) + Math.hypot(q[1], q[2])) / 2;
    double g = 0.5 * (1 - Math.sqrt(seventh(mean)));
    double a1 = (1 + g) * p[1];
    double a2 = (1 + g) * q[1];
    double c1 = Math.hypot(a1, p[2]);
    double c2 = Math.hypot(a2, q[2]);
    double h1 = hue(a1, p[2]);
    double h2 = hue(a2, q[2]);
    double dh = 0;
    double h = h1 + h2;
    if (c1 * c2 != 0) {
      dh = h2 - h1;
      h = (h1 + h2) / 2;
      if (Math.abs(h2 - h1) > 180) {
        dh += h2 > h1 ? -360 : 360;
        h += h1 + h2 < 360 ? 180 : -180;
      }
    }
    double big = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(dh / 2));
    double l = (p[0] + q[0]) / 2 - 50;
    double c = (c1 + c2) / 2;
    double t =
        1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.20 * cos(4 * h - 63);
    double dl = (q[0] - p[0]) / (1 + 0.015 * l * l / Math.sqrt(20 + l * l));
    double dc = (c2 - c1) / (1 + 0.045 * c);
    double dhue = big / (1 + 0.015 * c * t);
    double turn = 60 * Math.exp(-Math.pow((h - 275) / 25, 2));
    double rt = -2 * Math.sqrt(seventh(c)) * Math.sin(Math.toRadians(turn));
    return Math.sqrt(dl * dl + dc * dc + dhue * dhue + rt * dc * dhue);
  }

  private static double seventh(double c) {
    double power = Math.pow(c, 7);
    return power / (power + Math.pow(25, 7));
  }

  private static double hue(double a, double b) {
    return a == 0 && b == 0 ? 0 : (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
