package io.ocelli.ops.feature;

import io.ocelli.geometry.Box;
import io.ocelli.ops.Finding;

/**
 * A place that looks like the template.
 *
 * @param box where it is
 * @param score how alike it is: the correlation coefficient, at most 1 (the same but for brightness
 *     and contrast)
 * @param scale how much larger it is than the template
 */
public record TemplateMatch(Box box, double score, double scale) implements Finding {}
