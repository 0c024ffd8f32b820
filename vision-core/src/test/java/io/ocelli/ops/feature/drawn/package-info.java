/** Draws pictures whose contents are known, varied as photographs are. */
@NullMarked
package io.ocelli.ops.feature.drawn;

import org.jspecify.annotations.NullMarked;
