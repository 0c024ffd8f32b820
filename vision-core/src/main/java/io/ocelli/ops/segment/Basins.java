package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * The steps of {@link Watershed}. All matrices have a frame of ground one pixel wide: what lies
 * outside is ground, and OpenCV's watershed leaves out the outermost pixels.
 */
final class Basins {
  private final int width;
  private final int height;
  private final byte[] mask;

  private Basins(int width, int height, byte[] mask) {
    this.width = width;
    this.height = height;
    this.mask = mask;
  }

  static Regions find(
      Raster in,
      Optional<Integer> value,
      Foreground foreground,
      double share,
      boolean byPicture,
      int minArea) {
    try (Mat inner = new Mat();
        Mat mask = new Mat();
        Mat distances = new Mat();
        Mat things = new Mat();
        Mat markers = new Mat();
        Mat relief = new Mat()) {
      foreground.mask(in, value, inner);
      frame(inner, mask, opencv_core.BORDER_CONSTANT);
      opencv_imgproc.distanceTransform(
          mask, distances, opencv_imgproc.DIST_L2, opencv_imgproc.DIST_MASK_PRECISE);
      int count = opencv_imgproc.connectedComponents(mask, things, 8, opencv_core.CV_32S);
      byte[] values = new byte[mask.rows() * mask.cols()];
      mask.<ByteBuffer>createBuffer().get(values);
      Basins basins = new Basins(mask.cols(), mask.rows(), values);
      int parts = basins.mark(things, count, distances, share, markers);
      if (byPicture) {
        try (Raster bgr = in.to(ColorSpace.BGR)) {
          frame(bgr.mat(), relief, opencv_core.BORDER_REPLICATE);
        }
      } else {
        opencv_imgproc.cvtColor(mask, relief, opencv_imgproc.COLOR_GRAY2BGR);
      }
      opencv_imgproc.watershed(relief, markers);
      return Regions.of(
          in.width(), in.height(), basins.unframed(basins.filled(markers, parts)), parts, minArea);
    }
  }

  private static void frame(Mat in, Mat out, int border) {
    try (Scalar ground = new Scalar(0)) {
      opencv_core.copyMakeBorder(in, out, 1, 1, 1, 1, border, ground);
    }
  }

  /**
   * Numbers the beginnings of the parts from 1, and the ground by one more than there are parts.
   *
   * @return how many parts there are
   */
  private int mark(Mat things, int count, Mat distances, double share, Mat markers) {
    int[] thing = new int[mask.length];
    things.<IntBuffer>createBuffer().get(thing);
    float[] distance = new float[mask.length];
    distances.<FloatBuffer>createBuffer().get(distance);
    float[] largest = new float[count];
    for (int i = 0; i < mask.length; i++) {
      largest[thing[i]] = Math.max(largest[thing[i]], distance[i]);
    }
    byte[] begun = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      begun[i] = (byte) (mask[i] != 0 && distance[i] > share * largest[thing[i]] ? 255 : 0);
    }
    try (Mat seeds = new Mat(height, width, opencv_core.CV_8UC1)) {
      seeds.<ByteBuffer>createBuffer().put(begun);
      int parts = opencv_imgproc.connectedComponents(seeds, markers, 8, opencv_core.CV_32S) - 1;
      int[] numbers = new int[mask.length];
      markers.<IntBuffer>createBuffer().get(numbers);
      for (int i = 0; i < mask.length; i++) {
        if (mask[i] == 0) {
          numbers[i] = parts + 1;
        }
      }
      markers.<IntBuffer>createBuffer().put(numbers);
      return parts;
    }
  }

  /**
   * The parts after the flood: OpenCV leaves a line one pixel wide around each; a pixel of it is
   * given back where only one part is next to it, so that a thing that is not parted keeps its
   * area.
   */
  private int[] filled(Mat markers, int parts) {
    int[] flooded = new int[mask.length];
    markers.<IntBuffer>createBuffer().get(flooded);
    int[] out = new int[mask.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        if (mask[i] != 0) {
          out[i] = flooded[i] > 0 && flooded[i] <= parts ? flooded[i] : only(flooded, i, parts);
        }
      }
    }
    return out;
  }

  /** The one part next to a pixel; 0 where there is none, or several. */
  private int only(int[] flooded, int pixel, int parts) {
    int found = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int label = flooded[pixel + dy * width + dx];
        if (label > 0 && label <= parts && label != found) {
          if (found != 0) {
            return 0;
          }
          found = label;
        }
      }
    }
    return found;
  }

  private int[] unframed(int[] framed) {
    int[] out = new int[(width - 2) * (height - 2)];
    for (int y = 1; y < height - 1; y++) {
      System.arraycopy(framed, y * width + 1, out, (y - 1) * (width - 2), width - 2);
    }
    return out;
  }
}
