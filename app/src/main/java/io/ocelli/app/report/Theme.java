package io.ocelli.app.report;

import java.awt.Color;

/**
 * Colours of the plots. Blue and vermilion of Okabe and Ito's palette (2008), which people with any
 * of the common colour deficiencies tell apart, lightened for the dark ground.
 */
enum Theme {
  LIGHT(0xffffff, 0x1d2430, 0x5b6675, 0xe3e7ec, 0x0b62a8, 0xc94f00, 0x5b6675),
  DARK(0x171c24, 0xe6eaf0, 0x9aa6b5, 0x2c3440, 0x6db3f2, 0xff9a52, 0x9aa6b5);

  final Color ground;
  final Color ink;
  final Color faintInk;
  final Color grid;
  final Color blue;
  final Color orange;
  final Color mark;

  Theme(int ground, int ink, int faintInk, int grid, int blue, int orange, int mark) {
    this.ground = new Color(ground);
    this.ink = new Color(ink);
    this.faintInk = new Color(faintInk);
    this.grid = new Color(grid);
    this.blue = new Color(blue);
    this.orange = new Color(orange);
    this.mark = new Color(mark);
  }

  /** From the ground (0) to the colour (1). */
  Color mix(Color strong, double part) {
    return new Color(
        mix(ground.getRed(), strong.getRed(), part),
        mix(ground.getGreen(), strong.getGreen(), part),
        mix(ground.getBlue(), strong.getBlue(), part));
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.round(from + (to - from) * Math.min(1, Math.max(0, part)));
  }

  /**
   * Black or white, by the relative luminance of WCAG 2. White is chosen a little longer than its
   * contrast alone asks for, so that the counts of good classes look alike.
   */
  static Color readableOn(Color c) {
    double luminance =
        0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    return luminance > 0.25 ? new Color(0x10151c) : Color.WHITE;
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
