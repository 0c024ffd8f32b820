package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;

/**
 * A dot: a small round spot, brighter or darker than all around it.
 *
 * @param center its middle, to parts of a pixel
 * @param radius of the circle of its outline, in pixels; the outline runs where the brightness is
 *     half-way between the dot and its surroundings
 * @param area in square pixels
 * @param circularity 4 pi area / perimeter^2 of its outline: 1 for a disc, 0.785 for a square
 * @param contrast how much brighter it is than its surroundings, in gray levels; negative when it
 *     is darker
 */
public record Dot(Point center, double radius, double area, double circularity, double contrast)
    implements Finding {}
