package io.ocelli.app.progress;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Words {
  private Words() {}

  /** "0.8 s", "42 s", "3 min 05 s", "2 h 07 min". */
  static String duration(Duration d) {
    long seconds = Math.max(0, Math.round(d.toMillis() / 1000.0));
    if (d.toMillis() < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, d.toMillis()) / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** Three significant digits up to 100, whole numbers from there; "-" where unknown. */
  static String rate(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return "-";
    }
    return String.format(
        Locale.ROOT, perSecond < 10 ? "%.2f" : perSecond < 100 ? "%.1f" : "%.0f", perSecond);
  }

  /** Four decimals; "-" where unknown. */
  static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
  }
}
