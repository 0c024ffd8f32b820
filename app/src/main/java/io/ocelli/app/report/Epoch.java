package io.ocelli.app.report;

/**
 * One epoch of a training; a row of {@code results.csv}. A figure that was not measured is NaN.
 *
 * @param epoch from 1
 * @param trainLoss mean loss over the training pictures as they were learnt from, changes included
 * @param trainAccuracy share of right answers among them, 0 to 1
 * @param valLoss mean loss over the validation pictures after the epoch
 * @param valAccuracy share of right answers among them, 0 to 1
 * @param learningRate at the end of the epoch
 * @param imagesPerSecond training pictures a second
 * @param seconds the whole epoch with its validation
 */
public record Epoch(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double valLoss,
    double valAccuracy,
    double learningRate,
    double imagesPerSecond,
    double seconds) {}
