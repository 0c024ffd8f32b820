package io.ocelli.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearningTest {
  /** Three clouds of points in five dimensions, of which the last is always 3. */
  private static float[][] clouds(int n, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[n][5];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (float) (10 * random.nextGaussian() + (j == i % 3 ? 45 : 0) + 100 * j);
      }
      rows[i][4] = 3;
    }
    return rows;
  }

  private static int[] labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
    }
    return labels;
  }

  private static int[] folds(int n) {
    int[] groups = new int[n];
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      groups[i] = i;
      paths.add("p" + i);
    }
    return OutOfFold.folds(groups, labels(n), paths, 3, 1);
  }

  @Test
  void withoutFeaturesTheProbabilitiesAreTheShares() {
    float[][] rows = new float[90][1];
    int[] labels = new int[90];
    for (int i = 0; i < 60; i++) {
      labels[i] = i < 20 ? 1 : 2;
    }
    float[] p = SoftmaxRegression.fit(rows, labels, 3, 0.1).probabilities(new float[1]);
    assertThat(p[0]).isCloseTo(30 / 90f, within(0.01f));
    assertThat(p[1]).isCloseTo(20 / 90f, within(0.01f));
    assertThat(p[2]).isCloseTo(40 / 90f, within(0.01f));
  }

  /** At the minimum the gradient is 0; here it is taken by differences of the probabilities. */
  @Test
  void theFitIsTheMinimum() {
    float[][] rows = clouds(200, 2);
    int[] labels = labels(200);
    double ridge = 0.05;
    SoftmaxRegression fit = SoftmaxRegression.fit(rows, labels, 3, ridge);
    int stride = 6;
    for (int c = 0; c < 3; c++) {
      for (int j = 0; j < 5; j++) {
        double slope = ridge * fit.weights()[c * stride + j];
        for (int i = 0; i < rows.length; i++) {
          double residual = fit.probabilities(rows[i])[c] - (labels[i] == c ? 1 : 0);
          slope += residual * (rows[i][j] - fit.means()[j]) * fit.scales()[j] / rows.length;
        }
        assertThat(slope).isCloseTo(0, within(2e-3));
      }
    }
  }

  @Test
  void swappedLabelsComeFirst() {
    int n = 600;
    float[][] rows = clouds(n, 3);
    int[] labels = labels(n);
    List<Integer> swapped = List.of(5, 77, 300, 301, 410, 599);
    swapped.forEach(i -> labels[i] = (labels[i] + 1) % 3);
    OutOfFold judged = OutOfFold.of(rows, labels, 3, folds(n), 0.03, 2);
    assertThat(judged.accuracy()).isBetween(0.95, 0.995);
    List<LabelSuspects.Suspect> suspects = LabelSuspects.of(judged, 3);
    assertThat(suspects.size()).isBetween(4, 20);
    assertThat(suspects.subList(0, 4)).allMatch(s -> swapped.contains(s.index()));
    assertThat(suspects.get(0).likely()).isEqualTo(suspects.get(0).index() % 3);
    OutOfFold again = OutOfFold.of(rows, labels, 3, folds(n), 0.03, 5);
    assertThat(again.probabilities()).isDeepEqualTo(judged.probabilities());
  }

  @Test
  void foldsKeepGroupsTogetherAndClassesInShare() {
    int n = 300;
    int[] groups = new int[n];
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      groups[i] = i < 60 ? i % 12 : i;
      paths.add("p" + i);
    }
    int[] labels = labels(n);
    int[] folds = OutOfFold.folds(groups, labels, paths, 3, 9);
    int[][] counts = new int[OutOfFold.FOLDS][3];
    for (int i = 0; i < n; i++) {
      assertThat(folds[i]).isEqualTo(folds[groups[i] < 12 ? groups[i] : i]);
      counts[folds[i]][labels[i]]++;
    }
    for (int[] count : counts) {
      for (int one : count) {
        assertThat(one).isBetween(19, 21);
      }
    }
  }
}
