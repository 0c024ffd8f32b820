/** Changes that hide parts of a picture. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.occlusion;
