package io.ocelli.ops.segment;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Cuts out what is in a rectangle; see {@link Op}. */
@Op(
    name = "grabcut",
    does = "Cuts out the thing in a rectangle, by its colours and the edges around it.",
    finds = Region.class,
    example = "grabcut",
    source = "Rother, Kolmogorov and Blake 2004; OpenCV grabCut",
    notes =
        "What is outside of the rectangle is ground. A rectangle around the whole picture leaves no"
            + " ground, so everything is kept. The same picture always gives the same cut. --json"
            + " gives area, box and centroid of what was cut out.")
public record GrabCut(
    @Param(does = "left edge of the rectangle", byDefault = "10%", attempt = "25%", min = 0)
        Length x,
    @Param(does = "upper edge of the rectangle", byDefault = "10%", attempt = "25%", min = 0)
        Length y,
    @Param(does = "width of the rectangle", byDefault = "80%", attempt = "50%", min = 0)
        Length width,
    @Param(does = "height of the rectangle", byDefault = "80%", attempt = "50%", min = 0)
        Length height,
    @Param(
            does = "how often colours and edges are weighed anew",
            byDefault = "5",
            attempt = "2",
            min = 1,
            max = 50)
        int iterations,
    @Param(
            does =
                "a larger picture is cut at this size first, then anew along the border in its own;"
                    + " 1000000000 cuts any picture whole, which takes minutes for 12 megapixels",
            unit = "px",
            byDefault = "1000000",
            attempt = "250000",
            min = 1000,
            max = 1e9)
        int maxPixels,
    @Param(does = "what is shown", byDefault = "cut-out", attempt = "draw") Show show)
    implements Transform {
  /** What is shown. */
  public enum Show {
    /** The thing, and transparency around it (BGRA). */
    CUT_OUT,
    /** The thing in white on black. */
    MASK,
    /** The picture with the thing's border and the rectangle. */
    DRAW
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    Box area = rectangle(in.width(), in.height());
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      byte[] mask = ForegroundCut.of(bgr.mat(), area, iterations, maxPixels);
      int[] labels = new int[mask.length];
      for (int i = 0; i < mask.length; i++) {
        labels[i] = mask[i] != 0 ? 1 : 0;
      }
      Regions regions = Regions.of(in.width(), in.height(), labels, 1, 1);
      regions.tell(findings);
      return switch (show) {
        case CUT_OUT -> cutOut(bgr, mask);
        case MASK -> Raster.of(in.width(), in.height(), ColorSpace.GRAY, mask);
        case DRAW -> drawn(bgr, regions, area);
      };
    }
  }

  /** Whole pixels within the picture, at least one. */
  private Box rectangle(int pictureWidth, int pictureHeight) {
    int left = Math.min(pictureWidth - 1, (int) Math.round(x.of(pictureWidth)));
    int top = Math.min(pictureHeight - 1, (int) Math.round(y.of(pictureHeight)));
    int wide = Math.max(1, (int) Math.min(pictureWidth, Math.round(width.of(pictureWidth))));
    int high = Math.max(1, (int) Math.min(pictureHeight, Math.round(height.of(pictureHeight))));
    return Box.ofXywh(left, top, wide, high).clip(pictureWidth, pictureHeight);
  }

  private static Raster cutOut(Raster bgr, byte[] mask) {
    return Raster.make(
        ColorSpace.BGRA,
        out -> {
          opencv_imgproc.cvtColor(bgr.mat(), out, opencv_imgproc.COLOR_BGR2BGRA);
          try (Mat alpha = new Mat(bgr.height(), bgr.width(), opencv_core.CV_8UC1)) {
            alpha.<ByteBuffer>createBuffer().put(mask);
            opencv_core.insertChannel(alpha, out, 3);
          }
        });
  }

  private static Raster drawn(Raster bgr, Regions regions, Box area) {
    try (Raster bordered = regions.borders(bgr, new Rgb(255, 0, 0));
        Image image = bordered.toImage()) {
      io.ocelli.draw.Canvas.on(image)
          .rectangle(area, new Rgb(255, 255, 255), io.ocelli.draw.LineWidth.of(image));
      return Raster.of(image);
    }
  }
}
