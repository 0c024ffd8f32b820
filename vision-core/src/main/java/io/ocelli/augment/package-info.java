/** Random changes that make more of the pictures a model is trained on. */
@NullMarked
package io.ocelli.augment;

import org.jspecify.annotations.NullMarked;
