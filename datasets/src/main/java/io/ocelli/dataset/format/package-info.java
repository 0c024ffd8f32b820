/** Data sets in the formats of others: read, checked, written, and turned into one another. */
@NullMarked
package io.ocelli.dataset.format;

import org.jspecify.annotations.NullMarked;
