package io.ocelli.ops.color;

import io.ocelli.ops.Finding;

/**
 * How much of a picture has the colours that were asked for.
 *
 * @param pixels number of pixels
 * @param share part of all pixels, 0 to 1
 */
public record ColorArea(int pixels, double share) implements Finding {}
