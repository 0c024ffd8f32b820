/** Segmentation: thresholds, shapes, regions. */
@NullMarked
package io.ocelli.ops.segment;

import org.jspecify.annotations.NullMarked;
