package io.ocelli.model.quantize;

import io.ocelli.model.compare.Comparison;

/**
 * A smaller model, and how it compares with the one it was made from.
 *
 * @param onnx the content of its file
 * @param method what was done, in words
 * @param comparison of the original (first) and the smaller model (second) on pictures
 */
@SuppressWarnings("ArrayRecordComponent") // a file's content, handed on
public record Shrunk(byte[] onnx, String method, Comparison comparison) {}
