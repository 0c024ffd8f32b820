package io.ocelli.dataset.load;

import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Mean and standard deviation of each channel over the pictures of a data set, as Keras' {@code
 * featurewise_center} and {@code featurewise_std_normalization} take them.
 *
 * @param mean of each channel, in the order of the model's channels, for values from 0 to 1
 * @param std standard deviation of the whole (divided by n), at least 1e-6
 * @param pictures how many were read
 */
public record ValueStatistics(List<Double> mean, List<Double> std, int pictures) {
  /** Copies the numbers. */
  public ValueStatistics {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /**
   * Reads all pictures once, at the model's size and not changed at random. The result does not
   * depend on threads. Pictures that cannot be read are left out.
   *
   * @param input size, shape and channels; its values do not matter
   * @param options threads and cache; the rest does not matter
   * @throws UsageException if no picture can be read
   */
  public static ValueStatistics of(ExampleSource source, Preprocess input, LoaderOptions options) {
    int channels = input.channels();
    List<Double> zero = Collections.nCopies(channels, 0.0);
    List<Double> one = Collections.nCopies(channels, 1.0);
    Preprocess whole = input.withValues(1, zero, one).withPerPicture(Preprocess.PerPicture.NONE);
    LoaderOptions plain =
        LoaderOptions.DEFAULT.withThreads(options.threads()).withCache(options.cache());
    // Sums of whole numbers, which a double holds exactly.
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    int pictures = 0;
    int plane = input.width() * input.height();
    try (BatchLoader loader = new BatchLoader(source, whole, plain);
        Epoch epoch = loader.epoch(0, false)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          FloatBuffer pixels = batch.pixels();
          for (int i = 0; i < batch.size() * channels; i++) {
            for (int k = 0; k < plane; k++) {
              double value = pixels.get(i * plane + k);
              sums[i % channels] += value;
              squares[i % channels] += value * value;
            }
          }
          pictures += batch.size();
        }
      }
    }
    if (pictures == 0) {
      throw new UsageException(
          "no picture can be read", source.size() + " pictures", "the data set", "check its files");
    }
    double count = (double) pictures * plane;
    List<Double> mean = new ArrayList<>();
    List<Double> std = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      double middle = sums[c] / count;
      double variance = Math.max(0, squares[c] / count - middle * middle);
      mean.add(middle / 255);
      std.add(Math.max(1e-6, Math.sqrt(variance) / 255));
    }
    return new ValueStatistics(mean, std, pictures);
  }

  /** An input with these values: from 0 to 1, minus the mean, by the deviation. */
  public Preprocess applied(Preprocess input) {
    return input.withValues(1 / 255.0, mean, std);
  }
}
