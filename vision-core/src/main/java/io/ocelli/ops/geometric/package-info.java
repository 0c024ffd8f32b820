/** Geometry: size, place, shape. */
@NullMarked
package io.ocelli.ops.geometric;

import org.jspecify.annotations.NullMarked;
