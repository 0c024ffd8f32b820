package io.ocelli.draw;

import io.ocelli.image.Rgb;
import java.util.List;

/** A colour for each class. */
public final class Palette {
  private static final List<Rgb> OKABE_ITO =
      List.of(
          new Rgb(0x00, 0x72, 0xb2),
          new Rgb(0xe6, 0x9f, 0x00),
          new Rgb(0x00, 0x9e, 0x73),
          new Rgb(0xd5, 0x5e, 0x00),
          new Rgb(0x56, 0xb4, 0xe9),
          new Rgb(0xcc, 0x79, 0xa7),
          new Rgb(0xf0, 0xe4, 0x42),
          Rgb.BLACK);

  private Palette() {}

  /** The colour of a class; the same index always has the same colour. */
  public static Rgb of(int index) {
    return OKABE_ITO.get(Math.floorMod(index, OKABE_ITO.size()));
  }

  /** Black or white, whichever has the larger contrast to the background by WCAG 2.1. */
  public static Rgb textOn(Rgb background) {
    double luminance = luminance(background);
    return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? Rgb.BLACK : Rgb.WHITE;
  }

  /** Relative luminance of WCAG 2.1, 0 (black) to 1 (white). */
  static double luminance(Rgb colour) {
    return 0.2126 * linear(colour.red())
        + 0.7152 * linear(colour.green())
        + 0.0722 * linear(colour.blue());
  }

  /** Linear light, 0 to 1, of an sRGB value, 0 to 255. */
  static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
