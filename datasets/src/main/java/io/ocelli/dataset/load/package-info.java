/** Streaming pictures into batches of tensors. */
@NullMarked
package io.ocelli.dataset.load;

import org.jspecify.annotations.NullMarked;
