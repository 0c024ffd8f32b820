package io.ocelli.model.train;

import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the learning rate goes from the first step to the last.
 *
 * @param kind its form
 * @param warmup epochs over which it rises from near zero; fractions count
 */
public record Schedule(Kind kind, double warmup) {
  /** The lowest rate of warm-up and cosine, as a share of the highest. */
  private static final double FLOOR = 0.01;

  /** Where one cycle begins, as a share of the highest rate. */
  private static final double ONE_CYCLE_START = 1 / 25.0;

  /** Where one cycle ends, as a share of the highest rate. */
  private static final double ONE_CYCLE_END = ONE_CYCLE_START / 1e4;

  /** The forms. */
  public enum Kind {
    /** A linear warm-up, then the same rate to the end. */
    CONSTANT,
    /** A linear warm-up, then half a cosine down to a hundredth (Loshchilov and Hutter 2017). */
    COSINE,
    /**
     * Half a cosine up from a 25th, and one down to almost nothing (Smith and Topin 2018, with the
     * numbers of PyTorch's OneCycleLR).
     */
    ONE_CYCLE;

    /**
     * The form of that name.
     *
     * @param origin for the message, e.g. the option
     */
    public static Kind parse(String text, String origin) {
      List<String> names = Arrays.stream(values()).map(Kind::toString).toList();
      int index = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw new UsageException("unknown schedule", text, origin, NearNames.remedy(text, names));
      }
      return values()[index];
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the range. */
  public Schedule {
    if (!(warmup >= 0)) {
      throw new UsageException(
          "a value out of range",
          String.valueOf(warmup),
          "--warmup",
          "give a number of epochs from 0");
    }
  }

  /**
   * The rate at a moment as a share of the highest.
   *
   * @param done epochs done, fractions count
   * @param epochs in all
   */
  public double at(double done, double epochs) {
    if (kind == Kind.ONE_CYCLE) {
      return done < warmup
          ? between(ONE_CYCLE_START, 1, done / warmup)
          : between(1, ONE_CYCLE_END, share(done, epochs));
    }
    if (done < warmup) {
      return Math.max(FLOOR, done / warmup);
    }
    return kind == Kind.CONSTANT ? 1 : between(1, FLOOR, share(done, epochs));
  }

  private double share(double done, double epochs) {
    return Math.min(1, (done - warmup) / Math.max(1e-9, epochs - warmup));
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * share));
  }
}
