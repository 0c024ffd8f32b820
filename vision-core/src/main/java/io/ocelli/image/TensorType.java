package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16F;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;

/** Type of the values that a model takes a picture in. */
public enum TensorType {
  /** 32-bit floating point. */
  FLOAT32(4),
  /** 16-bit floating point (IEEE 754 binary16); rounded to the nearest. */
  FLOAT16(2),
  /** 0 to 255; rounded to the nearest and held within the range. */
  UINT8(1),
  /** -128 to 127; rounded to the nearest and held within the range. */
  INT8(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of a value. */
  public int bytes() {
    return bytes;
  }

  /** In OpenCV's words. */
  int depth() {
    return switch (this) {
      case FLOAT32 -> CV_32F;
      case FLOAT16 -> CV_16F;
      case UINT8 -> CV_8U;
      case INT8 -> CV_8S;
    };
  }
}
