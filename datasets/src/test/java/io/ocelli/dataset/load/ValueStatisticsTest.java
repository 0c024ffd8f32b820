package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Statistics of a data set against plain sums. */
class ValueStatisticsTest {
  private static final Preprocess INPUT = Preprocess.imagenet(16);

  @Test
  void meanAndDeviationAreThoseOfAllPixels() {
    SplittableRandom random = new SplittableRandom(1);
    List<Sample> samples = new ArrayList<>();
    double[][] all = new double[3][];
    int pictures = 70;
    for (int c = 0; c < 3; c++) {
      all[c] = new double[pictures * 256];
    }
    Preprocess stretch = Preprocess.stretch01(16, 16);
    for (int n = 0; n < pictures; n++) {
      byte[] bgr = new byte[3 * 256];
      for (int i = 0; i < bgr.length; i++) {
        bgr[i] = (byte) (40 * (i % 3) + random.nextInt(100));
        all[2 - i % 3][n * 256 + i / 3] = (bgr[i] & 255) / 255.0;
      }
      try (Image image = Image.ofBgr(16, 16, bgr)) {
        samples.add(new Sample(ByteSource.of(n + ".png", image.encode(ImageFormat.PNG)), 0));
      }
    }
    samples.add(new Sample(ByteSource.of("broken.png", new byte[] {1, 2, 3}), 0));
    LoaderOptions one = LoaderOptions.DEFAULT.withThreads(1);
    LoaderOptions three = LoaderOptions.DEFAULT.withThreads(3);

    ValueStatistics found = ValueStatistics.of(ExampleSource.of(samples), stretch, one);

    assertThat(found.pictures()).isEqualTo(pictures);
    for (int c = 0; c < 3; c++) {
      double mean = java.util.Arrays.stream(all[c]).average().orElseThrow();
      double variance =
          java.util.Arrays.stream(all[c]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      assertThat(found.mean().get(c)).isCloseTo(mean, within(1e-9));
      assertThat(found.std().get(c)).isCloseTo(Math.sqrt(variance), within(1e-9));
    }
    assertThat(ValueStatistics.of(ExampleSource.of(samples), stretch, three)).isEqualTo(found);
    Preprocess applied = found.applied(INPUT);
    assertThat(applied.mean()).isEqualTo(found.mean());
    assertThat(applied.resize()).isEqualTo(INPUT.resize());
  }

  @Test
  void noPictureIsAnError() {
    List<Sample> broken = List.of(new Sample(ByteSource.of("broken.png", new byte[] {1}), 0));
    assertThatThrownBy(
            () -> ValueStatistics.of(ExampleSource.of(broken), INPUT, LoaderOptions.DEFAULT))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no picture can be read");
  }
}
