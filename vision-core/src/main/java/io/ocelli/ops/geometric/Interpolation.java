package io.ocelli.ops.geometric;

import org.bytedeco.opencv.global.opencv_imgproc;

/** How values between pixels are found where a picture is turned or bent. */
public enum Interpolation {
  /** The nearest pixel: no new values, jagged edges. */
  NEAREST(opencv_imgproc.INTER_NEAREST),
  /** Four neighbours. */
  LINEAR(opencv_imgproc.INTER_LINEAR),
  /** Sixteen neighbours; sharper, may overshoot. */
  CUBIC(opencv_imgproc.INTER_CUBIC),
  /** Sixty-four neighbours; sharpest, may ring. */
  LANCZOS(opencv_imgproc.INTER_LANCZOS4);

  private final int code;

  Interpolation(int code) {
    this.code = code;
  }

  /** OpenCV's number for it. */
  public int code() {
    return code;
  }
}
