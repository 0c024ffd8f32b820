package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;

/**
 * A corner.
 *
 * @param at where it is
 * @param response the measure of the method at it, in the method's own scale; larger is stronger
 */
public record Corner(Point at, double response) implements Finding {}
