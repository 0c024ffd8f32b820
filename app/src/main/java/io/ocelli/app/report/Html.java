package io.ocelli.app.report;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML that is also well-formed XML. Everything given as text or attribute is escaped, and
 * characters that HTML forbids (controls, lone surrogates) become U+FFFD.
 */
final class Html {
  private static final Set<String> VOID = Set.of("img", "meta", "source", "br", "wbr");

  /** After a separator that no other follows. */
  private static final Pattern BREAKS = Pattern.compile("(?<=[_/\\\\.])(?![_/\\\\.])");

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are name, value, name, value, … */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    if (VOID.contains(tag)) {
      out.append("/>");
    } else {
      out.append('>');
      open.push(tag);
    }
    return this;
  }

  /** Closes the innermost open element. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes an element that has to be the innermost one. */
  Html close(String tag) {
    if (!tag.equals(open.peek())) {
      throw new IllegalStateException("closing " + tag + " within " + open);
    }
    close();
    out.append('\n');
    return this;
  }

  /** Text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** An element that holds only text. */
  Html leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * A name of the user's, in its own writing direction, at most 160 characters, with places to
   * break the line after separators.
   */
  Html name(String name) {
    open("bdi");
    String[] parts = BREAKS.split(shortened(name, 160), -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        open("wbr");
      }
      text(parts[i]);
    }
    return close();
  }

  /** What stands in the program, not in the data: a style sheet or a script. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  /** A data URI. */
  static String dataUri(byte[] image) {
    boolean png = image.length > 1 && image[0] == (byte) 0x89;
    return "data:image/"
        + (png ? "png" : "jpeg")
        + ";base64,"
        + Base64.getEncoder().encodeToString(image);
  }

  /** At most so many characters (code points), the middle left out. */
  static String shortened(String text, int limit) {
    int length = text.codePointCount(0, text.length());
    if (length <= limit) {
      return text;
    }
    int head = (limit - 1) / 2;
    int tail = limit - 1 - head;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -tail));
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c < 0xd800)
        || (c >= 0xe000 && c < 0xfffe)
        || c > 0xffff;
  }
}
