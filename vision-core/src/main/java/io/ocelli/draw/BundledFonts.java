package io.ocelli.draw;

import io.ocelli.error.OcelliException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The fonts that text is drawn with: the system's sans-serif where there is one, then the two that
 * come along.
 *
 * <ul>
 *   <li>Noto Sans (SIL Open Font License 1.1), a merged file of 18,800 glyphs: Latin, Greek,
 *       Cyrillic, Arabic, Hebrew, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu,
 *       Kannada, Malayalam, Sinhala, Thai, Myanmar, Khmer, Georgian, Ethiopic, mathematical signs.
 *   <li>Droid Sans Fallback (Apache License 2.0): the 20,902 unified Chinese characters, Japanese
 *       kana, all 11,172 Korean syllables, full-width forms.
 * </ul>
 *
 * <p>Not covered: Armenian, Lao, Tibetan, rarer Chinese characters (extensions A and up), emoji.
 * Where the system's fonts lack them too, a box is drawn for each.
 */
final class BundledFonts {
  private static final String NOTO = "NotoSansMerged-Regular.ttf";
  private static final String DROID = "DroidSansFallback.ttf";

  private BundledFonts() {}

  /** The fonts to look for a glyph in, best first; at least one. */
  static List<Font> chain(TextStyle.Fonts choice) {
    Optional<Font> system =
        choice == TextStyle.Fonts.SYSTEM ? Installed.FONT : Optional.<Font>empty();
    return system
        .map(font -> List.of(font, Noto.FONT, Droid.FONT))
        .orElseGet(() -> List.of(Noto.FONT, Droid.FONT));
  }

  /** Asked for once; a Java without any font fails here and is answered with none. */
  private static final class Installed {
    static final Optional<Font> FONT = find();

    private static Optional<Font> find() {
      try {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
        return font.canDisplay('a') ? Optional.of(font) : Optional.empty();
      } catch (RuntimeException | Error e) {
        // Java throws Error ("No physical fonts found") and InternalError where fonts are missing.
        return Optional.empty();
      }
    }
  }

  private static final class Noto {
    static final Font FONT = load(NOTO);
  }

  private static final class Droid {
    static final Font FONT = load(DROID);
  }

  private static Font load(String name) {
    try {
      return open(name);
    } catch (IOException | FontFormatException | InternalError e) {
      return openWithoutFontconfig(name, e);
    }
  }

  private static Font open(String name) throws IOException, FontFormatException {
    try (InputStream in = BundledFonts.class.getResourceAsStream("fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the font " + name + " is missing from Ocelli's jar");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    }
  }

  /**
   * Without the library fontconfig, Java on Linux opens no font at all, not even from a file
   * ("Problem reading font data"), unless this property of OpenJDK names a configuration. An empty
   * one is enough for fonts from files.
   */
  private static Font openWithoutFontconfig(String name, Throwable failure) {
    String property = "sun.awt.fontconfig";
    try {
      Path file = Files.createTempFile("ocelli-fontconfig", ".properties");
      try {
        Files.writeString(file, "version=1\nsequence.allfonts=default\n");
        if (System.getProperty(property) == null) {
          System.setProperty(property, file.toString());
        }
        return open(name);
      } finally {
        if (file.toString().equals(System.getProperty(property))) {
          System.clearProperty(property);
        }
        Files.deleteIfExists(file);
      }
    } catch (IOException | FontFormatException | InternalError e) {
      failure.addSuppressed(e);
      throw new OcelliException(
          "the bundled font cannot be opened",
          String.valueOf(failure.getMessage()),
          name,
          "check that the folder for temporary files (java.io.tmpdir) has room",
          failure);
    }
  }
}
