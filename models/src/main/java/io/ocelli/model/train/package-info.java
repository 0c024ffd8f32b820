/** Training: the loop, its checkpoints and callbacks, and the ways to train a classifier. */
@NullMarked
package io.ocelli.model.train;

import org.jspecify.annotations.NullMarked;
