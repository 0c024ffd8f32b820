package io.ocelli.model.compare;

/**
 * Two models do not give a picture the same label.
 *
 * @param picture its path
 * @param first label of the first model
 * @param firstProbability from 0 to 1
 * @param second label of the second model
 * @param secondProbability from 0 to 1
 */
public record Difference(
    String picture,
    String first,
    double firstProbability,
    String second,
    double secondProbability) {}
