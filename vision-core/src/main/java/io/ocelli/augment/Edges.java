package io.ocelli.augment;

import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.geometric.Interpolation;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * What is seen beyond a picture, and between its pixels.
 *
 * @param border the rule beyond the edges
 * @param color for {@link Border#CONSTANT}; masks get class 0 there
 * @param interpolation between pixels; masks always take the nearest
 */
public record Edges(Border border, Rgb color, Interpolation interpolation) {
  /** Mirrored, four neighbours. */
  public static final Edges REFLECT = new Edges(Border.REFLECT101, Rgb.BLACK, Interpolation.LINEAR);

  /** Nothing beyond the edges. */
  Edges empty() {
    return new Edges(Border.CONSTANT, Rgb.BLACK, interpolation);
  }

  /** The colour as OpenCV takes it; the caller closes it. */
  Scalar fill(boolean labels) {
    return labels
        ? new Scalar(0, 0, 0, 0)
        : new Scalar(color.blue(), color.green(), color.red(), 0);
  }
}
