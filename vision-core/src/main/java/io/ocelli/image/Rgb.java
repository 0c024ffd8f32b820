package io.ocelli.image;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A colour; every part is 0 to 255.
 *
 * @param red amount of red
 * @param green amount of green
 * @param blue amount of blue
 */
public record Rgb(int red, int green, int blue) {
  /** No light at all. */
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  /** All light. */
  public static final Rgb WHITE = new Rgb(255, 255, 255);

  private static final Map<String, Rgb> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("black", BLACK);
    NAMED.put("white", WHITE);
    NAMED.put("gray", new Rgb(128, 128, 128));
    NAMED.put("silver", new Rgb(192, 192, 192));
    NAMED.put("red", new Rgb(255, 0, 0));
    NAMED.put("maroon", new Rgb(128, 0, 0));
    NAMED.put("orange", new Rgb(255, 165, 0));
    NAMED.put("yellow", new Rgb(255, 255, 0));
    NAMED.put("olive", new Rgb(128, 128, 0));
    NAMED.put("lime", new Rgb(0, 255, 0));
    NAMED.put("green", new Rgb(0, 128, 0));
    NAMED.put("aqua", new Rgb(0, 255, 255));
    NAMED.put("cyan", new Rgb(0, 255, 255));
    NAMED.put("teal", new Rgb(0, 128, 128));
    NAMED.put("blue", new Rgb(0, 0, 255));
    NAMED.put("navy", new Rgb(0, 0, 128));
    NAMED.put("magenta", new Rgb(255, 0, 255));
    NAMED.put("purple", new Rgb(128, 0, 128));
    NAMED.put("pink", new Rgb(255, 192, 203));
    NAMED.put("brown", new Rgb(165, 42, 42));
  }

  /** Checks the range. */
  public Rgb {
    if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
      throw new IllegalArgumentException(
          "a colour's parts are 0 to 255, got %d %d %d".formatted(red, green, blue));
    }
  }

  /** A colour from {@code #rrggbb}, {@code #rgb} or a name of {@link #names()}, in any case. */
  public static Optional<Rgb> parse(String text) {
    String low = text.strip().toLowerCase(Locale.ROOT);
    if (low.matches("#[0-9a-f]{3}")) {
      low = low.replaceAll("([0-9a-f])", "$1$1");
    }
    if (low.matches("#[0-9a-f]{6}")) {
      int value = HexFormat.fromHexDigits(low, 1, 7);
      return Optional.of(new Rgb(value >> 16, value >> 8 & 255, value & 255));
    }
    return Optional.ofNullable(NAMED.get(low));
  }

  /** The names that are understood: the basic colours of CSS, and a few more. */
  public static Set<String> names() {
    return NAMED.keySet();
  }

  /** As {@code #rrggbb}. */
  public String hex() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }
}
