package io.ocelli.ops.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Kernel;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/** Cross-correlation of pictures by OpenCV's {@code filter2D}. */
final class Correlation {
  private Correlation() {}

  /** The kernel in OpenCV's form, every number times a factor; for the caller to close. */
  static Mat matrix(Kernel kernel, double factor) {
    Mat matrix = new Mat(kernel.rows(), kernel.columns(), CV_64F);
    DoubleBuffer values = matrix.createBuffer();
    for (double value : kernel.values()) {
      values.put(value * factor);
    }
    return matrix;
  }

  /** The same size, saturated to 8 bit; for kernels with odd sides. */
  static Raster same(Raster in, Kernel kernel, double offset, Border border) {
    return Raster.make(
        in.space(),
        out -> {
          try (Mat matrix = matrix(kernel, 1);
              Point middle = new Point(kernel.columns() / 2, kernel.rows() / 2)) {
            Outside.run(
                in.mat(),
                out,
                border,
                kernel.columns() / 2,
                kernel.rows() / 2,
                (from, to, outside) ->
                    opencv_imgproc.filter2D(from, to, -1, matrix, middle, offset, outside));
          }
        });
  }
}
