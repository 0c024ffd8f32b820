/** Work on many things at once: several threads, a bounded number in flight, results in order. */
@NullMarked
package io.ocelli.work;

import org.jspecify.annotations.NullMarked;
