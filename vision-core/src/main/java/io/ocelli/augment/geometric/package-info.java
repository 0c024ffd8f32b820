/** Changes that move pixels. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.geometric;
