/**
 * Figures that say how good a model is. {@link io.ocelli.metric.ClassificationMetrics} takes
 * predictions one at a time and gives a {@link io.ocelli.metric.ClassificationReport}; every rule
 * that could be chosen differently (empty classes, ties, clipping, bins) stands in the Javadoc of
 * the type that applies it.
 */
@NullMarked
package io.ocelli.metric;

import org.jspecify.annotations.NullMarked;
