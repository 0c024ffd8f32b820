package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Stretches the tones; see {@link Op}. */
@Op(
    name = "auto-contrast",
    does = "Stretches the tones so that the darkest become black and the lightest white.",
    example = "auto-contrast clip=1",
    scene = "dark",
    notes =
        "By luma all channels get the same line, so hues stay. A channel of one value stays as it"
            + " is.")
public record AutoContrast(
    @Param(
            does = "share of the pixels that may be lost at each end",
            unit = "percent",
            byDefault = "0.5",
            attempt = "2",
            min = 0,
            max = 49)
        double clip,
    @Param(does = "what it goes by in colour pictures", byDefault = "luma", attempt = "channels")
        On on)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    if (on == On.CHANNELS) {
      return ChannelStretch.apply(in, counts -> curve(counts, clip));
    }
    try (Raster gray = in.to(ColorSpace.GRAY)) {
      return curve(ChannelCounts.of(gray.mat(), 0), clip).apply(in);
    }
  }

  /** The line that cuts off a share at each end. */
  static ToneCurve curve(ChannelCounts counts, double clip) {
    double low = counts.percentile(clip);
    double high = counts.percentile(100 - clip);
    return low < high ? ToneCurve.stretch(low, high) : ToneCurve.of(v -> v);
  }
}
