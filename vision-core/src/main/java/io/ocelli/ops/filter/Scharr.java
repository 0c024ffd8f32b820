package io.ocelli.ops.filter;

import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Shows edges by Scharr's derivatives; see {@link Op}. */
@Op(
    name = "scharr",
    does = "Shows edges by Scharr's 3x3 derivatives, which favour no direction.",
    example = "gray | scharr scale=0.25",
    source = "Scharr 2000; OpenCV Scharr",
    notes = "Each channel by itself, kept to 0..255. Clear parts are blended over white first.")
public record Scharr(
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
    Y
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return switch (show) {
      case MAGNITUDE -> Gradient.magnitude(in, border, 1, of(1, 0), of(0, 1));
      case X -> Gradient.absolute(in, border, 1, true, of(1, 0));
      case Y -> Gradient.absolute(in, border, 1, true, of(0, 1));
    };
  }

  private Gradient.Derivative of(int dx, int dy) {
    return (in, out, depth, outside) ->
        opencv_imgproc.Scharr(in, out, depth, dx, dy, scale, 0, outside);
  }
}
