package io.ocelli.ops.geometric;

import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * What is seen beyond the edges of a picture.
 *
 * @param border the rule
 * @param color for {@link Border#CONSTANT}; absent is black, or clear where there is opacity
 */
record Outside(Border border, Optional<Rgb> color) {
  /** Nothing is seen of it. */
  static final Outside NONE = new Outside(Border.CONSTANT, Optional.empty());

  /** The colour in the numbers of a space; the caller closes it. */
  Scalar scalar(ColorSpace space) {
    if (color.isEmpty() && space == ColorSpace.BGRA) {
      return new Scalar(0, 0, 0, 0);
    }
    Rgb rgb = color.orElse(Rgb.BLACK);
    byte[] bgr = {(byte) rgb.blue(), (byte) rgb.green(), (byte) rgb.red()};
    try (Raster pixel = Raster.of(1, 1, ColorSpace.BGR, bgr);
        Raster converted = pixel.to(space)) {
      byte[] values = converted.values();
      double[] four = new double[4];
      for (int c = 0; c < values.length; c++) {
        four[c] = values[c] & 255;
      }
      return new Scalar(four[0], four[1], four[2], four[3]);
    }
  }

  /**
   * A window on the endless picture. No pixel is resampled.
   *
   * @param left where it begins; may lie outside
   * @param top where it begins; may lie outside
   */
  Raster window(Raster in, int left, int top, Extent size, String operation) {
    int before = Math.max(0, -left);
    int above = Math.max(0, -top);
    int after = Math.max(0, left + size.width() - in.width());
    int below = Math.max(0, top + size.height() - in.height());
    Extent grown =
        Extent.rounded(
            (double) in.width() + before + after,
            (double) in.height() + above + below,
            operation,
            in);
    return Raster.make(
        in.space(),
        out -> {
          if (grown.equals(Extent.of(in))) {
            part(in.mat(), left, top, size, out);
            return;
          }
          try (Scalar fill = scalar(in.space())) {
            if (grown.equals(size)) {
              copyMakeBorder(in.mat(), out, above, below, before, after, border.code(), fill);
              return;
            }
            try (Mat large = new Mat()) {
              copyMakeBorder(in.mat(), large, above, below, before, after, border.code(), fill);
              part(large, left + before, top + above, size, out);
            }
          }
        });
  }

  private static void part(Mat in, int left, int top, Extent size, Mat out) {
    try (Rect rect = new Rect(left, top, size.width(), size.height());
        Mat part = new Mat(in, rect)) {
      part.copyTo(out);
    }
  }
}
