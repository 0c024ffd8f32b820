package io.ocelli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that a mistyped name probably meant. */
public final class NearNames {
  private NearNames() {}

  /**
   * The known names within an edit distance of a third of the typed name's length (at least 2), and
   * those that begin with it or that it begins with; nearest first, at most three.
   */
  public static List<String> of(String typed, Collection<String> known) {
    String low = typed.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, low.length() / 3);
    record Near(String name, int distance) {}
    return known.stream()
        .map(name -> new Near(name, distance(low, name.toLowerCase(Locale.ROOT))))
        .filter(near -> near.distance() <= bound)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(3)
        .map(Near::name)
        .toList();
  }

  /**
   * A remedy that names near names, or all of them when none is near: "did you mean 'head'?" or
   * "one of: scratch, head".
   */
  public static String remedy(String typed, Collection<String> known) {
    List<String> near = of(typed, known);
    return near.isEmpty()
        ? "one of: " + String.join(", ", known)
        : "did you mean '" + String.join("' or '", near) + "'?";
  }

  private static int distance(String a, String b) {
    if (Math.min(a.length(), b.length()) >= 3 && (a.startsWith(b) || b.startsWith(a))) {
      return 1;
    }
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
