/** Boxes and the mappings between a picture and what a model sees of it. */
@NullMarked
package io.ocelli.geometry;

import org.jspecify.annotations.NullMarked;
