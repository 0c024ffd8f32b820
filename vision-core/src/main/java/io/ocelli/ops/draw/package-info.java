/** Drawing: lines, shapes, text, overlays, montages. */
@NullMarked
package io.ocelli.ops.draw;

import org.jspecify.annotations.NullMarked;
