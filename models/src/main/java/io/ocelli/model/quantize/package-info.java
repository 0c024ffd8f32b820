/** Smaller models: int8 by calibration, and half precision, both checked against the original. */
@NullMarked
package io.ocelli.model.quantize;

import org.jspecify.annotations.NullMarked;
