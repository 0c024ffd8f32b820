package io.ocelli.dataset.synthetic;

import java.awt.Color;

/** Colours from hue, saturation and value, and between two colours. */
final class Tint {
  private Tint() {}

  /**
   * @param hue in degrees: 0 red, 30 orange, 60 yellow, 120 green
   */
  static Color hsv(double hue, double saturation, double value) {
    return new Color(
        Color.HSBtoRGB((float) (hue / 360), clamp(saturation), clamp(value)) & 0xFFFFFF);
  }

  static Color alpha(Color color, double alpha) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * clamp(alpha)));
  }

  /** {@code a} for 0, {@code b} for 1. */
  static Color mix(Color a, Color b, double t) {
    float f = clamp(t);
    return new Color(
        Math.round(a.getRed() + f * (b.getRed() - a.getRed())),
        Math.round(a.getGreen() + f * (b.getGreen() - a.getGreen())),
        Math.round(a.getBlue() + f * (b.getBlue() - a.getBlue())));
  }

  static Color scaled(Color color, double factor) {
    return new Color(
        clamp(color.getRed() / 255.0 * factor),
        clamp(color.getGreen() / 255.0 * factor),
        clamp(color.getBlue() / 255.0 * factor));
  }

  private static float clamp(double x) {
    return (float) Math.max(0, Math.min(1, x));
  }
}
