package io.ocelli.model.compare;

import java.util.List;

/**
 * How two classifiers agree.
 *
 * @param pictures that both have classified
 * @param failed that could not be read
 * @param agreement part of the pictures to which both give the same first label, 0 to 1
 * @param sameOrder part of the pictures for which the first five labels (all, where there are
 *     fewer) stand in the same order, 0 to 1
 * @param meanDifference of a probability, over all pictures and classes
 * @param largestDifference of a probability
 * @param largestAt the picture that has it; empty when there is none
 * @param first what the first model did
 * @param second what the second model did
 * @param differences pictures that get different labels, in the order of the pictures, at most
 *     {@value #MOST_DIFFERENCES}
 */
public record Comparison(
    int pictures,
    int failed,
    double agreement,
    double sameOrder,
    double meanDifference,
    double largestDifference,
    String largestAt,
    Side first,
    Side second,
    List<Difference> differences) {
  static final int MOST_DIFFERENCES = 1000;

  /** Copies. */
  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * One of the models.
   *
   * @param model its file
   * @param bytes of the file
   * @param accuracy part of the pictures with the right label, 0 to 1; NaN when the right ones are
   *     not known
   * @param picturesPerSecond from file to labels, decoding included
   */
  public record Side(String model, long bytes, double accuracy, double picturesPerSecond) {}
}
