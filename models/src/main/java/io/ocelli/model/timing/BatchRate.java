package io.ocelli.model.timing;

/**
 * Pictures a second at one size of batch, with all threads at work.
 *
 * @param batch pictures that are run at once
 * @param run bare runs of the model on ready tensors
 * @param fromFiles from files to answers; 0 where the model's answers would depend on the
 *     neighbours of a picture in the batch, so that it is not run like this
 */
public record BatchRate(int batch, double run, double fromFiles) {}
