package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;

import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Transform;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.jspecify.annotations.Nullable;

/** A drawn change of pixels. */
public sealed interface PixelEdit permits LinearColors, PixelEdit.Tables, PixelEdit.Redraw {
  /** Changes nothing. */
  PixelEdit NONE = fresh(image -> image);

  /** A new picture, made by a work that does not write to the one it is given. */
  static PixelEdit fresh(Work work) {
    return new Redraw(work, false);
  }

  /** A picture that is written over. */
  static PixelEdit over(Work work) {
    return new Redraw(work, true);
  }

  /** What an operation of picture pipelines does; it has to keep the size. */
  static PixelEdit of(Transform operation) {
    return fresh(
        image -> {
          try (Raster in = Raster.of(image)) {
            Raster out = operation.apply(in, new Findings());
            // An operation that had nothing to do may give what it got.
            return out.sharesPixelsWith(in) ? out.toImage() : out.moveToImage();
          }
        });
  }

  /** One edit that does what two do, if there is such. */
  static @Nullable PixelEdit joined(PixelEdit first, PixelEdit next) {
    if (first instanceof Tables one && next instanceof Tables two) {
      return one.then(two);
    }
    return first instanceof LinearColors one && next instanceof LinearColors two
        ? one.then(two)
        : null;
  }

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

    /** A new picture. */
    Image apply(Image image) {
      return Image.make(out -> look(image.mat(), out));
    }

    private void look(Mat in, Mat out) {
      if (equal) {
        look(in, out, 0);
        return;
      }
      // A table of three channels takes OpenCV longer than taking them apart.
      try (MatVector planes = new MatVector(3)) {
        split(in, planes);
        for (int channel = 0; channel < 3; channel++) {
          try (Mat plane = planes.get(channel)) {
            look(plane, plane, channel);
          }
        }
        merge(planes, out);
      }
    }

    private void look(Mat in, Mat out, int channel) {
      byte[] look = new byte[VALUES];
      for (int i = 0; i < VALUES; i++) {
        look[i] = bgr[3 * i + channel];
      }
      try (BytePointer values = new BytePointer(look);
          Mat table = new Mat(1, VALUES, CV_8UC1, values)) {
        LUT(in, table, out);
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
   * @param writes whether the work writes to the picture that it is given
   */
  record Redraw(Work work, boolean writes) implements PixelEdit {}

  /** Makes a changed picture. */
  @FunctionalInterface
  interface Work {
    /**
     * Changes a picture.
     *
     * @param image may be written to if the {@link Redraw} says so
     * @return {@code image} itself, changed or not, or a new one; whoever called closes what was
     *     not returned
     */
    Image run(Image image);
  }
}
