package io.ocelli.dataset.split;

import io.ocelli.error.UsageException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads when pictures were taken. */
public final class Times {
  /** A date with or without the time of day, and with or without the offset from UTC. */
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss[.SSS]][XXX]]");

  private Times() {}

  /**
   * The place of each time in their order, from 0; equal times have the same.
   *
   * @param texts all numbers (years, days, frames, {@code 20240613}) or all ISO dates ({@code
   *     2024-06-13}, {@code 2024-06-13T08:30}, {@code 2024-06-13 08:30:15})
   * @param origin for the error
   * @throws UsageException if one is neither
   */
  public static long[] order(List<String> texts, String origin) {
    boolean numbers = texts.stream().allMatch(text -> text.strip().matches("[-+]?\\d+(\\.\\d+)?"));
    return numbers
        ? ranks(texts.stream().map(text -> new BigDecimal(text.strip())).toList())
        : ranks(texts.stream().map(text -> instant(text, origin)).toList());
  }

  private static BigDecimal instant(String text, String origin) {
    Function<TemporalAccessor, LocalDateTime> utc =
        parsed ->
            parsed instanceof OffsetDateTime offset
                ? offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
    try {
      LocalDateTime time =
          utc.apply(
              ISO.parseBest(
                  text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
      return BigDecimal.valueOf(LocalDateTime.of(1970, 1, 1, 0, 0).until(time, ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      throw new UsageException(
          "not a time",
          text,
          origin,
          "all must be numbers (20240613) or all dates such as 2024-06-13 or 2024-06-13T08:30");
    }
  }

  private static long[] ranks(List<BigDecimal> values) {
    List<BigDecimal> sorted = List.copyOf(new TreeSet<>(values));
    return values.stream()
        .mapToLong(value -> java.util.Collections.binarySearch(sorted, value))
        .toArray();
  }
}
