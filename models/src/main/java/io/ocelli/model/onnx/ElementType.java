package io.ocelli.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.util.Locale;

/** The types of a tensor's elements, in the words of ONNX and NumPy. */
public enum ElementType {
  /** IEEE 754 single precision. */
  FLOAT32(4, OnnxJavaType.FLOAT),
  /** IEEE 754 half precision. */
  FLOAT16(2, OnnxJavaType.FLOAT16),
  /** The upper half of a float32. */
  BFLOAT16(2, OnnxJavaType.BFLOAT16),
  /** IEEE 754 double precision. */
  FLOAT64(8, OnnxJavaType.DOUBLE),
  /** 0 to 255. */
  UINT8(1, OnnxJavaType.UINT8),
  /** -128 to 127. */
  INT8(1, OnnxJavaType.INT8),
  /** 16 bits with sign. */
  INT16(2, OnnxJavaType.INT16),
  /** 32 bits with sign. */
  INT32(4, OnnxJavaType.INT32),
  /** 64 bits with sign. */
  INT64(8, OnnxJavaType.INT64),
  /** One byte each, 0 or 1. */
  BOOL(1, OnnxJavaType.BOOL),
  /** What cannot be fed from a buffer: strings, sequences, maps, unsigned numbers of 16 bits up. */
  OTHER(0, OnnxJavaType.UNKNOWN);

  private final int bytes;
  private final OnnxJavaType javaType;

  ElementType(int bytes, OnnxJavaType javaType) {
    this.bytes = bytes;
    this.javaType = javaType;
  }

  /** The type of this name ({@code float32}); OTHER for one that is not among these. */
  public static ElementType of(String word) {
    for (ElementType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return OTHER;
  }

  /** The name: {@code float32}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of one element; 0 for OTHER. */
  public int bytes() {
    return bytes;
  }

  /** Whether a buffer of these can be given to a model. */
  public boolean feedable() {
    return this != OTHER;
  }

  OnnxJavaType javaType() {
    return javaType;
  }
}
