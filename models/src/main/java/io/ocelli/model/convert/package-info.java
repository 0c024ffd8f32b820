/**
 * Between Deeplearning4j and ONNX: networks written as ONNX, backbones cut at their features, heads
 * joined to them.
 */
@NullMarked
package io.ocelli.model.convert;

import org.jspecify.annotations.NullMarked;
