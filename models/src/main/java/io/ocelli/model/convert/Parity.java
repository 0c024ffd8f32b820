package io.ocelli.model.convert;

import io.ocelli.error.OcelliException;

/**
 * How far the answers of an exported model in ONNX Runtime lie from those of the trained network in
 * Deeplearning4j.
 *
 * @param pictures compared
 * @param largest difference of a probability
 */
public record Parity(int pictures, double largest) {
  /** The largest difference that an export may have. */
  public static final double TOLERANCE = 1e-3;

  /** How many pictures are compared, where there are as many. */
  public static final int PICTURES = 32;

  /**
   * Compares the answers to the same pictures.
   *
   * @param origin the exported file, for the error
   * @throws OcelliException when they differ by more than {@link #TOLERANCE} or are no numbers
   */
  public static Parity check(float[][] trained, float[][] exported, String origin) {
    double largest = 0;
    for (int i = 0; i < trained.length; i++) {
      for (int k = 0; k < trained[i].length; k++) {
        double difference = Math.abs((double) trained[i][k] - exported[i][k]);
        // NaN must not pass as "not larger".
        largest =
            Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      }
    }
    if (!(largest <= TOLERANCE)) {
      throw new OcelliException(
          "the exported model answers differently from the trained network",
          "largest difference of a probability "
              + largest
              + " over "
              + trained.length
              + " pictures",
          origin,
          "please report this with the run folder; the weights/*.zip are right");
    }
    return new Parity(trained.length, largest);
  }
}
