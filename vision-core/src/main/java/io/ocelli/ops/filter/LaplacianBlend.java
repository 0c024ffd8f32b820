package io.ocelli.ops.filter;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Joins two pictures without a seam; see {@link Op}. */
@Op(
    name = "laplacian-blend",
    does = "Joins two pictures without a seam: coarse parts softly, fine parts sharply.",
    example = "laplacian-blend other=scene/shapes.png",
    source = "Burt and Adelson 1983, A multiresolution spline; OpenCV pyrDown and pyrUp",
    notes =
        "The other picture and the mask are resized to the picture. The result is gray for a gray"
            + " picture, else BGR.")
public record LaplacianBlend(
    @Param(does = "the other picture", attempt = "scene/shapes.png") OtherPicture other,
    @Param(
            does = "picture that is white where the other one is to be seen",
            byDefault = "none",
            attempt = "scene/mask.png")
        Optional<OtherPicture> mask,
    @Param(
            does = "which half is the other picture's, where no mask is given",
            byDefault = "right",
            attempt = "bottom")
        Half half,
    @Param(
            does = "how many sizes are blended on their own; more gives a softer change",
            byDefault = "6",
            attempt = "2",
            min = 1,
            max = 16)
        int levels)
    implements Transform {
  /** A half of the picture. */
  public enum Half {
    /** The left one. */
    LEFT,
    /** The right one. */
    RIGHT,
    /** The upper one. */
    TOP,
    /** The lower one. */
    BOTTOM
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster base = Alpha.grayOrBgr(in);
        Raster unsized = other.raster();
        Raster second = fitted(unsized, base);
        Raster weight = weight(base);
        Mat a = floats(base, 1);
        Mat b = floats(second, 1);
        Mat share = floats(weight, 1.0 / 255);
        Mat blended = blend(a, b, share, levels)) {
      return Raster.make(base.space(), out -> blended.convertTo(out, opencv_core.CV_8U));
    }
  }

  /**
   * Blends what a coarser level cannot hold by the weights, and the coarser level by itself; down
   * to a single pixel at most.
   */
  private static Mat blend(Mat a, Mat b, Mat share, int levels) {
    if (levels == 0 || (a.rows() == 1 && a.cols() == 1)) {
      return mix(a, b, share);
    }
    try (Mat smallA = down(a);
        Mat smallB = down(b);
        Mat smallShare = down(share);
        Mat coarse = blend(smallA, smallB, smallShare, levels - 1);
        Mat grown = up(coarse, a);
        Mat detailA = detail(a, smallA);
        Mat detailB = detail(b, smallB)) {
      Mat out = mix(detailA, detailB, share);
      opencv_core.add(out, grown, out);
      return out;
    }
  }

  private static Mat down(Mat in) {
    Mat out = new Mat();
    opencv_imgproc.pyrDown(in, out);
    return out;
  }

  private static Mat up(Mat in, Mat like) {
    Mat out = new Mat();
    try (Size size = like.size()) {
      opencv_imgproc.pyrUp(in, out, size, opencv_core.BORDER_DEFAULT);
    }
    return out;
  }

  private static Mat detail(Mat in, Mat small) {
    Mat out = up(small, in);
    opencv_core.subtract(in, out, out);
    return out;
  }

  /** {@code a + (b - a) · share}. */
  private static Mat mix(Mat a, Mat b, Mat share) {
    Mat out = new Mat();
    opencv_core.subtract(b, a, out);
    opencv_core.multiply(out, share, out);
    opencv_core.add(out, a, out);
    return out;
  }

  private static Mat floats(Raster in, double scale) {
    Mat out = new Mat();
    in.mat().convertTo(out, opencv_core.CV_32F, scale, 0);
    return out;
  }

  /** In the size and the space of the picture. */
  private static Raster fitted(Raster other, Raster like) {
    try (Raster sized =
        Raster.make(
            other.space(),
            out -> {
              try (Size size = new Size(like.width(), like.height())) {
                boolean smaller = like.width() < other.width() || like.height() < other.height();
                opencv_imgproc.resize(
                    other.mat(),
                    out,
                    size,
                    0,
                    0,
                    smaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
              }
            })) {
      return sized.to(like.space());
    }
  }

  /** The other picture's part, 0 to 255, with the channels of the picture. */
  private Raster weight(Raster like) {
    if (mask.isPresent()) {
      try (Raster unsized = mask.get().raster();
          Raster sized = fitted(unsized, like);
          Raster gray = sized.to(ColorSpace.GRAY)) {
        return gray.to(like.space());
      }
    }
    try (Raster gray = halves(like.width(), like.height())) {
      return gray.to(like.space());
    }
  }

  private Raster halves(int width, int height) {
    byte[] values = new byte[width * height];
    ByteBuffer rows = ByteBuffer.wrap(values);
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      switch (half) {
        case LEFT -> Arrays.fill(row, 0, width / 2, (byte) 255);
        case RIGHT -> Arrays.fill(row, width / 2, width, (byte) 255);
        case TOP -> Arrays.fill(row, (byte) (y < height / 2 ? 255 : 0));
        case BOTTOM -> Arrays.fill(row, (byte) (y >= height / 2 ? 255 : 0));
      }
      rows.put(row);
    }
    return Raster.of(width, height, ColorSpace.GRAY, values);
  }
}
