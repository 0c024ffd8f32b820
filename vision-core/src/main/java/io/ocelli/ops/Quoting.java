package io.ocelli.ops;

/** Quotes around values that would not be read as one word; a quote inside is doubled. */
final class Quoting {
  private Quoting() {}

  static String quote(String value) {
    boolean plain =
        !value.isEmpty() && value.chars().noneMatch(c -> Character.isWhitespace(c) || isMark(c));
    if (plain) {
      return value;
    }
    String mark = value.contains("'") && !value.contains("\"") ? "\"" : "'";
    return mark + value.replace(mark, mark + mark) + mark;
  }

  /** Whether a character means something in a pipeline. */
  static boolean isMark(int c) {
    return c == '|' || c == '\'' || c == '"' || c == '{' || c == '}';
  }
}
