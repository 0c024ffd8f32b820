package io.ocelli.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whitened values are uncorrelated, of variance 1, and as near to the old ones as can be. */
class ZcaWhiteningTest {
  private static final int SIDE = 4;
  private static final int VALUES = 3 * SIDE * SIDE;

  private static BatchLoader loader(int pictures, int side) {
    SplittableRandom random = new SplittableRandom(4);
    List<Sample> samples = new ArrayList<>();
    for (int n = 0; n < pictures; n++) {
      byte[] bgr = new byte[3 * side * side];
      int light = random.nextInt(60, 140);
      for (int i = 0; i < bgr.length; i++) {
        bgr[i] = (byte) (light + random.nextInt(60));
      }
      try (Image image = Image.ofBgr(side, side, bgr)) {
        samples.add(new Sample(ByteSource.of(n + ".png", image.encode(ImageFormat.PNG)), 0));
      }
    }
    return new BatchLoader(
        ExampleSource.of(samples),
        Preprocess.stretch01(side, side),
        LoaderOptions.DEFAULT.withBatchSize(50));
  }

  @Test
  void whitenedValuesAreUncorrelatedAndNearTheOldOnes() {
    try (BatchLoader loader = loader(600, SIDE);
        ZcaWhitening whitening = ZcaWhitening.fit(loader, 1e-6)) {
      List<float[]> before = new ArrayList<>();
      List<float[]> after = new ArrayList<>();
      try (Epoch epoch = loader.epoch(0, false)) {
        while (epoch.hasNext()) {
          try (Batch batch = epoch.next()) {
            rows(batch.pixels(), before);
            whitening.apply(batch.pixels());
            rows(batch.pixels(), after);
          }
        }
      }
      for (int i = 0; i < VALUES; i++) {
        for (int j = 0; j < VALUES; j++) {
          assertThat(covariance(after, after, i, j)).isCloseTo(i == j ? 1 : 0, within(5e-3));
          // Of all whitenings, ZCA is the one whose map is symmetric (Kessy et al. 2018).
          assertThat(covariance(before, after, i, j))
              .isCloseTo(covariance(before, after, j, i), within(1e-3));
        }
      }
    }
  }

  private static void rows(FloatBuffer pixels, List<float[]> into) {
    for (int at = 0; at < pixels.capacity(); at += VALUES) {
      float[] row = new float[VALUES];
      pixels.get(at, row);
      into.add(row);
    }
  }

  private static double covariance(List<float[]> one, List<float[]> other, int i, int j) {
    double meanI = one.stream().mapToDouble(row -> row[i]).average().orElseThrow();
    double meanJ = other.stream().mapToDouble(row -> row[j]).average().orElseThrow();
    double sum = 0;
    for (int n = 0; n < one.size(); n++) {
      sum += (one.get(n)[i] - meanI) * (other.get(n)[j] - meanJ);
    }
    return sum / one.size();
  }

  @Test
  void largePicturesAreRefused() {
    try (BatchLoader loader = loader(3, 64)) {
      assertThatThrownBy(() -> ZcaWhitening.fit(loader, 1e-6))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("12288 values");
    }
  }
}
