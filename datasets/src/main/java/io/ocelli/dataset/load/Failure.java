package io.ocelli.dataset.load;

/**
 * A picture that cannot be used.
 *
 * @param index of the picture
 * @param source its name
 * @param reason why, in one line
 */
public record Failure(int index, String source, String reason) {}
