package io.ocelli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The best of many classes, in order. */
class ClassificationTest {
  /** Values that are easily ordered wrongly; few, so that many are equal. */
  private static final float[] VALUES = {
    0, -0f, 0.25f, 0.5f, 1, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -1
  };

  private static List<String> labels(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  @Test
  void theBestAreThoseOfAStableSort() {
    Random random = new Random(5);
    for (int round = 0; round < 3000; round++) {
      float[] values = new float[random.nextInt(40)];
      for (int i = 0; i < values.length; i++) {
        values[i] = round % 3 == 0 ? random.nextFloat() : VALUES[random.nextInt(VALUES.length)];
      }
      int k = 1 + random.nextInt(round % 2 == 0 ? 5 : 45);
      List<Integer> sorted =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> values[i]).reversed())
              .limit(k)
              .toList();
      List<Classification> top = Classification.top(values, labels(values.length), k);
      assertThat(top).extracting(Classification::index).isEqualTo(sorted);
      for (Classification one : top) {
        assertThat(one.label()).isEqualTo("class " + one.index());
        assertThat(Float.compare(one.probability(), values[one.index()])).isZero();
      }
    }
  }
}
