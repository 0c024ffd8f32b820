package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;

/**
 * A circle.
 *
 * @param center its middle
 * @param radius in pixels
 * @param score part of its outline that is seen, 0 to 1
 */
public record Circle(Point center, double radius, double score) implements Finding {}
