package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.IntBuffer;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_ximgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_ximgproc.SuperpixelSLIC;

/** Cuts a picture into small pieces of one colour; see {@link Op}. */
@Op(
    name = "superpixels",
    does = "Cuts the picture into small pieces of about one colour, along its edges.",
    finds = Superpixels.Pieces.class,
    example = "superpixels size=30",
    source = "Achanta and others 2012 (SLIC, SLICO); OpenCV ximgproc SuperpixelSLIC",
    notes = "Measured in CIE L*a*b*; the result is BGR. --json gives the number of pieces.")
public record Superpixels(
    @Param(
            does = "slic has one compactness for all pieces, slico finds it for each",
            byDefault = "slic",
            attempt = "slico")
        Method method,
    @Param(
            does = "about the side of a piece; at most half the picture's shorter side is used",
            unit = "px",
            byDefault = "20",
            attempt = "40",
            min = 2,
            max = 1000)
        int size,
    @Param(
            does = "how square the pieces are; less follows colours more closely",
            byDefault = "10",
            attempt = "30",
            min = 0.1,
            max = 1000)
        double compactness,
    @Param(
            does = "how often borders are moved",
            byDefault = "10",
            attempt = "5",
            min = 1,
            max = 100)
        int iterations,
    @Param(does = "colour of the borders", byDefault = "yellow", attempt = "white") Rgb color,
    @Param(does = "what is shown", byDefault = "borders", attempt = "mean") Show show)
    implements Transform {
  /** Which method. */
  public enum Method {
    /** Simple linear iterative clustering. */
    SLIC(opencv_ximgproc.SLIC),
    /** SLIC with a compactness that is found for each piece. */
    SLICO(opencv_ximgproc.SLICO);

    private final int code;

    Method(int code) {
      this.code = code;
    }
  }

  /** What is shown. */
  public enum Show {
    /** The picture with the borders of the pieces. */
    BORDERS,
    /** Each piece in its mean colour. */
    MEAN
  }

  /**
   * The pieces.
   *
   * @param count how many there are
   */
  public record Pieces(int count) implements Finding {}

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster bgr = in.to(ColorSpace.BGR)) {
      int[] labels = labels(bgr);
      int count = IntStream.of(labels).max().orElse(0);
      findings.add(new Pieces((int) IntStream.of(labels).distinct().count()));
      return switch (show) {
        case MEAN -> mean(bgr, labels, count);
        case BORDERS -> Regions.of(in.width(), in.height(), labels, count, 1).borders(bgr, color);
      };
    }
  }

  /** The number of its piece for each pixel, from 1. */
  private int[] labels(Raster bgr) {
    int[] labels = new int[bgr.width() * bgr.height()];
    int side = Math.min(size, Math.min(bgr.width(), bgr.height()) / 2);
    if (side < 2) {
      // SLIC has no room to place a piece: the picture is one.
      java.util.Arrays.fill(labels, 1);
      return labels;
    }
    try (Raster lab = bgr.to(ColorSpace.LAB);
        Mat found = new Mat();
        SuperpixelSLIC slic =
            opencv_ximgproc.createSuperpixelSLIC(
                lab.mat(), method.code, side, (float) compactness)) {
      slic.iterate(iterations);
      slic.enforceLabelConnectivity(25);
      slic.getLabels(found);
      found.<IntBuffer>createBuffer().get(labels);
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i]++;
    }
    return labels;
  }

  private static Raster mean(Raster bgr, int[] labels, int count) {
    byte[] values = bgr.values();
    long[] sums = new long[3 * (count + 1)];
    int[] pixels = new int[count + 1];
    for (int i = 0; i < labels.length; i++) {
      pixels[labels[i]]++;
      for (int c = 0; c < 3; c++) {
        sums[3 * labels[i] + c] += values[3 * i + c] & 255;
      }
    }
    for (int i = 0; i < labels.length; i++) {
      for (int c = 0; c < 3; c++) {
        values[3 * i + c] = (byte) Math.round((double) sums[3 * labels[i] + c] / pixels[labels[i]]);
      }
    }
    return Raster.of(bgr.width(), bgr.height(), ColorSpace.BGR, values);
  }
}
