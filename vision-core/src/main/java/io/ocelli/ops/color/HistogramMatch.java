package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;

/** Takes over the tones of another picture; see {@link Op}. */
@Op(
    name = "histogram-match",
    does = "Gives the picture the tones of another one, channel by channel.",
    example = "histogram-match reference=scene/street.png",
    source = "Gonzalez and Woods, Digital Image Processing, 3.3.2; scikit-image match_histograms",
    notes =
        "Each value becomes the one at the same part of the sorted values of the reference, between"
            + " two by proportion; fractions are cut off, as scikit-image does for colour.")
public record HistogramMatch(
    @Param(does = "the picture whose tones are taken", attempt = "scene/street.png")
        OtherPicture reference)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    return ChannelStretch.applyAll(in, this::curves);
  }

  private List<ToneCurve> curves(List<ChannelCounts> channels) {
    try (Raster bgr = reference.raster();
        Raster wanted = bgr.to(channels.size() == 1 ? ColorSpace.GRAY : ColorSpace.BGR)) {
      List<ToneCurve> curves = new ArrayList<>();
      for (int c = 0; c < channels.size(); c++) {
        curves.add(curve(channels.get(c), ChannelCounts.of(wanted.mat(), c)));
      }
      return curves;
    }
  }

  private static ToneCurve curve(ChannelCounts from, ChannelCounts to) {
    double[] parts = new double[256];
    int[] values = new int[256];
    int known = 0;
    long seen = 0;
    for (int v = 0; v < 256; v++) {
      seen += to.at(v);
      if (to.at(v) > 0) {
        parts[known] = (double) seen / to.total();
        values[known++] = v;
      }
    }
    double[] matched = new double[256];
    long below = 0;
    for (int v = 0; v < 256; v++) {
      below += from.at(v);
      double part = (double) below / from.total();
      matched[v] = Math.floor(interpolated(part, parts, values, known));
    }
    return ToneCurve.of(v -> matched[v]);
  }

  /** As numpy.interp: constant beyond the ends. */
  private static double interpolated(double part, double[] parts, int[] values, int known) {
    if (part <= parts[0]) {
      return values[0];
    }
    int i = 0;
    while (i < known - 1 && parts[i + 1] <= part) {
      i++;
    }
    if (i == known - 1) {
      return values[i];
    }
    double slope = (values[i + 1] - values[i]) / (parts[i + 1] - parts[i]);
    return slope * (part - parts[i]) + values[i];
  }
}
