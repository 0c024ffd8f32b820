/** Changes of colour and light. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.color;
