/** Policies of the literature: changes drawn from a fixed list. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.policy;
