package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;

import io.ocelli.image.Image;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** A drawn change of pixels. */
public sealed interface PixelEdit {
  /** Changes nothing. */
  PixelEdit NONE = new Redraw(image -> image);

  /**
   * A new value for each value, whatever is around it. Edits of this kind that follow each other
   * become one, with the same result to the bit.
   */
  final class Tables implements PixelEdit {
    private static final int VALUES = 256;
    private final byte[] bgr;
    private final boolean equal;

    private Tables(byte[] bgr, boolean equal) {
      this.bgr = bgr;
      this.equal = equal;
    }

    /**
     * The same for all channels.
     *
     * @param to from a value of 0 to 255 to the new one, which is rounded and clipped
     */
    public static Tables of(DoubleUnaryOperator to) {
      return of(to, to, to, true);
    }

    /** One for each channel, as {@link #of(DoubleUnaryOperator)}. */
    public static Tables of(
        DoubleUnaryOperator blue, DoubleUnaryOperator green, DoubleUnaryOperator red) {
      return of(blue, green, red, false);
    }

    private static Tables of(
        DoubleUnaryOperator blue,
        DoubleUnaryOperator green,
        DoubleUnaryOperator red,
        boolean equal) {
      byte[] bgr = new byte[3 * VALUES];
      for (int i = 0; i < VALUES; i++) {
        bgr[3 * i] = rounded(blue.applyAsDouble(i));
        bgr[3 * i + 1] = equal ? bgr[3 * i] : rounded(green.applyAsDouble(i));
        bgr[3 * i + 2] = equal ? bgr[3 * i] : rounded(red.applyAsDouble(i));
      }
      return new Tables(bgr, equal);
    }

    private static byte rounded(double value) {
      return (byte) Math.rint(Math.min(Math.max(value, 0), VALUES - 1.0));
    }

    /** This and then another, as one. */
    Tables then(Tables next) {
      byte[] both = new byte[3 * VALUES];
      for (int i = 0; i < both.length; i++) {
        both[i] = next.bgr[3 * (bgr[i] & 255) + i % 3];
      }
      return new Tables(both, equal && next.equal);
    }

    void apply(Image image) {
      byte[] look = bgr;
      if (equal) {
        look = new byte[VALUES];
        for (int i = 0; i < VALUES; i++) {
          look[i] = bgr[3 * i];
        }
      }
      try (BytePointer values = new BytePointer(look);
          Mat table = new Mat(1, VALUES, equal ? CV_8UC1 : CV_8UC3, values)) {
        LUT(image.mat(), table, image.mat());
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tables that && Arrays.equals(bgr, that.bgr);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bgr);
    }
  }

  /**
   * Anything else.
   *
   * @param work see {@link Work}
   */
  record Redraw(Work work) implements PixelEdit {}

  /** Makes a changed picture. */
  @FunctionalInterface
  interface Work {
    /**
     * Changes a picture.
     *
     * @param image may be written to
     * @return {@code image} itself, changed or not, or a new one; whoever called closes what was
     *     not returned
     */
    Image run(Image image);
  }
}
