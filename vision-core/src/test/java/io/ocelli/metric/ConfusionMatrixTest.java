package io.ocelli.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  /** scikit-learn's docstring example of confusion_matrix. */
  @Test
  void rowsAreTruth() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(ABC, new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2});

    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}});
    assertThat(matrix.total()).isEqualTo(6);
    assertThat(matrix.correct()).isEqualTo(4);
    assertThat(matrix.support(2)).isEqualTo(3);
    assertThat(matrix.predicted(1)).isZero();
    assertThat(matrix.rate(2, 0)).isEqualTo(1 / 3.0);
  }

  /** scikit-learn's docstring example of f1_score: per class, macro, micro. */
  @Test
  void f1OfTheDocumentedExample() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(ABC, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
    List<ClassMetrics> classes =
        IntStream.range(0, 3).mapToObj(c -> ClassMetrics.of(matrix, c, 0, 0)).toList();

    assertThat(classes.get(0).f1()).isEqualTo(0.8, within(1e-12));
    assertThat(classes.get(1).f1()).isZero();
    assertThat(Averages.macro(classes).f1()).isEqualTo(0.2666666667, within(1e-9));
    assertThat((double) matrix.correct() / matrix.total()).isEqualTo(1 / 3.0);
  }

  @Test
  void mostConfusedPairsComeInAFixedOrder() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(ABC, new long[][] {{10, 2, 0}, {2, 1, 5}, {2, 0, 90}});

    assertThat(matrix.mostConfused(10))
        .containsExactly(
            new ConfusionMatrix.Confusion(1, 2, 5),
            new ConfusionMatrix.Confusion(1, 0, 2),
            new ConfusionMatrix.Confusion(0, 1, 2),
            new ConfusionMatrix.Confusion(2, 0, 2));
    assertThat(matrix.mostConfused(1)).hasSize(1);
  }

  @Test
  void refusesWhatIsNotSquare() {
    assertThatThrownBy(() -> ConfusionMatrix.of(ABC, new long[][] {{1, 2, 3}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), new long[][] {{-1}}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
