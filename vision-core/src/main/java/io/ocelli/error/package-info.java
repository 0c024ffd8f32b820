/** The one form of an error: what is wrong, the value, where it came from, what to try. */
@NullMarked
package io.ocelli.error;

import org.jspecify.annotations.NullMarked;
