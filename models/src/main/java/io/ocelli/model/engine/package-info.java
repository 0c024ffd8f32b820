/**
 * Trains networks with oneDNN: a {@link io.ocelli.model.net.Net} is compiled once into a list of
 * primitives over memory that is laid out once, and every step runs that list. This package owns
 * oneDNN.
 */
@NullMarked
package io.ocelli.model.engine;

import org.jspecify.annotations.NullMarked;
