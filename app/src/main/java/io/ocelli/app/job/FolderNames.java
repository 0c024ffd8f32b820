package io.ocelli.app.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of classes as names of folders that every operating system takes. What cannot stand in one
 * becomes {@code _}; two classes never share a folder, not even where case does not count.
 */
final class FolderNames {
  private static final int LONGEST = 100;
  private static final Pattern UNSAFE = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}]");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private final Map<String, String> byLabel = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The folder of a class, the same each time. */
  String of(String label) {
    return byLabel.computeIfAbsent(label, this::free);
  }

  private String free(String label) {
    String name = safe(label);
    String free = name;
    for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
      free = name + "_" + n;
    }
    return free;
  }

  /** A name of a file or folder that looks like the text. */
  static String safe(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("_").strip();
    if (safe.codePointCount(0, safe.length()) > LONGEST) {
      safe = safe.substring(0, safe.offsetByCodePoints(0, LONGEST));
    }
    // Windows drops dots and spaces at the end; a dot at the beginning hides.
    safe = safe.replaceAll("[. ]+$", "").replaceAll("^[.]+", "_");
    return safe.isEmpty() || RESERVED.matcher(safe).matches() ? safe + "_" : safe;
  }
}
