/** ONNX Runtime: opens models, runs them, and runs them over many pictures. Owns the engine. */
@NullMarked
package io.ocelli.model.onnx;

import org.jspecify.annotations.NullMarked;
