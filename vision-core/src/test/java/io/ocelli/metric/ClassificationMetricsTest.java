package io.ocelli.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.OcelliException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** 64ths; class d has predictions but no samples, class e has neither. */
  private static final int[][] SIXTY_FOURTHS = {
    {15, 18, 3, 28, 0}, {10, 42, 10, 2, 0}, {21, 28, 11, 4, 0}, {30, 30, 1, 3, 0},
    {14, 18, 28, 4, 0}, {4, 24, 12, 24, 0}, {41, 16, 5, 2, 0}, {17, 25, 22, 0, 0},
    {19, 10, 27, 5, 3}, {10, 4, 32, 18, 0}, {10, 24, 4, 26, 0}, {20, 10, 21, 13, 0},
    {14, 2, 43, 5, 0}, {23, 18, 16, 7, 0}, {17, 27, 6, 14, 0}, {4, 27, 24, 9, 0},
    {35, 17, 8, 4, 0}, {11, 27, 22, 4, 0}, {38, 20, 6, 0, 0}, {5, 40, 16, 3, 0},
    {20, 22, 17, 4, 1}, {16, 34, 10, 4, 0}, {7, 38, 18, 1, 0}, {5, 19, 35, 5, 0},
  };

  private static final int[] TRUTH = {
    1, 1, 0, 0, 1, 2, 0, 1, 1, 2, 1, 2, 2, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 2
  };
  private static final List<String> LABELS = List.of("a", "b", "c", "d", "e");

  private static float[][] probabilities() {
    return Arrays.stream(SIXTY_FOURTHS)
        .map(
            row -> {
              float[] p = new float[row.length];
              for (int i = 0; i < p.length; i++) {
                p[i] = row[i] / 64f;
              }
              return p;
            })
        .toArray(float[][]::new);
  }

  /** Expected values: scikit-learn 1.9.1 on the same numbers, zero_division=0. */
  @Test
  void agreesWithScikitLearn() {
    ClassificationReport report = ClassificationMetrics.of(LABELS, TRUTH, probabilities());

    assertThat(report.confusion().counts())
        .isDeepEqualTo(
            new long[][] {
              {5, 3, 0, 0, 0}, {0, 7, 2, 2, 0}, {0, 1, 4, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}
            });
    assertThat(report.accuracy()).isEqualTo(2 / 3.0, EXACT);
    assertThat(report.balancedAccuracy()).isEqualTo(0.6871212121212121, EXACT);
    assertThat(report.macro().precision()).isEqualTo(0.5757575757575757, EXACT);
    assertThat(report.macro().recall()).isEqualTo(0.5153409090909091, EXACT);
    assertThat(report.macro().f1()).isEqualTo(0.5332167832167832, EXACT);
    assertThat(report.weighted().precision()).isEqualTo(0.7638888888888888, EXACT);
    assertThat(report.weighted().recall()).isEqualTo(2 / 3.0, EXACT);
    assertThat(report.weighted().f1()).isEqualTo(0.6995920745920746, EXACT);
    // log_loss(y, p.astype(float32))
    assertThat(report.loss()).isEqualTo(0.9479766488075256, within(1e-6));
    assertThat(report.top(1)).isEqualTo(report.accuracy());
    assertThat(report.top(2)).isEqualTo(0.875);
    assertThat(report.top5()).isEqualTo(1);
    // 15 bins, computed with numpy from the definition
    assertThat(report.calibrationError()).isEqualTo(0.21809895833333331, within(1e-9));

    List<ClassMetrics> classes = report.perClass();
    assertThat(classes.stream().map(ClassMetrics::precision))
        .containsExactly(1.0, 7 / 11.0, 4 / 6.0, 0.0, 0.0);
    assertThat(classes.stream().map(ClassMetrics::recall))
        .containsExactly(5 / 8.0, 7 / 11.0, 4 / 5.0, 0.0, 0.0);
    assertThat(classes.get(0).f1()).isEqualTo(0.7692307692307693, EXACT);
    assertThat(classes.get(2).f1()).isEqualTo(0.7272727272727273, EXACT);
    assertThat(classes.stream().map(ClassMetrics::support)).containsExactly(8L, 11L, 5L, 0L, 0L);
    assertThat(classes.stream().map(ClassMetrics::predicted)).containsExactly(5L, 11L, 6L, 2L, 0L);
    assertThat(classes.get(0).rocAuc()).isEqualTo(0.90234375, EXACT);
    assertThat(classes.get(1).rocAuc()).isEqualTo(0.7062937062937064, EXACT);
    assertThat(classes.get(2).rocAuc()).isEqualTo(0.8526315789473685, EXACT);
    assertThat(classes.get(3).rocAuc()).isNaN();
    assertThat(classes.get(0).averagePrecision()).isEqualTo(0.909375, EXACT);
    assertThat(classes.get(1).averagePrecision()).isEqualTo(0.7025252525252526, EXACT);
    assertThat(classes.get(2).averagePrecision()).isEqualTo(0.7603174603174603, EXACT);
  }

  @Test
  void clipsTheLossAtTheFloatEpsilonOnBothSides() {
    // sklearn.metrics.log_loss([0, 1], [[1, 0], [1, 0]] as float32) = 7.971192359924316
    ClassificationReport report =
        ClassificationMetrics.of(
            List.of("a", "b"), new int[] {0, 1}, new float[][] {{1, 0}, {1, 0}});

    assertThat(report.loss()).isEqualTo(7.971192359924316, within(1e-6));
  }

  @Test
  void lowerIndexWinsTies() {
    List<String> labels = List.of("a", "b", "c");
    float[] even = {0.25f, 0.375f, 0.375f};

    assertThat(ClassificationMetrics.argmax(even)).isEqualTo(1);
    ClassificationReport third =
        ClassificationMetrics.of(labels, new int[] {2}, new float[][] {even});
    assertThat(third.top(1)).isZero();
    assertThat(third.top(2)).isEqualTo(1);
  }

  @Test
  void oneClassIsAlwaysRight() {
    ClassificationReport report =
        ClassificationMetrics.of(List.of("only"), new int[] {0, 0}, new float[][] {{1}, {0.5f}});

    assertThat(report.accuracy()).isEqualTo(1);
    assertThat(report.macro().f1()).isEqualTo(1);
    assertThat(report.top5()).isEqualTo(1);
    assertThat(report.perClass().get(0).rocAuc()).isNaN();
    assertThat(report.macroRocAuc()).isNaN();
  }

  @Test
  void nothingCountedIsAnErrorWithARemedy() {
    assertThatThrownBy(() -> new ClassificationMetrics(LABELS).report())
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("nothing to measure");
  }

  @Test
  void refusesWhatIsNoProbabilityAndNamesTheClass() {
    ClassificationMetrics metrics = new ClassificationMetrics(List.of("leaf", "rust"));

    assertThatThrownBy(() -> metrics.add(0, new float[] {0.5f, Float.NaN}))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("NaN")
        .hasMessageContaining("rust");
    assertThatThrownBy(() -> metrics.add(0, new float[] {-3f, 4f}))
        .isInstanceOf(OcelliException.class);
    assertThatThrownBy(() -> metrics.add(2, new float[] {0.5f, 0.5f}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.add(0, new float[] {1f}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(metrics.samples()).isZero();
  }

  @Test
  void dropsScoresBeyondTheLimitAndKeepsTheRest() {
    List<String> labels = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
    ClassificationMetrics metrics = new ClassificationMetrics(labels);
    float[] row = new float[1000];
    for (int i = 0; i < 4001; i++) {
      row[i % 1000] = 1;
      metrics.add(i % 1000, row);
      row[i % 1000] = 0;
    }

    ClassificationReport report = metrics.report();
    assertThat(report.accuracy()).isEqualTo(1);
    assertThat(report.perClass().get(7).rocAuc()).isNaN();
  }

  @Property(tries = 50)
  void figuresDoNotDependOnTheOrderOfSamples(@ForAll @IntRange(max = 1 << 30) int seed) {
    java.util.Random random = new java.util.Random(seed);
    float[][] rows = probabilities();
    int[] truth = TRUTH.clone();
    ClassificationReport before = ClassificationMetrics.of(LABELS, truth, rows);
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float[] row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
      int t = truth[i];
      truth[i] = truth[j];
      truth[j] = t;
    }
    ClassificationReport after = ClassificationMetrics.of(LABELS, truth, rows);

    assertThat(after.perClass()).isEqualTo(before.perClass());
    assertThat(after.macro()).isEqualTo(before.macro());
    assertThat(after.loss()).isEqualTo(before.loss(), within(1e-12));
  }
}
