/** Writing splits to disk. */
@NullMarked
package io.ocelli.dataset.split;

import org.jspecify.annotations.NullMarked;
