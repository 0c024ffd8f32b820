package io.ocelli.ops;

/**
 * Something that an operation measured or found. Implementations are records; places are in pixels
 * of the picture as the operation saw it. In JSON the components become fields in {@code
 * snake_case}, a {@link io.ocelli.geometry.Point} becomes {@code [x, y]} and a {@link
 * io.ocelli.geometry.Box} {@code [x1, y1, x2, y2]}.
 */
public interface Finding {}
