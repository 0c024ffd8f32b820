/** Colour: spaces, channels, tone, histograms. */
@NullMarked
package io.ocelli.ops.color;

import org.jspecify.annotations.NullMarked;
