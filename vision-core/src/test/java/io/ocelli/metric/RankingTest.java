package io.ocelli.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingTest {
  /** The data of keras' AUC tests; four thresholds are enough for the exact area of 0.75. */
  @Test
  void areaOfFourScores() {
    assertThat(
            Ranking.rocAuc(
                new float[] {0, 0.5f, 0.3f, 0.9f}, new boolean[] {false, false, true, true}))
        .isEqualTo(0.75);
  }

  @Test
  void undefinedWithoutBothKinds() {
    float[] scores = {0.1f, 0.2f};
    assertThat(Ranking.rocAuc(scores, new boolean[] {true, true})).isNaN();
    assertThat(Ranking.rocAuc(scores, new boolean[] {false, false})).isNaN();
    assertThat(Ranking.averagePrecision(scores, new boolean[] {false, false})).isNaN();
    assertThat(Ranking.averagePrecision(scores, new boolean[] {true, true})).isEqualTo(1);
    assertThat(Ranking.rocAuc(new float[0], new boolean[0])).isNaN();
  }

  @Test
  void negativeScoresAndZerosOfBothSignsAreOrdered() {
    assertThat(Ranking.rocAuc(new float[] {-2, -1}, new boolean[] {false, true})).isEqualTo(1);
    assertThat(Ranking.rocAuc(new float[] {-0f, 0f}, new boolean[] {false, true})).isEqualTo(0.5);
  }

  @Property(tries = 200)
  void areaIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5) Integer> positives,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5) Integer> negatives) {
    float[] scores = new float[positives.size() + negatives.size()];
    boolean[] flags = new boolean[scores.length];
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      flags[i] = i < positives.size();
      scores[i] = flags[i] ? positives.get(i) : negatives.get(i - positives.size());
    }
    for (int p : positives) {
      for (int n : negatives) {
        pairs += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }

    assertThat(Ranking.rocAuc(scores, flags))
        .isEqualTo(pairs / (positives.size() * negatives.size()), within(1e-12));
  }
}
