package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A curve for each channel, from how often its values occur. */
final class ChannelStretch {
  private ChannelStretch() {}

  /** Gray, BGR or BGRA; a picture in another space becomes BGR, opacity stays. */
  static Raster apply(Raster in, Function<ChannelCounts, ToneCurve> curve) {
    return applyAll(in, all -> all.stream().map(curve).toList());
  }

  /** As {@link #apply}, where the curve of a channel depends on the other channels too. */
  static Raster applyAll(Raster in, Function<List<ChannelCounts>, List<ToneCurve>> curves) {
    return switch (in.space()) {
      case GRAY, BGR, BGRA -> {
        List<ChannelCounts> counts = new ArrayList<>();
        for (int c = 0; c < Math.min(3, in.channels()); c++) {
          counts.add(ChannelCounts.of(in.mat(), c));
        }
        yield ToneCurve.apply(in, curves.apply(counts));
      }
      case HSV, LAB, YCRCB, CMYK -> {
        try (Raster bgr = in.to(ColorSpace.BGR)) {
          yield applyAll(bgr, curves);
        }
      }
    };
  }
}
