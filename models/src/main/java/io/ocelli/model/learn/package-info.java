/** One step of learning, whatever engine does it. */
@NullMarked
package io.ocelli.model.learn;

import org.jspecify.annotations.NullMarked;
