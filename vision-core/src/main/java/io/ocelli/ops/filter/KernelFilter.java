package io.ocelli.ops.filter;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Raster;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Kernel;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;

/** Slides any kernel over the picture; see {@link Op}. */
@Op(
    name = "kernel",
    does = "Slides a kernel of any numbers over each channel, as a layer of a neural network does.",
    example = "gray | kernel values=-1,-1,-1;-1,8,-1;-1,-1,-1 border=edge",
    source = "Cross-correlation; OpenCV filter2D",
    notes =
        "Each result is the sum of kernel times picture, times scale, made positive where abs says"
            + " so, plus offset, rounded (a half to the even number) and kept to 0..255; the kernel"
            + " is not turned over. The size becomes ⌊(n + 2·padding - kernel) / stride⌋ + 1;"
            + " padding=same gives ⌈n / stride⌉. Clear parts are blended over white first.")
public record KernelFilter(
    @Param(does = "the numbers, row by row", attempt = "1,0,-1;1,0,-1;1,0,-1") Kernel values,
    @Param(
            does = "what is put around the picture: valid (nothing), same, or a number of pixels",
            byDefault = "same",
            attempt = "valid")
        String padding,
    @Param(
            does = "how far the kernel moves each time",
            unit = "px",
            byDefault = "1",
            attempt = "2",
            min = 1,
            max = 1000)
        int stride,
    @Param(
            does = "divide by the sum of the kernel's numbers, where that is not 0",
            byDefault = "false")
        boolean normalize,
    @Param(
            does = "what the sum is multiplied by",
            byDefault = "1",
            attempt = "0.25",
            min = -1e6,
            max = 1e6)
        double scale,
    @Param(
            does = "what is added, so that negative results can be seen",
            byDefault = "0",
            attempt = "128",
            min = -1e6,
            max = 1e6)
        double offset,
    @Param(does = "leave out the sign of the sum", byDefault = "false") boolean abs,
    @Param(
            does = "what the padding holds: constant is zeros, as in neural networks",
            byDefault = "constant",
            attempt = "edge")
        Border border)
    implements Transform {
  /** Checks the padding and the size of the kernel. */
  public KernelFilter {
    Padding.parse(padding);
    if (values.rows() > 255 || values.columns() > 255) {
      throw new IllegalArgumentException(
          "a kernel has at most 255 rows and columns, got %d and %d"
              .formatted(values.rows(), values.columns()));
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster solid = Alpha.solid(in)) {
      Windows rows = windows(solid.height(), values.rows(), solid);
      Windows columns = windows(solid.width(), values.columns(), solid);
      return Raster.make(solid.space(), out -> slide(solid.mat(), out, rows, columns));
    }
  }

  private Windows windows(int side, int kernel, Raster in) {
    try {
      return new Windows(side, kernel, Padding.parse(padding), stride);
    } catch (IllegalArgumentException e) {
      throw new OcelliException(
          "the kernel does not fit into the picture",
          values.columns() + "x" + values.rows() + " numbers, padding " + padding,
          "a picture of %dx%d pixels".formatted(in.width(), in.height()),
          "a smaller kernel, or padding=same",
          e);
    }
  }

  private void slide(Mat in, Mat out, Windows rows, Windows columns) {
    boolean plain = stride == 1 && Padding.parse(padding).kind() == Padding.Kind.SAME;
    if (plain && border != Border.WRAP) {
      correlate(in, out, columns.before(), rows.before(), border.code());
      return;
    }
    int bottom = Math.max(0, rows.start(rows.results() - 1) + values.rows() - in.rows());
    int right = Math.max(0, columns.start(columns.results() - 1) + values.columns() - in.cols());
    try (Mat padded = Outside.padded(in, rows.before(), bottom, columns.before(), right, border);
        Mat sums = new Mat()) {
      correlate(padded, sums, 0, 0, opencv_core.BORDER_REPLICATE);
      if (stride == 1) {
        try (Rect inside = new Rect(0, 0, columns.results(), rows.results());
            Mat cut = new Mat(sums, inside)) {
          cut.copyTo(out);
        }
      } else {
        Strides.take(sums, out, columns.results(), rows.results(), stride);
      }
    }
  }

  /**
   * Sums rounded and kept to 8 bit. Rounding and saturating never change an order, so the larger of
   * the results for the kernel and its negative is the result for the absolute value.
   */
  private void correlate(Mat in, Mat out, int left, int top, int outside) {
    try (Mat matrix = Correlation.matrix(values, factor());
        Point anchor = new Point(left, top)) {
      opencv_imgproc.filter2D(in, out, -1, matrix, anchor, offset, outside);
      if (abs) {
        try (Mat negative = Correlation.matrix(values, -factor());
            Mat other = new Mat()) {
          opencv_imgproc.filter2D(in, other, -1, negative, anchor, offset, outside);
          opencv_core.max(out, other, out);
        }
      }
    }
  }

  private double factor() {
    double sum = values.values().stream().mapToDouble(Double::doubleValue).sum();
    return normalize && sum != 0 ? scale / sum : scale;
  }
}
