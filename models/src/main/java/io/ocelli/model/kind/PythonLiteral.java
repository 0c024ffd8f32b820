package io.ocelli.model.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as Python's {@code repr} writes it (and JSON, which is nearly the same): dict,
 * list, tuple, text, number, True, False, None. It is what Ultralytics keeps in the notes of its
 * models.
 */
public final class PythonLiteral {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * The value.
   *
   * @return a Map, a List, a String, a Long, a Double, a Boolean, or null for None
   * @throws IllegalArgumentException when the text is no such value; the message says where
   */
  public static @Nullable Object read(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    Object value = literal.value();
    literal.spaces();
    if (literal.at < text.length()) {
      throw literal.wrong("the end");
    }
    return value;
  }

  private @Nullable Object value() {
    spaces();
    if (at >= text.length()) {
      throw wrong("a value");
    }
    char c = text.charAt(at);
    if (c == '{') {
      return nested(this::dict);
    }
    if (c == '[' || c == '(') {
      char close = c == '[' ? ']' : ')';
      return nested(() -> list(close));
    }
    if (c == '\'' || c == '"') {
      return string();
    }
    if ((c == 'u' || c == 'b')
        && at + 1 < text.length()
        && "'\"".indexOf(text.charAt(at + 1)) >= 0) {
      at++;
      return string();
    }
    return word();
  }

  private interface Part {
    Object read();
  }

  private Object nested(Part part) {
    if (++depth > DEEPEST) {
      throw wrong("less nesting");
    }
    at++;
    Object value = part.read();
    depth--;
    return value;
  }

  private Map<Object, @Nullable Object> dict() {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    while (!ended('}')) {
      Object key = value();
      if (key == null || !taken(':')) {
        throw wrong("a key and ':'");
      }
      map.put(key, value());
      if (!taken(',') && !next('}')) {
        throw wrong("',' or '}'");
      }
    }
    return map;
  }

  private List<@Nullable Object> list(char close) {
    List<@Nullable Object> list = new ArrayList<>();
    while (!ended(close)) {
      list.add(value());
      if (!taken(',') && !next(close)) {
        throw wrong("',' or '" + close + "'");
      }
    }
    return list;
  }

  private boolean ended(char close) {
    return taken(close);
  }

  private boolean next(char expected) {
    spaces();
    return at < text.length() && text.charAt(at) == expected;
  }

  private boolean taken(char expected) {
    if (next(expected)) {
      at++;
      return true;
    }
    return false;
  }

  private void spaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String string() {
    char quote = text.charAt(at++);
    StringBuilder read = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape(read);
      } else {
        read.append(c);
      }
    }
    if (at >= text.length()) {
      throw wrong("the closing " + quote);
    }
    at++;
    return read.toString();
  }

  private void escape(StringBuilder into) {
    if (at >= text.length()) {
      throw wrong("what is escaped");
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> into.append('\n');
      case 't' -> into.append('\t');
      case 'r' -> into.append('\r');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'a' -> into.append('\u0007');
      case 'v' -> into.append('\u000b');
      case 'x' -> into.appendCodePoint(hexadecimal(2));
      case 'u' -> into.append((char) hexadecimal(4));
      case 'U' -> into.appendCodePoint(hexadecimal(8));
      case '\n' -> into.append("");
      case '\\', '\'', '"', '/' -> into.append(c);
      default -> {
        if (c >= '0' && c <= '7') {
          at--;
          into.append(octal());
        } else {
          into.append('\\').append(c);
        }
      }
    }
  }

  private int hexadecimal(int digits) {
    int end = at + digits;
    try {
      int code = end <= text.length() ? Integer.parseInt(text, at, end, 16) : -1;
      if (!Character.isValidCodePoint(code)) {
        throw wrong(digits + " hexadecimal digits");
      }
      at = end;
      return code;
    } catch (NumberFormatException e) {
      throw wrong(digits + " hexadecimal digits");
    }
  }

  private char octal() {
    int code = 0;
    for (int i = 0; i < 3 && at < text.length(); i++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 7) {
        break;
      }
      code = code * 8 + digit;
      at++;
    }
    return (char) code;
  }

  private @Nullable Object word() {
    int from = at;
    while (at < text.length() && ",:]}) \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    switch (word) {
      case "None", "null" -> {
        return null;
      }
      case "True", "true" -> {
        return true;
      }
      case "False", "false" -> {
        return false;
      }
      default -> {
        try {
          return word.matches("[+-]?\\d{1,18}")
              ? (Object) Long.parseLong(word)
              : (Object) Double.parseDouble(word);
        } catch (NumberFormatException e) {
          at = from;
          throw wrong("a value");
        }
      }
    }
  }

  private IllegalArgumentException wrong(String expected) {
    int from = Math.min(at, text.length());
    String here = text.substring(from, Math.min(text.length(), from + 20));
    return new IllegalArgumentException(
        "expected " + expected + " at character " + (from + 1) + " before '" + here + "'");
  }
}
