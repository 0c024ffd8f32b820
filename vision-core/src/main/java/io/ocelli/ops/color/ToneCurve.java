package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_core.LUT;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.opencv.opencv_core.Mat;

/** A new value for each of the values 0 to 255. */
final class ToneCurve {
  private static final ToneCurve SAME = of(v -> v);

  private final byte[] values;

  private ToneCurve(byte[] values) {
    this.values = values;
  }

  /** The curve of a function; halves are rounded up, what is beyond 0 to 255 is cut off. */
  static ToneCurve of(IntToDoubleFunction function) {
    byte[] values = new byte[256];
    for (int v = 0; v < 256; v++) {
      values[v] = (byte) Math.max(0, Math.min(255, Math.floor(function.applyAsDouble(v) + 0.5)));
    }
    return new ToneCurve(values);
  }

  /** The line that makes {@code low} black and {@code high} white; {@code low < high}. */
  static ToneCurve stretch(double low, double high) {
    return of(v -> 255 * (v - low) / (high - low));
  }

  /** New gray values, or new values of blue, green and red alike; see {@link ColorWork}. */
  Raster apply(Raster in) {
    return switch (in.space()) {
      case GRAY, BGR -> looked(in, List.of(this));
      case BGRA -> looked(in, List.of(this, this, this, SAME));
      case HSV, LAB, YCRCB, CMYK -> {
        try (Raster bgr = in.to(ColorSpace.BGR)) {
          yield apply(bgr);
        }
      }
    };
  }

  /**
   * New values, with a curve for each channel.
   *
   * @param curves as many as {@code in} has channels of colour; opacity stays
   */
  static Raster apply(Raster in, List<ToneCurve> curves) {
    if (in.space() == ColorSpace.BGRA) {
      return looked(in, List.of(curves.get(0), curves.get(1), curves.get(2), SAME));
    }
    return looked(in, curves);
  }

  private static Raster looked(Raster in, List<ToneCurve> curves) {
    byte[] table = new byte[256 * curves.size()];
    for (int c = 0; c < curves.size(); c++) {
      byte[] values = curves.get(c).values;
      for (int v = 0; v < 256; v++) {
        table[v * curves.size() + c] = values[v];
      }
    }
    return Raster.make(
        in.space(),
        out -> {
          try (Mat look = new Mat(1, 256, CV_8UC(curves.size()))) {
            look.<ByteBuffer>createBuffer().put(table);
            LUT(in.mat(), look, out);
          }
        });
  }
}
