package io.ocelli.model.train;

/**
 * What one epoch gave; a row of {@code results.csv}.
 *
 * @param epoch counted from 1
 * @param trainLoss mean cross entropy of the training batches as they were seen, with augmentation
 *     and dropout
 * @param trainAccuracy share of right answers on the same batches
 * @param valLoss mean cross entropy of the validation part
 * @param valAccuracy share of right answers on the validation part
 * @param learningRate of the last step
 * @param imagesPerSecond training speed, validation left out
 * @param seconds of the epoch, validation included
 */
public record EpochResult(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double valLoss,
    double valAccuracy,
    double learningRate,
    double imagesPerSecond,
    double seconds) {}
