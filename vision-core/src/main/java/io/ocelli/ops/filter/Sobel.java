package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Shows edges by Sobel's derivatives; see {@link Op}. */
@Op(
    name = "sobel",
    does = "Shows edges: how fast the values change, by Sobel's derivatives.",
    example = "gray | sobel",
    source = "Sobel and Feldman 1968; OpenCV Sobel",
    notes =
        "Each channel by itself, kept to 0..255; larger kernels give larger numbers, so give them a"
            + " smaller scale. Clear parts are blended over white first.")
public record Sobel(
    @Param(
            does = "order of the derivative to the right",
            byDefault = "1",
            attempt = "2",
            min = 1,
            max = 6)
        int dx,
    @Param(does = "order of the derivative down", byDefault = "1", attempt = "2", min = 1, max = 6)
        int dy,
    @Param(
            does = "side of the kernel; 1 is 3x1 without smoothing",
            unit = "px",
            byDefault = "3",
            attempt = "5",
            min = 1,
            max = 31,
            odd = true)
        int size,
    @Param(does = "what is shown", byDefault = "magnitude", attempt = "x") Show show,
    @Param(
            does = "what the derivatives are multiplied by",
            byDefault = "1",
            attempt = "0.25",
            min = 1e-9,
            max = 1000)
        double scale,
    @Param(does = "what lies outside of the picture", byDefault = "reflect101", attempt = "wrap")
        Border border)
    implements Transform {
  /** What is shown. */
  public enum Show {
    /** The length of the gradient, {@code √(x² + y²)}. */
    MAGNITUDE,
    /** The absolute value of the derivative to the right. */
    X,
    /** The absolute value of the derivative down. */
    Y,
    /** The absolute value of the derivative in both directions, one after the other. */
    XY
  }

  /** Checks that the kernel is large enough. */
  public Sobel {
    if (Math.max(dx, dy) >= Math.max(size, 3)) {
      throw new IllegalArgumentException(
          "a derivative of order %d needs a size of at least %d"
              .formatted(Math.max(dx, dy), (Math.max(dx, dy) + 1) | 1));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    int reach = Math.max(size, 3) / 2;
    return switch (show) {
      case MAGNITUDE -> Gradient.magnitude(in, border, reach, of(dx, 0), of(0, dy));
      case X -> Gradient.absolute(in, border, reach, size <= 5, of(dx, 0));
      case Y -> Gradient.absolute(in, border, reach, size <= 5, of(0, dy));
      case XY -> Gradient.absolute(in, border, reach, size <= 5, of(dx, dy));
    };
  }

  private Gradient.Derivative of(int orderX, int orderY) {
    return (in, out, depth, outside) ->
        opencv_imgproc.Sobel(in, out, depth, orderX, orderY, size, scale, 0, outside);
  }
}
