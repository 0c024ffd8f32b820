/** Two models on the same pictures. */
@NullMarked
package io.ocelli.model.compare;

import org.jspecify.annotations.NullMarked;
