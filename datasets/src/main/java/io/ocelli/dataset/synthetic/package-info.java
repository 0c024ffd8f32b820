/** Pictures that are drawn: data sets for trying things out, without a download. */
@NullMarked
package io.ocelli.dataset.synthetic;

import org.jspecify.annotations.NullMarked;
