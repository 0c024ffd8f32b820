package io.ocelli.dataset.audit;

import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Workers;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.MinimumSize;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The simplest guess there is: the class whose mean colour is nearest (Euclidean distance in BGR;
 * of equal distances the lower class). A classifier that is not clearly better has learned nothing;
 * a data set on which this guess is good is no test.
 */
public final class MeanColorBaseline {
  // Large JPEGs are decoded small: the mean is the same but for rounding.
  private static final DecodeOptions SMALL =
      DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(32, 32));

  private final double[][] means;

  private MeanColorBaseline(double[][] means) {
    this.means = means;
  }

  /**
   * How often the guess was right.
   *
   * @param right pictures whose class was guessed
   * @param total pictures that could be read
   */
  public record Score(int right, int total) {
    /** Right of total, NaN if no picture could be read. */
    public double accuracy() {
      return right / (double) total;
    }
  }

  /**
   * Takes the mean colour of each class; each picture counts the same, those that cannot be read
   * are left out.
   *
   * @param classes number of classes
   */
  public static MeanColorBaseline fit(List<Sample> samples, int classes, int threads) {
    double[][] colors = colors(samples, threads);
    double[][] means = new double[classes][3];
    int[] counts = new int[classes];
    for (int i = 0; i < colors.length; i++) {
      if (!Double.isNaN(colors[i][0])) {
        int label = samples.get(i).label();
        counts[label]++;
        for (int c = 0; c < 3; c++) {
          means[label][c] += colors[i][c];
        }
      }
    }
    for (int label = 0; label < classes; label++) {
      for (int c = 0; c < 3; c++) {
        // A class without a picture has no mean and is never nearest: comparing with NaN is false.
        means[label][c] /= counts[label];
      }
    }
    return new MeanColorBaseline(means);
  }

  /** Guesses for other pictures. */
  public Score score(List<Sample> samples, int threads) {
    double[][] colors = colors(samples, threads);
    int right = 0;
    int total = 0;
    for (int i = 0; i < colors.length; i++) {
      if (!Double.isNaN(colors[i][0])) {
        total++;
        right += nearest(colors[i]) == samples.get(i).label() ? 1 : 0;
      }
    }
    return new Score(right, total);
  }

  private int nearest(double[] color) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int label = 0; label < means.length; label++) {
      double distance = 0;
      for (int c = 0; c < 3; c++) {
        double d = color[c] - means[label][c];
        distance += d * d;
      }
      if (distance < least) {
        least = distance;
        best = label;
      }
    }
    return best;
  }

  private static double[][] colors(List<Sample> samples, int threads) {
    double[][] colors = new double[samples.size()][];
    Workers.each(threads, "ocelli-colours", colors.length, i -> colors[i] = color(samples.get(i)));
    return colors;
  }

  private static double[] color(Sample sample) {
    try (Image image = sample.source().decode(SMALL)) {
      ByteBuffer pixels = image.pixels();
      byte[] bgr = new byte[pixels.remaining()];
      pixels.get(bgr);
      double[] sums = new double[3];
      for (int i = 0; i < bgr.length; i += 3) {
        sums[0] += bgr[i] & 255;
        sums[1] += bgr[i + 1] & 255;
        sums[2] += bgr[i + 2] & 255;
      }
      for (int c = 0; c < 3; c++) {
        sums[c] /= bgr.length / 3.0;
      }
      return sums;
    } catch (OcelliException e) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
  }
}
