package io.ocelli.model;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the numbers that a classifier gives are. */
public enum OutputKind {
  /** Raw scores, or logarithms of probabilities: softmax turns them into probabilities. */
  LOGITS,
  /** Probabilities; used as they are. */
  PROBABILITIES;

  /** The name in model files: logits, probabilities. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of this name.
   *
   * @param origin where the name stands, for the message
   * @throws OcelliException when there is none
   */
  public static OutputKind parse(String key, String origin) {
    List<String> known = Arrays.stream(values()).map(OutputKind::key).toList();
    int at = known.indexOf(key.strip().toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new OcelliException(
          "no such kind of output", key, origin, NearNames.remedy(key, known));
    }
    return values()[at];
  }

  /**
   * Probabilities of one picture's answer. Softmax is computed in double precision after taking off
   * the largest score, so that nothing overflows.
   *
   * @param values the model's answer, changed in place
   * @return the same array
   */
  public float[] toProbabilities(float[] values) {
    if (this == PROBABILITIES) {
      return values;
    }
    double[] powers = new double[values.length];
    double sum = powers(values, largest(values), powers);
    divide(powers, sum, values);
    return values;
  }

  // A loop a method: each is compiled once and alone.

  private static float largest(float[] values) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  private static double powers(float[] values, float largest, double[] powers) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      powers[i] = Math.exp((double) values[i] - largest);
      sum += powers[i];
    }
    return sum;
  }

  private static void divide(double[] values, double by, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (values[i] / by);
    }
  }
}
