/** Changes that make a picture as poor as cameras, lenses and files make them. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.quality;
