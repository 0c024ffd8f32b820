/** The local store of models. */
@NullMarked
package io.ocelli.model.zoo;

import org.jspecify.annotations.NullMarked;
