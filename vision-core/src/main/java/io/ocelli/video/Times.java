package io.ocelli.video;

import io.ocelli.error.UsageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 12.5}, {@code 1:02.5}, {@code 00:01:02.5}. */
public final class Times {
  private static final Pattern TEXT =
      Pattern.compile("(?:(?:(\\d{1,5}):)?(\\d{1,6}):)?(\\d{1,9}(?:\\.\\d{1,9})?)");

  private Times() {}

  /**
   * Reads seconds, minutes:seconds or hours:minutes:seconds.
   *
   * @param origin what messages call the place that it comes from: {@code --at}
   * @return microseconds, rounded to the nearest
   * @throws UsageException if it is none of them, or negative
   */
  public static long parse(String text, String origin) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      BigDecimal seconds = new BigDecimal(matcher.group(3));
      long minutes = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
      long hours = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
      boolean alone = matcher.group(2) == null;
      if (alone || seconds.compareTo(BigDecimal.valueOf(60)) < 0) {
        return seconds
            .add(BigDecimal.valueOf(60 * minutes + 3600 * hours))
            .movePointRight(6)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
      }
    }
    throw new UsageException(
        "not a time", text, origin, "give seconds from the start or h:mm:ss: 12.5 or 0:01:02.5");
  }

  /** {@code 1:02.500} or {@code 1:01:02.500}. */
  public static String text(long micros) {
    long millis = Math.floorDiv(Math.abs(micros) + 500, 1000);
    String sign = micros < 0 ? "-" : "";
    long seconds = millis / 1000;
    return seconds >= 3600
        ? String.format(
            Locale.ROOT,
            "%s%d:%02d:%02d.%03d",
            sign,
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
            millis % 1000)
        : String.format(
            Locale.ROOT, "%s%d:%02d.%03d", sign, seconds / 60, seconds % 60, millis % 1000);
  }
}
