/**
 * Networks as graphs of layers with their weights, of no engine: what is built, read from ONNX or
 * Deeplearning4j, trained, summarised and written.
 */
@NullMarked
package io.ocelli.model.net;

import org.jspecify.annotations.NullMarked;
