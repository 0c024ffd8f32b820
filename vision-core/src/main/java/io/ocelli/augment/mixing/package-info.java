/** Changes that make one picture of several. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.mixing;
