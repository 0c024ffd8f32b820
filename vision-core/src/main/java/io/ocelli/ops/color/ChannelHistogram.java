package io.ocelli.ops.color;

import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one channel. Percentiles are as numpy's: at place {@code p / 100 * (n - 1)} of the
 * sorted values, between two of them by proportion.
 *
 * @param channel its name, as in {@link io.ocelli.image.ColorSpace#channelNames()}
 * @param mean the mean of all values, 0 to 255
 * @param std the standard deviation of all values (divided by their number)
 * @param min the smallest value
 * @param p1 the 1st percentile
 * @param p5 the 5th percentile
 * @param p25 the 25th percentile
 * @param median the 50th percentile
 * @param p75 the 75th percentile
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param max the largest value
 * @param counts how many pixels have the value 0, 1, … 255
 */
public record ChannelHistogram(
    String channel,
    double mean,
    double std,
    int min,
    double p1,
    double p5,
    double p25,
    double median,
    double p75,
    double p95,
    double p99,
    int max,
    List<Integer> counts)
    implements Finding {
  /** Keeps a copy of the list. */
  public ChannelHistogram {
    counts = List.copyOf(counts);
  }

  /** The histograms of all channels, in their order. */
  public static List<ChannelHistogram> of(Raster raster) {
    List<ChannelHistogram> all = new ArrayList<>();
    for (int c = 0; c < raster.channels(); c++) {
      all.add(of(raster.space().channelNames().get(c), ChannelCounts.of(raster.mat(), c)));
    }
    return all;
  }

  private static ChannelHistogram of(String name, ChannelCounts counts) {
    List<Integer> numbers = new ArrayList<>();
    for (int v = 0; v < 256; v++) {
      numbers.add(Math.toIntExact(counts.at(v)));
    }
    return new ChannelHistogram(
        name,
        counts.mean(),
        counts.standardDeviation(),
        counts.smallest(),
        counts.percentile(1),
        counts.percentile(5),
        counts.percentile(25),
        counts.percentile(50),
        counts.percentile(75),
        counts.percentile(95),
        counts.percentile(99),
        counts.largest(),
        numbers);
  }
}
