package io.ocelli.model;

import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.onnx.View;
import java.util.List;
import java.util.Locale;

/**
 * Views of a picture whose answers are averaged (test-time augmentation). It costs as many runs of
 * the model as there are views, and helps where the label does not depend on how the picture lies.
 *
 * <p>Averaged are probabilities, not logits, as Krizhevsky, Sutskever and Hinton (2012, section
 * 4.1) did with the softmax of ten patches: each view has one vote, and the mean sums to 1 again. A
 * mean of logits is a product of probabilities, in which one view that is sure of the wrong class
 * outvotes all others; and models whose last layer is a softmax, as ours, do not tell their logits:
 * a probability that was rounded to 0 has no logarithm.
 */
public enum TestTimeAugmentation {
  /** The picture as it is. */
  NONE(View.UPRIGHT),
  /** And mirrored, left and right exchanged: two views. */
  FLIP(View.UPRIGHT, View.MIRRORED),
  /** Mirrored both ways: four views, for pictures without an up and down. */
  FLIPS(View.UPRIGHT, View.MIRRORED, View.UPSIDE_DOWN, View.HALF_TURN),
  /** All turns by quarters, mirrored and not: eight views, for square inputs. */
  DIHEDRAL(View.values());

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that cannot be changed
  private final List<View> views;

  TestTimeAugmentation(View... views) {
    this.views = List.of(views);
  }

  /** The views, the picture as it is first. */
  public List<View> views() {
    return views;
  }

  /**
   * Checks that a model's input can be turned so.
   *
   * @throws UsageException when a quarter turn is wanted of an input that is not square
   */
  void check(Preprocess input) {
    boolean square = input.width() == input.height();
    if (!square && views.stream().anyMatch(View::needsSquare)) {
      throw new UsageException(
          "quarter turns need a model with a square input",
          input.width() + "x" + input.height(),
          "test-time augmentation '" + this + "'",
          "take 'flips', which mirrors only");
    }
  }

  /** The mean of the views' probabilities, computed in double precision. */
  static float[] mean(List<float[]> probabilities) {
    float[] first = probabilities.get(0);
    if (probabilities.size() == 1) {
      return first;
    }
    float[] mean = new float[first.length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (float[] row : probabilities) {
        sum += row[k];
      }
      mean[k] = (float) (sum / probabilities.size());
    }
    return mean;
  }

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
