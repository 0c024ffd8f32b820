/** Filters: smoothing, sharpening, kernels, edges. */
@NullMarked
package io.ocelli.ops.filter;

import org.jspecify.annotations.NullMarked;
