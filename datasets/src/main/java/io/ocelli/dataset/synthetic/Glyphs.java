package io.ocelli.dataset.synthetic;

import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;

/**
 * Digits and capital letters as lines of a pen, so that they look alike on every machine: fonts
 * differ from system to system and may be missing altogether. A glyph is 10 wide and 16 high, from
 * its upper left corner.
 */
final class Glyphs {
  static final double WIDTH = 10;
  static final double HEIGHT = 16;

  /** Ways in which people write the digits. */
  private static final List<List<String>> DIGITS =
      List.of(
          List.of(
              "M5 0 C1 0 0 4 0 8 C0 12 1 16 5 16 C9 16 10 12 10 8 C10 4 9 0 5 0 Z",
              "M6 0 C2 0 1 5 1 9 C1 13 2 16 5 16 C8 16 9.5 12 9.5 7 C9.5 3 8.5 0 5 0.8",
              "M5 0 C1.5 0 0.5 4 0.5 8 C0.5 12 1.5 16 5 16 C8.5 16 9.5 12 9.5 8 C9.5 4 8.5 0 5 0 Z"
                  + " M2 13 L8 3"),
          List.of(
              "M2.5 3.5 L6 0 L6 16",
              "M5 0 L5 16",
              "M2.5 3.5 L6 0 L6 16 M2.5 16 L9.5 16",
              "M3 2.5 C4.5 2 5.5 1 6 0 L5.5 16"),
          List.of(
              "M0.5 4 C1 1 3 0 5 0 C8 0 9.5 2 9.5 4.5 C9.5 8 4 11 0.5 16 L10 16",
              "M0.8 3.5 C1.5 0 9 -1 9.2 4 C9.3 8 3.5 12 1.5 15 C2.5 13.5 4 13.8 5.5 15"
                  + " C7 16.2 8.8 16 10 14.2",
              "M1 2.5 C2.5 0 5 -0.3 7 0.5 C10 2 9.5 5.5 7.5 8 L0.5 15.8 L9.8 15.8"),
          List.of(
              "M1 2.5 C2 0.8 3.5 0 5 0 C8 0 9.3 2 9.3 4 C9.3 6.5 7.5 7.7 4.5 7.7 C8 7.7 9.8 9.5"
                  + " 9.8 11.8 C9.8 14.5 7.8 16 5 16 C2.5 16 1 15 0.3 13",
              "M1 0 L9 0 L4.5 6.5 C8 6.3 9.8 8.5 9.8 11.2 C9.8 14.3 7.6 16 5 16 C2.6 16 1 15 0.3"
                  + " 13.2",
              "M1.5 1.5 C4 -1 9.5 0 8.5 4 C8 6 6 7.2 4 7.5 C10.5 7 10.5 14 6.5 15.5 C4 16.4 1.8 15.8"
                  + " 0.5 14.5"),
          List.of(
              "M7.5 16 L7.5 0 L0 11 L10 11",
              "M2 0 L0.8 8.5 L9.5 8.5 M7.5 4 L7.5 16",
              "M3.5 0 C2.5 4 1.5 7 0.3 9.8 L9.8 9.2 M7.2 3.5 L6.6 16"),
          List.of(
              "M9 0 L1.8 0 L1 7 C2.2 6.2 3.5 5.8 5 5.8 C8 5.8 9.8 7.8 9.8 10.8 C9.8 14 7.8 16 4.8 16"
                  + " C2.5 16 1 15 0.2 13.2",
              "M2 0 L1.2 7.5 C5 4.5 10 6.5 9.6 11 C9.2 15.5 3 17.5 0.3 13.5 M2 0 L9.5 0.4",
              "M9.5 0 L2.5 0.5 L1.8 6.8 C6 6 9.2 8 9 11.5 C8.8 14.5 5 16.5 0.8 15.5"),
          List.of(
              "M8.8 2 C8 0.6 6.8 0 5.3 0 C1.5 0 0.2 4 0.2 9 C0.2 13.5 1.8 16 5 16 C8 16 9.8 14 9.8"
                  + " 11 C9.8 8 8 6.3 5.2 6.3 C2.5 6.3 0.6 8.2 0.3 10.8",
              "M7 0 C2.5 3.5 0.3 7.5 0.3 11 C0.3 14.2 2.2 16 5 16 C7.8 16 9.7 14.2 9.7 11.3 C9.7 8.6"
                  + " 7.8 7 5.2 7 C2.8 7 0.9 8.4 0.4 10.6",
              "M5.5 0 C2 5 0.5 9 1 12.5 C1.5 16 7 17 8.5 13.5 C10 9.5 5 7.5 1.5 11.5"),
          List.of(
              "M0.5 0 L9.8 0 L4 16",
              "M0.5 0 L9.8 0 L4 16 M2.8 8 L8.8 8",
              "M0.5 1.2 L0.5 0 L9.8 0 C6.5 4 4.8 9.5 4.3 16",
              "M0.3 1.5 C2 0 3.5 1.5 5.5 1 C7 0.6 8.5 0.5 9.6 0.3 C7.5 5 5 10 3.8 16"),
          List.of(
              "M5 7.5 C2.3 7.5 0.8 5.8 0.8 3.7 C0.8 1.5 2.5 0 5 0 C7.5 0 9.2 1.5 9.2 3.7 C9.2 5.8 7.7"
                  + " 7.5 5 7.5 C2 7.5 0.2 9.3 0.2 11.7 C0.2 14.4 2.2 16 5 16 C7.8 16 9.8 14.4 9.8"
                  + " 11.7 C9.8 9.3 8 7.5 5 7.5 Z",
              "M8.5 2 C6 -1.5 0.5 0.5 1.2 4 C2 8 9.8 8 9.5 12 C9 17 0.5 17 0.5 12 C0.5 8 8.5 6.5 8.8"
                  + " 3 C8.8 2.6 8.7 2.2 8.5 2 Z"),
          List.of(
              "M9.7 5.2 C9.4 7.8 7.5 9.7 4.8 9.7 C2 9.7 0.2 8 0.2 5 C0.2 2 2 0 5 0 C8.2 0 9.8 2.5 9.8"
                  + " 7 C9.8 12 8.5 16 4.7 16 C3.2 16 2 15.4 1.2 14",
              "M9.3 4.7 C9 1.5 7 0 4.8 0 C2 0 0.3 2 0.3 4.8 C0.3 7.5 2 9.3 4.6 9.3 C7.2 9.3 9 7.5 9.3"
                  + " 4.7 L8.8 16",
              "M9 4 C8 0 2 -1 0.8 4 C0 9 7.5 10 9 4 C8.8 8.5 7.5 13 5 16"));

  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('A', "M0 16 L5 0 L10 16 M1.9 10 L8.1 10"),
          Map.entry('B', "M1 0 L1 16 L5.5 16 C11 16 11 8 5.5 8 L1 8 M5.5 8 C10 8 10 0 5.5 0 L1 0"),
          Map.entry('C', "M9.5 3.5 C7.5 -1.2 0.5 -1.2 0.5 8 C0.5 17.2 7.5 17.2 9.5 12.5"),
          Map.entry('D', "M1 0 L1 16 L4 16 C11.5 16 11.5 0 4 0 Z"),
          Map.entry('E', "M9.5 0 L1 0 L1 16 L9.5 16 M1 8 L8 8"),
          Map.entry('F', "M9.5 0 L1 0 L1 16 M1 8 L8 8"),
          Map.entry('G', "M9.5 3.5 C7.5 -1.2 0.5 -1.2 0.5 8 C0.5 17.5 9.5 18 9.5 9 L6 9"),
          Map.entry('H', "M1 0 L1 16 M9 0 L9 16 M1 8 L9 8"),
          Map.entry('K', "M1 0 L1 16 M9.5 0 L1 9 M3.5 6.5 L9.8 16"),
          Map.entry('L', "M1 0 L1 16 L9.5 16"),
          Map.entry('M', "M0.3 16 L0.3 0 L5 10 L9.7 0 L9.7 16"),
          Map.entry('N', "M1 16 L1 0 L9 16 L9 0"),
          Map.entry('P', "M1 16 L1 0 L5.5 0 C11 0 11 9 5.5 9 L1 9"),
          Map.entry('R', "M1 16 L1 0 L5.5 0 C11 0 11 8.5 5.5 8.5 L1 8.5 M5.5 8.5 L9.8 16"),
          Map.entry('S', "M9 3 C7.5 -1 1 -1 1 4 C1 8.5 9.3 7.5 9.3 12 C9.3 17 2 17 0.6 12.8"),
          Map.entry('T', "M0 0 L10 0 M5 0 L5 16"),
          Map.entry('U', "M1 0 L1 10.5 C1 18 9 18 9 10.5 L9 0"),
          Map.entry('V', "M0 0 L5 16 L10 0"),
          Map.entry('W', "M0 0 L2.5 16 L5 5 L7.5 16 L10 0"),
          Map.entry('X', "M0.5 0 L9.5 16 M9.5 0 L0.5 16"),
          Map.entry('Y', "M0 0 L5 8 L10 0 M5 8 L5 16"),
          Map.entry('Z', "M0.5 0 L9.5 0 L0.5 16 L9.5 16"));

  /** The letters that {@link #letter} knows. */
  static final String ALPHABET =
      LETTERS.keySet().stream()
          .sorted()
          .map(String::valueOf)
          .collect(java.util.stream.Collectors.joining());

  private Glyphs() {}

  /**
   * A digit in one of the ways to write it.
   *
   * @param shake how far each point may lie from its place
   */
  static Path2D.Double digit(int digit, double shake, Dice dice) {
    List<String> ways = DIGITS.get(digit);
    return path(ways.get(dice.between(0, ways.size() - 1)), shake, dice);
  }

  /** A letter of {@link #ALPHABET}. */
  static Path2D.Double letter(char letter, Dice dice) {
    String way = LETTERS.get(letter);
    if (way == null) {
      throw new IllegalArgumentException("no such letter: " + letter);
    }
    return path(way, 0, dice);
  }

  // The letters of SVG's paths, with spaces between all numbers.
  private static Path2D.Double path(String text, double shake, Dice dice) {
    Path2D.Double path = new Path2D.Double();
    String[] words = text.replaceAll("([MLCZ])", " $1 ").strip().split("\\s+", -1);
    double[] xy = new double[6];
    for (int i = 0; i < words.length; i++) {
      String verb = words[i];
      int numbers = verb.equals("C") ? 6 : verb.equals("Z") ? 0 : 2;
      for (int k = 0; k < numbers; k++) {
        xy[k] = Double.parseDouble(words[++i]) + shake * dice.bell();
      }
      switch (verb) {
        case "M" -> path.moveTo(xy[0], xy[1]);
        case "L" -> path.lineTo(xy[0], xy[1]);
        case "C" -> path.curveTo(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5]);
        default -> path.closePath();
      }
    }
    return path;
  }
}
