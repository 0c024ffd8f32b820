package io.ocelli.ops.find;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;

/** Reads the characters of a plate with Tesseract, several times, and lets the readings vote. */
final class PlateReader {
  /**
   * What was read.
   *
   * @param text capitals and digits
   * @param confidence 0 to 100
   * @param trust how much the way it was read counts
   */
  record Reading(String text, int confidence, double trust) {}

  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** Without its own look at the line, Tesseract is wrong twice as often. */
  private static final double RAW = 0.3;

  private static final double TAIL = 0.09;

  /**
   * The least that the readings of writing agree. Of 600 drawn pictures, plates have 0.63 or more,
   * and what only looks like a row of characters 0.53 or less.
   */
  private static final double ALIKE = 0.57;

  private PlateReader() {}

  static List<Reading> all(PlateStrip strip, Path data) {
    return Tesseract.use(
        data,
        "eng",
        api -> {
          api.SetVariable("tessedit_char_whitelist", CHARACTERS);
          api.SetVariable("load_system_dawg", "0");
          api.SetVariable("load_freq_dawg", "0");
          List<Reading> readings = new ArrayList<>();
          for (byte[] pixels : strip.variants()) {
            for (int mode : new int[] {tesseract.PSM_SINGLE_LINE, tesseract.PSM_RAW_LINE}) {
              readings.add(read(api, pixels, strip.width(), strip.height(), mode));
            }
          }
          return readings;
        });
  }

  /** The text that has most confidence in all; those of the counted length count twice. */
  static String vote(List<Reading> readings, int counted) {
    Map<String, Double> votes = new TreeMap<>();
    for (Reading reading : readings) {
      if (!reading.text().isEmpty()) {
        double weight = reading.text().length() == counted ? 2 : 1;
        votes.merge(
            reading.text(), weight * reading.trust() * (reading.confidence() + 40), Double::sum);
      }
    }
    String best = "";
    double most = 0;
    for (Map.Entry<String, Double> vote : votes.entrySet()) {
      if (vote.getValue() > most) {
        most = vote.getValue();
        best = vote.getKey();
      }
    }
    return best;
  }

  /**
   * Whether it may be a plate's text. Writing reads much the same however it is prepared; fences,
   * leaves and windows give something else each time. And a number plate has a digit: signs of
   * letters alone are none.
   */
  static boolean plausible(String voted, List<Reading> readings) {
    return voted.chars().anyMatch(Character::isDigit) && agreement(readings) >= ALIKE;
  }

  /** How alike the readings are, each compared with each: 0 to 1, which is the same text. */
  static double agreement(List<Reading> readings) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < readings.size(); i++) {
      for (int j = 0; j < i; j++) {
        String a = readings.get(i).text();
        String b = readings.get(j).text();
        int longer = Math.max(a.length(), b.length());
        sum += longer == 0 ? 0 : 1 - (double) changes(a, b) / longer;
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** How many characters to put in, take out or replace make one text the other (Levenshtein). */
  private static int changes(String a, String b) {
    int[] before = new int[b.length() + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[before.length];
      now[0] = i;
      for (int j = 1; j < now.length; j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[b.length()];
  }

  /**
   * Some fonts let J and the tail of Q hang below the line, which Tesseract, shown capitals only,
   * may take for I and O.
   */
  static String withTails(String text, List<Glyph> boxes) {
    if (text.length() != boxes.size()) {
      return text;
    }
    double[] bottoms = boxes.stream().mapToDouble(Glyph::y2).sorted().toArray();
    double line = bottoms[(bottoms.length - 1) / 2];
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (boxes.get(i).y2() - line > TAIL * Patch.HEIGHT) {
        int at = "I1O0".indexOf(text.charAt(i));
        if (at >= 0) {
          out.setCharAt(i, at < 2 ? 'J' : 'Q');
        }
      }
    }
    return out.toString();
  }

  private static Reading read(TessBaseAPI api, byte[] pixels, int width, int height, int mode) {
    api.SetPageSegMode(mode);
    try (BytePointer gray = new BytePointer(pixels)) {
      api.SetImage(gray, width, height, 1, width);
      api.SetSourceResolution(300);
      String text = Tesseract.text(api).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
      int confidence = api.MeanTextConf();
      api.Clear();
      return new Reading(text, confidence, mode == tesseract.PSM_SINGLE_LINE ? 1 : RAW);
    }
  }
}
