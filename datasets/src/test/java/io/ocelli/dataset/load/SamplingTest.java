package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.UsageException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  /** 90 pictures of class 0, 9 of class 1, 1 of class 2. */
  private static int[] oneEach(int picture) {
    return new int[] {picture < 90 ? 0 : picture < 99 ? 1 : 2};
  }

  private static int[] perClass(int[] order) {
    int[] counts = new int[3];
    Arrays.stream(order).forEach(i -> counts[oneEach(i)[0]]++);
    return counts;
  }

  @Test
  void withoutARuleEveryPictureComesOnce() {
    assertThat(Sampling.NONE.order(100, SamplingTest::oneEach, 1, 0))
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }

  @Test
  void oversamplingDrawsEachClassEquallyOften() {
    for (int epoch = 0; epoch < 20; epoch++) {
      int[] order = Sampling.OVERSAMPLE.order(100, SamplingTest::oneEach, 1, epoch);
      assertThat(order).hasSize(100);
      assertThat(perClass(order)).satisfies(c -> assertThat(c[0]).isBetween(33, 34));
      assertThat(perClass(order)).satisfies(c -> assertThat(c[1]).isBetween(33, 34));
      assertThat(perClass(order)).satisfies(c -> assertThat(c[2]).isBetween(33, 34));
      // No picture of a class comes twice more often than another of it.
      int[] each = new int[100];
      Arrays.stream(order).forEach(i -> each[i]++);
      assertThat(Arrays.stream(each, 90, 99).min().orElseThrow()).isGreaterThanOrEqualTo(3);
      assertThat(Arrays.stream(each, 90, 99).max().orElseThrow()).isLessThanOrEqualTo(4);
      assertThat(Arrays.stream(each, 0, 90).max().orElseThrow()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theSquareRootIsSofter() {
    int[] counts = perClass(Sampling.SQRT.order(100, SamplingTest::oneEach, 1, 0));
    double sum = Math.sqrt(90) + Math.sqrt(9) + 1;
    assertThat(counts[0]).isCloseTo((int) (100 * Math.sqrt(90) / sum), within(1));
    assertThat(counts[1]).isCloseTo((int) (100 * 3 / sum), within(1));
    assertThat(counts[2]).isCloseTo((int) (100 / sum), within(1));
  }

  @Test
  void aPictureOfSeveralClassesComesAsOftenAsItsRarest() {
    // Class 0 in all 40 pictures, class 1 in 10 of them, class 2 in none of them alone; 4 without.
    int[] each = new int[40];
    for (int epoch = 0; epoch < 50; epoch++) {
      int[] order =
          Sampling.SQRT.order(
              40, i -> i < 10 ? new int[] {0, 1} : i < 36 ? new int[] {0} : new int[0], 3, epoch);
      Arrays.stream(order).forEach(i -> each[i]++);
    }
    double both = Arrays.stream(each, 0, 10).average().orElseThrow();
    double one = Arrays.stream(each, 10, 36).average().orElseThrow();
    double none = Arrays.stream(each, 36, 40).average().orElseThrow();
    assertThat(both / one).isCloseTo(Math.sqrt(3.6), within(0.1));
    assertThat(none / one).isCloseTo(1, within(0.1));
  }

  @Test
  void itDependsOnSeedAndEpochAlone() {
    int[] order = Sampling.OVERSAMPLE.order(100, SamplingTest::oneEach, 5, 2);
    assertThat(Sampling.OVERSAMPLE.order(100, SamplingTest::oneEach, 5, 2)).isEqualTo(order);
    assertThat(Sampling.OVERSAMPLE.order(100, SamplingTest::oneEach, 5, 3)).isNotEqualTo(order);
    assertThat(Sampling.OVERSAMPLE.order(100, SamplingTest::oneEach, 6, 2)).isNotEqualTo(order);
    assertThat(Sampling.OVERSAMPLE.order(0, SamplingTest::oneEach, 6, 2)).isEmpty();
  }

  @Test
  void aWrongNameIsRefused() {
    assertThat(Sampling.parse("Sqrt", "--balance")).isEqualTo(Sampling.SQRT);
    assertThatThrownBy(() -> Sampling.parse("oversampel", "--balance"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("oversampel")
        .hasMessageContaining("'oversample'");
  }
}
