package io.ocelli.ops.segment;

import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY_INV;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_OTSU;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Which pixels are things, and which are the ground that they lie on. */
public enum Foreground {
  /** Things are lighter than the threshold. */
  LIGHT,
  /** Things are as dark as the threshold, or darker. */
  DARK;

  /**
   * 255 where there are things, else 0.
   *
   * @param value the threshold; without one it is Otsu's
   */
  void mask(Raster in, Optional<Integer> value, Mat out) {
    int type =
        (this == LIGHT ? THRESH_BINARY : THRESH_BINARY_INV) | (value.isEmpty() ? THRESH_OTSU : 0);
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      opencv_imgproc.threshold(gray.mat(), out, value.orElse(0), 255, type);
    }
  }
}
