package io.ocelli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  @Property(tries = 300)
  void sizesAddUpAndAskedSplitsGetSome(
      @ForAll @IntRange(max = 2000) int n,
      @ForAll @DoubleRange(max = 0.49) double val,
      @ForAll @DoubleRange(max = 0.49) double test) {
    int[] sizes = sizes(n, new SplitRatios(val, test));
    assertThat(IntStream.of(sizes).sum()).isEqualTo(n);
    if (n >= 3) {
      assertThat(sizes[0]).isPositive();
      assertThat(sizes[1] > 0).isEqualTo(val > 0);
      assertThat(sizes[2] > 0).isEqualTo(test > 0);
    }
    if (n >= 40 && val > 0.05 && test > 0.05) {
      assertThat(Math.abs(sizes[1] - n * val)).isLessThan(1);
      assertThat(Math.abs(sizes[2] - n * test)).isLessThan(1);
    }
  }

  private static int[] sizes(int n, SplitRatios ratios) {
    Map<Split, Integer> sizes = StratifiedSplit.sizes(n, ratios);
    assertThat(sizes.get(Split.TRAIN_DEV)).isZero();
    return new int[] {sizes.get(Split.TRAIN), sizes.get(Split.VAL), sizes.get(Split.TEST)};
  }

  @Test
  void knownSizes() {
    SplitRatios tenth = SplitRatios.DEFAULT;
    assertThat(sizes(0, tenth)).containsExactly(0, 0, 0);
    assertThat(sizes(1, tenth)).containsExactly(1, 0, 0);
    assertThat(sizes(2, tenth)).containsExactly(1, 1, 0);
    assertThat(sizes(3, tenth)).containsExactly(1, 1, 1);
    assertThat(sizes(15, tenth)).containsExactly(12, 2, 1);
    assertThat(sizes(100, tenth)).containsExactly(80, 10, 10);
    assertThat(sizes(9, SplitRatios.NONE)).containsExactly(9, 0, 0);
  }

  @Property(tries = 50)
  void theOrderGivenDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      samples.add(new Sample(ByteSource.of("x" + i, new byte[0]), i % 2, "c" + i % 2 + "/" + i));
    }
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(seed));
    Map<Split, List<Sample>> a = StratifiedSplit.of(samples, SplitRatios.DEFAULT, seed);
    Map<Split, List<Sample>> b = StratifiedSplit.of(shuffled, SplitRatios.DEFAULT, seed);
    Set<Sample> seen = new HashSet<>();
    for (Split split : Split.values()) {
      assertThat(new HashSet<>(a.get(split))).isEqualTo(new HashSet<>(b.get(split)));
      seen.addAll(a.get(split));
    }
    assertThat(seen).hasSize(n);
  }

  @Test
  void seedsDiffer() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      samples.add(new Sample(ByteSource.of("x" + i, new byte[0]), 0, "c/" + i));
    }
    assertThat(StratifiedSplit.of(samples, SplitRatios.DEFAULT, 1))
        .isNotEqualTo(StratifiedSplit.of(samples, SplitRatios.DEFAULT, 2));
  }
}
