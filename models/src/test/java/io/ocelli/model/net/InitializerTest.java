package io.ocelli.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.model.net.catalog.Nets;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Fresh weights have the spread that the papers ask for and depend on the seed alone. */
class InitializerTest {
  private static final Shape PICTURE = new Shape(3, 64, 64);

  @Test
  void weightsHaveTheirSpread() {
    Net net =
        NetBuilder.of("net", new Shape(64, 8, 8))
            .conv("conv", 128, Window.of(3, 1, 1), false)
            .relu("relu")
            .dense("dense", 64)
            .activate("tanh", Activation.of(Activation.Kind.TANH))
            .head(512)
            .build();
    Parameters fresh = Initializer.of(7).parameters(net);
    // He: 2 / fan-in; Glorot for what softmax reads: 2 / (fan-in + fan-out).
    assertThat(deviation(fresh.get("conv", "weight").values()))
        .isCloseTo(Math.sqrt(2.0 / (64 * 9)), within(5e-4));
    assertThat(deviation(fresh.get("dense", "weight").values()))
        .isCloseTo(Math.sqrt(2.0 / (8192 + 64)), within(1e-4));
    assertThat(deviation(fresh.get("logits", "weight").values()))
        .isCloseTo(Math.sqrt(2.0 / (64 + 512)), within(1e-3));
    assertThat(fresh.get("logits", "bias").values()).containsOnly(0);
  }

  @Test
  void everyLayerHasWhatItNeeds() {
    Net net = Nets.of("mobilenetv2", PICTURE, 4);
    Parameters fresh = Initializer.of(1).parameters(net);
    for (ParameterSpec spec : ParameterSpec.of(net)) {
      assertThat(fresh.get(spec.node(), spec.name()).shape()).isEqualTo(spec.sides());
    }
    assertThat(fresh.get("conv1_bn", "variance").values()).containsOnly(1);
    assertThat(fresh.get("conv1_bn", "mean").values()).containsOnly(0);
    assertThat(deviation(fresh.get("block2_depthwise", "weight").values()))
        .isCloseTo(Math.sqrt(2.0 / 9), within(0.05));
  }

  @Test
  void theSeedDecidesAndTheNumberOfThreadsDoesNot() throws Exception {
    Net net =
        NetBuilder.of("net", new Shape(128, 4, 4))
            .conv("conv", 128, Window.of(3, 1, 1), false)
            .build();
    float[] here = weights(5, net);
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      assertThat(one.submit(() -> weights(5, net)).get()).isEqualTo(here);
    } finally {
      one.shutdown();
    }
    assertThat(weights(6, net)).isNotEqualTo(here);
    assertThat(here).doesNotHaveDuplicates();
  }

  private static float[] weights(long seed, Net net) {
    float[] all = Initializer.of(seed).parameters(net).get("conv", "weight").values();
    // Across the first border of two chunks.
    return java.util.Arrays.copyOfRange(all, (1 << 16) - 50, (1 << 16) + 50);
  }

  @Test
  void branchesCanBeginAtZero() {
    Net net = Nets.of("resnet50", new Shape(3, 32, 32), 10);
    Parameters zeroed = new Initializer(1, true).parameters(net);
    assertThat(zeroed.get("layer1_0_bn3", "scale").values()).containsOnly(0);
    assertThat(zeroed.get("layer4_2_bn3", "scale").values()).containsOnly(0);
    assertThat(zeroed.get("layer1_0_shortcut_bn", "scale").values()).containsOnly(1);
    assertThat(zeroed.get("layer1_0_bn1", "scale").values()).containsOnly(1);
    Parameters usual = Initializer.of(1).parameters(net);
    assertThat(usual.get("layer1_0_bn3", "scale").values()).containsOnly(1);
    Net mobile = Nets.of("mobilenetv2", PICTURE, 4);
    assertThat(ResidualBranches.lastNorms(mobile)).hasSize(10).contains("block3_project_bn");
  }

  private static double deviation(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum / values.length);
  }
}
