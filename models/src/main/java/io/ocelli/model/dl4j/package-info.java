/**
 * Deeplearning4j: networks, one training step, and its oneDNN layers switched on. This package owns
 * the engine.
 */
@NullMarked
package io.ocelli.model.dl4j;

import org.jspecify.annotations.NullMarked;
