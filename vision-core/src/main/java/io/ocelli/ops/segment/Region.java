package io.ocelli.ops.segment;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;

/**
 * Pixels that belong together.
 *
 * @param number from 1, the largest first, equal ones from top to bottom and left to right
 * @param area number of pixels
 * @param box the pixels' bounds
 * @param centroid the mean of the pixels' places
 */
public record Region(int number, int area, Box box, Point centroid) implements Finding {}
