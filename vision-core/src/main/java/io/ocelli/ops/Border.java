package io.ocelli.ops;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.BORDER_WRAP;

/** What lies outside of a picture, for a row {@code abcdefgh}. */
public enum Border {
  /** One colour: {@code iiiiii|abcdefgh|iiiiiii}. */
  CONSTANT(BORDER_CONSTANT),
  /** The outermost pixel: {@code aaaaaa|abcdefgh|hhhhhhh}. */
  EDGE(BORDER_REPLICATE),
  /** Mirrored with the outermost pixel: {@code fedcba|abcdefgh|hgfedcb}. */
  REFLECT(BORDER_REFLECT),
  /** Mirrored about the outermost pixel: {@code gfedcb|abcdefgh|gfedcba}. */
  REFLECT101(BORDER_REFLECT_101),
  /** Repeated: {@code cdefgh|abcdefgh|abcdefg}. */
  WRAP(BORDER_WRAP);

  private final int code;

  Border(int code) {
    this.code = code;
  }

  /** OpenCV's number for it. */
  public int code() {
    return code;
  }
}
