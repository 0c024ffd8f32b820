package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Opacity; see {@link Op}. */
@Op(
    name = "alpha",
    does = "Gives the picture opacity, takes it away, or blends it over a colour.",
    example = "alpha opacity=0.5 | alpha make=flatten color=orange",
    notes =
        "add: the opacity it has, else full, times 'opacity'. remove: the colours stay as they are"
            + " below the clear parts. flatten: colour * opacity + background * (1 - opacity),"
            + " rounded. Remove and flatten leave a picture without opacity as it is. PNG, WebP and"
            + " TIFF files keep opacity.")
public record Alpha(
    @Param(does = "what to do", byDefault = "add", attempt = "flatten") Make make,
    @Param(
            does = "for add: 0 is clear, 1 as solid as it was",
            byDefault = "1",
            attempt = "0.5",
            min = 0,
            max = 1)
        double opacity,
    @Param(does = "for flatten: the background", byDefault = "white", attempt = "orange") Rgb color)
    implements Transform {
  /** What to do with opacity. */
  public enum Make {
    /** Give it. */
    ADD,
    /** Take it away. */
    REMOVE,
    /** Blend over a colour. */
    FLATTEN
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (make == Make.ADD) {
      return added(in);
    }
    if (in.space() != ColorSpace.BGRA) {
      return in;
    }
    return Raster.make(
        ColorSpace.BGR,
        out -> {
          if (make == Make.REMOVE) {
            cvtColor(in.mat(), out, COLOR_BGRA2BGR);
          } else {
            flatten(in.mat(), out);
          }
        });
  }

  private Raster added(Raster in) {
    if (in.space() == ColorSpace.BGRA && opacity == 1) {
      return in;
    }
    try (Raster bgra = in.to(ColorSpace.BGRA)) {
      if (opacity == 1) {
        return bgra.share();
      }
      try (Mat alpha = new Mat();
          Mat less = new Mat()) {
        extractChannel(bgra.mat(), alpha, 3);
        alpha.convertTo(less, -1, opacity, 0);
        return Raster.make(
            ColorSpace.BGRA,
            out -> {
              bgra.mat().copyTo(out);
              insertChannel(less, out, 3);
            });
      }
    }
  }

  private void flatten(Mat bgra, Mat out) {
    byte[] from = new byte[4 * bgra.cols()];
    byte[] to = new byte[3 * bgra.cols()];
    int[] background = {color.blue(), color.green(), color.red()};
    out.create(bgra.rows(), bgra.cols(), CV_8UC3);
    ByteBuffer in = bgra.createBuffer();
    ByteBuffer flat = out.createBuffer();
    for (int y = 0; y < bgra.rows(); y++) {
      in.get(from);
      for (int x = 0; x < bgra.cols(); x++) {
        int alpha = from[4 * x + 3] & 255;
        for (int c = 0; c < 3; c++) {
          to[3 * x + c] =
              (byte)
                  (((from[4 * x + c] & 255) * alpha + background[c] * (255 - alpha) + 127) / 255);
        }
      }
      flat.put(to);
    }
  }
}
