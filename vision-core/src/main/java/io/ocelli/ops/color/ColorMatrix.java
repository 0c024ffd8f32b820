package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.transform;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** New red, green and blue, each a sum of the old ones; what is beyond 0 to 255 is cut off. */
final class ColorMatrix {
  private final double[][] rgb;

  /**
   * @param rgb three rows for the new red, green and blue, each with the parts of the old red,
   *     green and blue
   */
  ColorMatrix(double[][] rgb) {
    this.rgb = rgb;
  }

  /** This matrix where {@code amount} is 1, no change where it is 0, and between as between. */
  ColorMatrix mixed(double amount) {
    double[][] mixed = new double[3][3];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        mixed[to][from] = (to == from ? 1 - amount : 0) + amount * rgb[to][from];
      }
    }
    return new ColorMatrix(mixed);
  }

  /** BGR, or BGRA with the opacity it had. */
  Raster apply(Raster in) {
    if (in.space() != ColorSpace.BGR && in.space() != ColorSpace.BGRA) {
      try (Raster bgr = in.to(ColorSpace.BGR)) {
        return apply(bgr);
      }
    }
    int channels = in.channels();
    return Raster.make(
        in.space(),
        out -> {
          try (Mat matrix = new Mat(channels, channels, CV_64F)) {
            DoubleBuffer numbers = matrix.createBuffer();
            for (int to = 0; to < channels; to++) {
              for (int from = 0; from < channels; from++) {
                numbers.put(to == 3 || from == 3 ? (to == from ? 1 : 0) : rgb[2 - to][2 - from]);
              }
            }
            transform(in.mat(), out, matrix);
          }
        });
  }
}
