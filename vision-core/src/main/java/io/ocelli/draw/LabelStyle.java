package io.ocelli.draw;

import io.ocelli.image.Rgb;

/**
 * How a label looks: text on a box with rounded corners.
 *
 * @param text the letters
 * @param background colour of the box
 * @param foreground colour of the letters
 * @param opacity of the box, 0 (not seen) to 1
 * @param padding free space around the letters in pixels, at least 0
 * @param radius of the corners in pixels, at least 0; cut to half the height
 */
public record LabelStyle(
    TextStyle text, Rgb background, Rgb foreground, double opacity, double padding, double radius) {
  /** Checks the ranges. */
  public LabelStyle {
    Check.fraction("a label's opacity", opacity);
    Check.notNegative("a label's padding", padding);
    Check.notNegative("a label's radius", radius);
  }

  /** Opaque, with the letters black or white as the background asks. */
  public static LabelStyle of(TextStyle text, Rgb background) {
    return new LabelStyle(
        text,
        background,
        Palette.textOn(background),
        1,
        Math.round(text.size() * 0.25),
        Math.round(text.size() * 0.25));
  }

  /** The same with a box that hides less. */
  public LabelStyle withOpacity(double value) {
    return new LabelStyle(text, background, foreground, value, padding, radius);
  }
}
