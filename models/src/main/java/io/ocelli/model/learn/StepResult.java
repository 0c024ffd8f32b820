package io.ocelli.model.learn;

/**
 * What one step saw, before its update.
 *
 * @param lossSum sum over the batch of the cross entropy (natural log, against the labels or their
 *     weights without smoothing, no penalty)
 * @param correct how many of the batch were right
 */
public record StepResult(double lossSum, int correct) {}
