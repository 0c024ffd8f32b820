package io.ocelli.ops.color;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.List;

/** Takes a tint away; see {@link Op}. */
@Op(
    name = "white-balance",
    does = "Takes away the tint of the light.",
    example = "brightness add=-40 | white-balance method=white-patch",
    source = "Buchsbaum 1980 (gray world); Land and McCann 1971 (white patch)",
    notes =
        "gray-world: channels are multiplied so that their means are the mean of all three."
            + " white-patch: so that the lightest value that is left without 'clip' becomes 255."
            + " simple: each channel is stretched from its darkest to its lightest value that are"
            + " left without 'clip'. A gray picture stays.")
public record WhiteBalance(
    @Param(does = "how the light is guessed", byDefault = "gray-world", attempt = "white-patch")
        Method method,
    @Param(
            does = "share of the pixels not looked at, at each end; not for gray-world",
            unit = "percent",
            byDefault = "1",
            attempt = "5",
            min = 0,
            max = 49)
        double clip)
    implements Transform {
  /** How the colour of the light is guessed. */
  public enum Method {
    /** The mean of the picture is gray. */
    GRAY_WORLD,
    /** The lightest is white. */
    WHITE_PATCH,
    /** The lightest is white and the darkest black. */
    SIMPLE
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    if (in.space() == ColorSpace.GRAY) {
      return in;
    }
    return switch (method) {
      case GRAY_WORLD -> ChannelStretch.applyAll(in, WhiteBalance::grayWorld);
      case WHITE_PATCH ->
          ChannelStretch.apply(
              in,
              counts -> {
                double white = counts.percentile(100 - clip);
                return white > 0 ? ToneCurve.stretch(0, white) : ToneCurve.of(v -> v);
              });
      case SIMPLE -> ChannelStretch.apply(in, counts -> AutoContrast.curve(counts, clip));
    };
  }

  private static List<ToneCurve> grayWorld(List<ChannelCounts> channels) {
    double mean = channels.stream().mapToDouble(ChannelCounts::mean).average().orElseThrow();
    return channels.stream()
        .map(
            counts -> {
              double gain = counts.mean() > 0 ? mean / counts.mean() : 1;
              return ToneCurve.of(v -> v * gain);
            })
        .toList();
  }
}
