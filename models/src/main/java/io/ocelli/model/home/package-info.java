/** Where things are kept on the user's disk. */
@NullMarked
package io.ocelli.model.home;

import org.jspecify.annotations.NullMarked;
