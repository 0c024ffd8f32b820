package io.ocelli.draw;

import io.ocelli.image.Image;

/**
 * How text looks.
 *
 * @param size height of the font in pixels (its em), 1 to 2,000; capitals are about 0.7 of it
 * @param bold whether the strokes are heavy
 * @param fonts which fonts may be used
 */
public record TextStyle(double size, boolean bold, Fonts fonts) {
  /** Where glyphs come from. */
  public enum Fonts {
    /** The system's fonts; the bundled ones for what those lack. */
    SYSTEM,
    /** The bundled fonts only: the same picture on every machine. */
    BUNDLED
  }

  /** Checks the range. */
  public TextStyle {
    if (!(size >= 1 && size <= 2000)) {
      throw new IllegalArgumentException("a text's size is 1 to 2000 pixels, got " + size);
    }
  }

  /** Text of a size in pixels, not bold, in the system's fonts first. */
  public static TextStyle of(double size) {
    return new TextStyle(size, false, Fonts.SYSTEM);
  }

  /** Text that suits a picture: six line widths, at least 12 pixels. */
  public static TextStyle of(Image image) {
    return of(Math.max(12, 6 * LineWidth.of(image)));
  }

  /** The same in bold. */
  public TextStyle inBold() {
    return new TextStyle(size, true, fonts);
  }

  /** The same with other fonts. */
  public TextStyle withFonts(Fonts choice) {
    return new TextStyle(size, bold, choice);
  }

  /** The same in another size. */
  public TextStyle withSize(double pixels) {
    return new TextStyle(pixels, bold, fonts);
  }
}
