package io.ocelli.ops.filter;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Every n-th pixel of a picture. */
final class Strides {
  private Strides() {}

  /**
   * Takes pixels from the top left on.
   *
   * @param in continuous, 8-bit
   */
  static void take(Mat in, Mat out, int width, int height, int stride) {
    out.create(height, width, in.type());
    int channels = in.channels();
    ByteBuffer from = in.createBuffer();
    ByteBuffer to = out.createBuffer();
    byte[] row = new byte[in.cols() * channels];
    byte[] taken = new byte[width * channels];
    for (int y = 0; y < height; y++) {
      from.position(y * stride * row.length);
      from.get(row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          taken[x * channels + c] = row[x * stride * channels + c];
        }
      }
      to.put(taken);
    }
  }
}
