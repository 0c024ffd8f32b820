/** Find: faces, people, number plates. */
@NullMarked
package io.ocelli.ops.find;

import org.jspecify.annotations.NullMarked;
