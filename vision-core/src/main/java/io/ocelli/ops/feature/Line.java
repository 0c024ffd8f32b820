package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.ops.Finding;

/**
 * A straight line without ends: all places where {@code x cos(theta) + y sin(theta) = rho}.
 *
 * @param rho its distance from the centre of the top left pixel, in pixels; negative where it
 *     passes on the other side
 * @param theta direction of its normal in degrees from the x axis, clockwise as seen, 0 to 180
 * @param from where it enters the picture
 * @param to where it leaves the picture
 * @param votes how many edge pixels lie on it
 */
public record Line(double rho, double theta, Point from, Point to, int votes) implements Finding {}
