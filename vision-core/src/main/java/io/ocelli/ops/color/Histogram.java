package io.ocelli.ops.color;

import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.List;

/** Counts values; see {@link Op}. */
@Op(
    name = "histogram",
    does = "Counts how often each value occurs in each channel, and plots it.",
    finds = ChannelHistogram.class,
    example = "histogram",
    source = "OpenCV calcHist",
    notes =
        "Counts the channels that the picture has: 'hsv | histogram' counts hues. Measures counts,"
            + " mean, standard deviation, median and percentiles of each channel.")
public record Histogram(
    @Param(does = "what becomes of the picture", byDefault = "plot", attempt = "none") Show show,
    @Param(does = "how high a count is drawn", byDefault = "linear", attempt = "log") Scale scale,
    @Param(
            does = "width of the plot",
            unit = "px",
            byDefault = "640",
            attempt = "480",
            min = 200,
            max = 10000)
        int width,
    @Param(
            does = "height of the plot",
            unit = "px",
            byDefault = "400",
            attempt = "300",
            min = 150,
            max = 10000)
        int height)
    implements Transform {
  /** What becomes of the picture. */
  public enum Show {
    /** The plot takes its place. */
    PLOT,
    /** It stays; for measuring. */
    NONE
  }

  /** How high a count is drawn. */
  public enum Scale {
    /** By the count itself. */
    LINEAR,
    /** By its logarithm, so that rare values are seen. */
    LOG
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<ChannelHistogram> channels = ChannelHistogram.of(in);
    channels.forEach(findings::add);
    if (show == Show.NONE) {
      return in;
    }
    try (Image plot = HistogramPlot.draw(in.space(), channels, scale, width, height)) {
      return Raster.of(plot);
    }
  }
}
