package io.ocelli.draw;

import io.ocelli.image.Rgb;
import java.util.List;

/**
 * A colour for each class, that people who see colours differently can tell apart too.
 *
 * <p>The first eight are those of Okabe and Ito (2008), in another order. Seen with the deficient
 * sight of protan, deutan and tritan people (simulated after Machado, Oliveira and Fernandes, 2009,
 * at full severity), any two of them are at least 10 apart by CIEDE2000, and at least 20 to usual
 * sight; 2.3 is about what can just be noticed.
 *
 * <p>No more than eight colours keep such distances. The next eight are darker tones of the same,
 * the eight after them lighter tones (at least 6 apart within each eight), and then the tones begin
 * again. So colour alone is not relied on: {@link #pattern(int)} gives each eight another line, and
 * tone and pattern together repeat after 96 classes.
 */
public final class Palette {
  /** How many colours there are before tones are derived from them. */
  public static final int BASE = 8;

  private static final int TONES = 3;

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

  /** How the outline of a class is drawn. */
  public enum Pattern {
    /** Without gaps. */
    SOLID,
    /** Long strokes. */
    DASHED,
    /** Short strokes. */
    DOTTED,
    /** Very long strokes with short gaps. */
    LONG
  }

  /** The colour of a class, by its index; the same index always has the same colour. */
  public static Rgb of(int index) {
    int block = Math.floorMod(Math.floorDiv(index, BASE), TONES);
    int position = Math.floorMod(index, BASE);
    Rgb base = OKABE_ITO.get(position);
    if (block == 0) {
      return base;
    }
    if (base.equals(Rgb.BLACK)) {
      return block == 1 ? new Rgb(96, 96, 96) : new Rgb(150, 150, 150);
    }
    return block == 1 ? mix(base, Rgb.BLACK, 0.5) : mix(base, Rgb.WHITE, 0.4);
  }

  /** The line of a class, by its index: the first eight solid, the next eight dashed, and so on. */
  public static Pattern pattern(int index) {
    Pattern[] all = Pattern.values();
    return all[Math.floorMod(Math.floorDiv(index, BASE), all.length)];
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

  private static Rgb mix(Rgb a, Rgb b, double part) {
    return new Rgb(
        (int) Math.round(a.red() + (b.red() - a.red()) * part),
        (int) Math.round(a.green() + (b.green() - a.green()) * part),
        (int) Math.round(a.blue() + (b.blue() - a.blue()) * part));
  }
}
