package io.ocelli.model.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.onnx.Device;
import io.ocelli.testing.TestData;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelBenchTest {
  private static final TimingOptions SHORT =
      new TimingOptions(Device.CPU, 2, 1, List.of(1, 4), 0.03, 2);

  private static List<ByteSource> pictures() {
    try (Image image = Image.blank(40, 30, 9, 99, 199)) {
      return List.of(
          ByteSource.of("a.png", image.encode(ImageFormat.PNG)),
          ByteSource.of("b.jpg", image.encode(ImageFormat.JPEG)));
    }
  }

  @Test
  void percentilesFollowTheNearestRank() {
    long[] nanos = new long[100];
    for (int i = 0; i < 100; i++) {
      nanos[i] = (100 - i) * 1_000_000L;
    }
    Percentiles times = Percentiles.of(nanos);
    assertThat(times.p50()).isEqualTo(50);
    assertThat(times.p90()).isEqualTo(90);
    assertThat(times.p99()).isEqualTo(99);
    assertThat(times.mean()).isCloseTo(50.5, within(1e-9));
    assertThat(Percentiles.of(new long[] {7_000_000})).isEqualTo(new Percentiles(7, 7, 7, 7, 1));
  }

  @Test
  void everyStageIsMeasuredAndTheStagesMakeTheWhole() {
    String digits = TestData.require("models/mnist-opt.onnx").toString();
    List<ModelTiming> timings =
        ModelBench.measure(List.of(digits, digits), pictures(), SHORT, what -> {});
    assertThat(timings).hasSize(2);
    for (ModelTiming timing : timings) {
      assertThat(timing.device()).isEqualTo("cpu");
      assertThat(timing.loadMillis()).isPositive();
      assertThat(timing.firstMillis()).isPositive();
      // Nobody has described it, so there are no labels to find.
      assertThat(timing.stages())
          .containsOnlyKeys(Stage.DECODE, Stage.PREPROCESS, Stage.RUN, Stage.WHOLE);
      double parts =
          timing.stages().values().stream().mapToDouble(Percentiles::mean).sum()
              - timing.stages().get(Stage.WHOLE).mean();
      assertThat(parts).isCloseTo(timing.stages().get(Stage.WHOLE).mean(), within(1e-6));
      assertThat(timing.rates()).singleElement().extracting(BatchRate::batch).isEqualTo(1);
      assertThat(timing.rates().get(0).run()).isPositive();
      assertThat(timing.rates().get(0).fromFiles()).isPositive();
      assertThat(String.join("; ", timing.remarks()))
          .contains("fixed at 1", "nobody has described");
    }
  }

  @Test
  void withoutPicturesNothingIsMeasured() {
    assertThatThrownBy(
            () -> ModelBench.measure(List.of("no-model.onnx"), List.of(), SHORT, what -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no pictures");
  }
}
