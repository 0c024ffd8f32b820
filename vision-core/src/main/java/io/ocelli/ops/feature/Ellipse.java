package io.ocelli.ops.feature;

import io.ocelli.geometry.RotatedBox;
import io.ocelli.ops.Finding;

/**
 * An ellipse.
 *
 * @param box the turned box whose four sides it touches; its first side is the longer axis
 * @param score part of its outline that is seen, 0 to 1
 */
public record Ellipse(RotatedBox box, double score) implements Finding {}
