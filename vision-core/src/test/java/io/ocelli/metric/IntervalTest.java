package io.ocelli.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntervalTest {
  /** scipy.stats.binomtest(k, n).proportion_ci(method="wilson"), scipy 1.17.1. */
  @Test
  void agreesWithScipy() {
    assertInterval(Interval.wilson95(8, 10), WILSON_8_10_LOW, WILSON_8_10_HIGH);
    assertInterval(Interval.wilson95(380, 413), WILSON_380_413_LOW, WILSON_380_413_HIGH);
    assertInterval(Interval.wilson95(5, 5), WILSON_5_5_LOW, 1);
    assertInterval(Interval.wilson95(0, 5), 0, 1 - WILSON_5_5_LOW);
  }

  private static final double WILSON_8_10_LOW = 0.4901624715366418;
  private static final double WILSON_8_10_HIGH = 0.9433178485456248;
  private static final double WILSON_380_413_LOW = 0.8899098250381424;
  private static final double WILSON_380_413_HIGH = 0.9425409608834742;
  private static final double WILSON_5_5_LOW = 0.5655175352168251;

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isEqualTo(low, within(1e-9));
    assertThat(interval.high()).isEqualTo(high, within(1e-9));
  }

  @Property(tries = 200)
  void holdsTheShareAndStaysWithinBounds(
      @ForAll @IntRange(min = 1, max = 100_000) int trials, @ForAll @IntRange(max = 100) int part) {
    long successes = (long) trials * part / 100;
    Interval interval = Interval.wilson95(successes, trials);

    assertThat(interval.contains((double) successes / trials)).isTrue();
    assertThat(interval.low()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isBetween(0.0, 1.0);
  }

  @Test
  void refusesNoTrials() {
    assertThatThrownBy(() -> Interval.wilson95(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
