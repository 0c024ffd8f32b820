package io.ocelli.ops;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures for tests, and pipelines applied to them. */
public final class Rasters {
  private Rasters() {}

  /** Random values; hues stay below 180. */
  public static Raster noise(int width, int height, ColorSpace space, long seed) {
    byte[] values = new byte[width * height * space.channels()];
    new Random(seed).nextBytes(values);
    if (space == ColorSpace.HSV) {
      for (int i = 0; i < values.length; i += 3) {
        values[i] = (byte) ((values[i] & 255) % 180);
      }
    }
    return Raster.of(width, height, space, values);
  }

  /** One pixel of each colour, side by side: {@code values} are blue, green, red, in turn. */
  public static Raster bgr(int... values) {
    return of(ColorSpace.BGR, values.length / 3, 1, values);
  }

  /** A gray row. */
  public static Raster gray(int... values) {
    return of(ColorSpace.GRAY, values.length, 1, values);
  }

  /** A picture of the values given. */
  public static Raster of(ColorSpace space, int width, int height, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Raster.of(width, height, space, bytes);
  }

  /** The one picture that a pipeline gives, for the caller to close. */
  public static Raster apply(String pipeline, Raster in) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.parts().get(0).raster().share();
    }
  }

  /** The values, 0 to 255, of what a pipeline gives. */
  public static int[] values(String pipeline, Raster in) {
    try (Raster out = apply(pipeline, in)) {
      return ints(out.values());
    }
  }

  /** Bytes as 0 to 255. */
  public static int[] ints(byte[] bytes) {
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 255;
    }
    return values;
  }

  /** The values of an 8-bit matrix that has no gaps, 0 to 255. */
  public static int[] ints(Mat mat) {
    byte[] bytes = new byte[mat.rows() * mat.cols() * mat.channels()];
    mat.<ByteBuffer>createBuffer().get(bytes);
    return ints(bytes);
  }

  /** What a pipeline measures. */
  public static <T extends Finding> List<T> findings(String pipeline, Raster in, Class<T> type) {
    try (Result result = Pipeline.parse(pipeline).run(in)) {
      return result.findings().stream().map(found -> type.cast(found.finding())).toList();
    }
  }

  /** The largest difference of two values at the same place. */
  public static int farthest(int[] a, int[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " values and " + b.length);
    }
    int most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }
}
