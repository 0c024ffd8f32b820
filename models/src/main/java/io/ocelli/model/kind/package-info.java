/** What a foreign model is, told by its shapes and its notes. */
@NullMarked
package io.ocelli.model.kind;

import org.jspecify.annotations.NullMarked;
