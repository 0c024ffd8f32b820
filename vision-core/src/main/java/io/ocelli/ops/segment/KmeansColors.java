package io.ocelli.ops.segment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/** Leaves a picture a few colours; see {@link Op}. */
@Op(
    name = "kmeans-colors",
    does = "Leaves the picture a few colours, those that stand for all others best.",
    finds = KmeansColors.ColorShare.class,
    example = "kmeans-colors k=5",
    source = "Lloyd 1982; Arthur and Vassilvitskii 2007 (k-means++); OpenCV kmeans",
    notes =
        "The colours are found on at most 65536 pixels, evenly spread, and each pixel takes the"
            + " nearest. The same seed always gives the same colours. The result is gray for a gray"
            + " picture, else BGR. --json gives each colour and its share of the picture, the"
            + " largest first.")
public record KmeansColors(
    @Param(does = "how many colours", byDefault = "8", attempt = "4", min = 1, max = 256) int k,
    @Param(
            does = "the beginning of the random numbers",
            byDefault = "1",
            attempt = "2",
            min = 0,
            max = 2147483647)
        int seed)
    implements Transform {
  private static final int SAMPLES = 65536;
  private static final int ATTEMPTS = 3;

  /**
   * A colour of the result.
   *
   * @param color as {@code #rrggbb}
   * @param share the part of the pixels that have it, 0 to 1
   */
  public record ColorShare(String color, double share) implements Finding {}

  @Override
  public Raster apply(Raster in, Findings findings) {
    ColorSpace space = in.space() == ColorSpace.GRAY ? ColorSpace.GRAY : ColorSpace.BGR;
    try (Raster plain = in.to(space)) {
      byte[] values = plain.values();
      int[] centres = centres(values, space.channels());
      int[] counts = assign(values, centres, space.channels());
      tell(centres, counts, space.channels(), findings);
      return Raster.of(in.width(), in.height(), space, values);
    }
  }

  /** The colours, channel by channel, rounded. */
  private int[] centres(byte[] values, int channels) {
    int pixels = values.length / channels;
    int samples = Math.min(pixels, SAMPLES);
    int clusters = Math.min(k, samples);
    // One column: OpenCV would take a single row for as many samples as it has numbers.
    try (Mat data = new Mat(samples, 1, opencv_core.CV_32FC(channels));
        Mat labels = new Mat();
        Mat found = new Mat();
        TermCriteria stop = new TermCriteria(TermCriteria.EPS + TermCriteria.COUNT, 50, 0.2)) {
      FloatBuffer rows = data.createBuffer();
      for (int i = 0; i < samples; i++) {
        int pixel = (int) ((long) i * pixels / samples);
        for (int c = 0; c < channels; c++) {
          rows.put(values[pixel * channels + c] & 255);
        }
      }
      opencv_core.setRNGSeed(seed);
      opencv_core.kmeans(
          data, clusters, labels, stop, ATTEMPTS, opencv_core.KMEANS_PP_CENTERS, found);
      int[] centres = new int[clusters * channels];
      FloatBuffer numbers = found.createBuffer();
      for (int i = 0; i < centres.length; i++) {
        centres[i] = Math.min(255, Math.max(0, Math.round(numbers.get(i))));
      }
      return centres;
    }
  }

  /** Gives each pixel the nearest colour, the first among equals; counts them. */
  private static int[] assign(byte[] values, int[] centres, int channels) {
    int[] counts = new int[centres.length / channels];
    for (int at = 0; at < values.length; at += channels) {
      int best = 0;
      int nearest = Integer.MAX_VALUE;
      for (int j = 0; j < centres.length; j += channels) {
        int distance = 0;
        for (int c = 0; c < channels; c++) {
          int difference = (values[at + c] & 255) - centres[j + c];
          distance += difference * difference;
        }
        if (distance < nearest) {
          nearest = distance;
          best = j;
        }
      }
      counts[best / channels]++;
      for (int c = 0; c < channels; c++) {
        values[at + c] = (byte) centres[best + c];
      }
    }
    return counts;
  }

  private static void tell(int[] centres, int[] counts, int channels, Findings findings) {
    long all = java.util.Arrays.stream(counts).asLongStream().sum();
    List<ColorShare> shares = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        int blue = centres[i * channels];
        int green = centres[i * channels + channels / 2];
        int red = centres[i * channels + channels - 1];
        shares.add(new ColorShare(new Rgb(red, green, blue).hex(), (double) counts[i] / all));
      }
    }
    shares.sort(
        Comparator.comparingDouble((ColorShare share) -> -share.share())
            .thenComparing(ColorShare::color));
    shares.forEach(findings::add);
  }
}
