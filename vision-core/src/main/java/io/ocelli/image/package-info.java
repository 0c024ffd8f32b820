@NullMarked
package io.ocelli.image;

import org.jspecify.annotations.NullMarked;
