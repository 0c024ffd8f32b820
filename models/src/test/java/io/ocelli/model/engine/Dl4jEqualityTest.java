package io.ocelli.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Training here against training by Deeplearning4j's own layers and updaters, from the same weights
 * on the same batches.
 *
 * <p>Both compute in float32 and add up in other orders, so their weights differ by a rounding
 * (1e-7) after the first step. What such a difference becomes is the net's and not the engines'
 * doing: it stays where the loss is smooth, and grows where a value crosses a kink of ReLU, or
 * where Adam divides a gradient that is nearly 0 by its own size. Adam's epsilon is also put
 * differently: here it is added to the corrected root of the second moment, as in the paper, there
 * to the uncorrected one (the paper's last paragraph of section 2), which makes it up to 32 times
 * as large in the first steps. So the first losses are held to 1e-5 and later ones to what is
 * stated with each test, a few times what was seen.
 */
class Dl4jEqualityTest {
  private static final int SIDE = 16;
  private static final Shape SHAPE = new Shape(3, SIDE, SIDE);
  private static final int[] SIDES = {3, SIDE, SIDE};
  private static final int BATCH = 8;
  private static final int CLASSES = 4;

  @BeforeAll
  static void fast() {
    OneDnn.require();
  }

  private static int[] labels(long seed) {
    return new Random(seed).ints(BATCH, 0, CLASSES).toArray();
  }

  private static FloatBuffer batch(long seed) {
    Random random = new Random(seed + 1000);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(BATCH * SHAPE.size() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int[] labels = labels(seed);
    for (int i = 0; i < buffer.capacity(); i++) {
      int row = i / SIDE % SIDE;
      boolean bright = row * CLASSES / SIDE == labels[i / SHAPE.size()];
      buffer.put(i, (float) (random.nextGaussian() + (bright ? 1 : 0)));
    }
    return buffer;
  }

  private static Net residual() {
    NetBuilder builder = NetBuilder.of("residual", SHAPE);
    builder.convNormRelu("stem", 8, Window.of(3, 1, 1)).maxPool("pool", Window.of(2, 2, 0));
    builder.convNormRelu("in", 8, Window.of(3, 1, 1)).conv("out", 8, Window.of(3, 1, 1), false);
    builder.batchNorm("out_norm").add("sum", "out_norm", "pool").relu("sum_relu");
    builder.averagePool("shrink", Window.of(2, 2, 0)).flatten("flat").dense("hidden", 24);
    return builder.relu("hidden_relu").dense("logits", CLASSES).softmax().build();
  }

  private static Net depthwise() {
    NetBuilder builder = NetBuilder.of("depthwise", SHAPE);
    builder.convNormRelu("stem", 8, Window.of(3, 2, 1));
    for (int i = 0; i < 2; i++) {
      builder.conv("widen" + i, 24, Window.of(1, 1, 0), false).batchNorm("widen_norm" + i);
      builder.activate("widen_relu" + i, Activation.RELU6);
      builder.depthwise("deep" + i, Window.of(3, 1 + i, 1)).batchNorm("deep_norm" + i);
      builder.activate("deep_relu" + i, Activation.RELU6);
      builder.conv("narrow" + i, 8, Window.of(1, 1, 0), false).batchNorm("narrow_norm" + i);
    }
    return builder.globalAverage("mean").flatten("flat").dense("logits", CLASSES).softmax().build();
  }

  private static OneDnnLearner learner(Net net, Parameters start, UpdateRule rule) {
    return new OneDnnLearner(
        net, start, new OneDnnLearner.Setup(BATCH, rule, false, 1, Set.of(), Set.of(), layer -> 1));
  }

  /** How far apart two losses may be at a step. */
  private interface Tolerance {
    double at(int step);
  }

  private static void curvesAgree(
      Net net, UpdateRule rule, IUpdater theirs, double rate, Tolerance tolerance) {
    Parameters start = Initializer.of(3).parameters(net);
    double first = 0;
    double last = 0;
    try (OneDnnLearner ours = learner(net, start, rule);
        Dl4jTwin twin = new Dl4jTwin(net, start, theirs)) {
      for (int step = 0; step < 50; step++) {
        FloatBuffer batch = batch(step % 8);
        int[] labels = labels(step % 8);
        StepOptions options = StepOptions.of(rate, 0, 0, step);
        last = ours.train(batch, SIDES, Targets.of(labels), BATCH, options).lossSum() / BATCH;
        first = step == 0 ? last : first;
        assertThat(twin.step(batch, labels, CLASSES))
            .as("loss of step %d", step + 1)
            .isCloseTo(last, within(tolerance.at(step)));
      }
    }
    assertThat(last).as("a curve that falls").isLessThan(0.9 * first);
  }

  /** Seen: 2e-6. */
  @Test
  void fiftyStepsOfAResidualNetByGradientDescentHaveTheSameLosses() {
    curvesAgree(residual(), new UpdateRule.Sgd(0, false), new Sgd(0.05), 0.05, step -> 1e-5);
  }

  /** Seen: 2e-5. */
  @Test
  void fiftyStepsOfAResidualNetByAdamHaveTheSameLosses() {
    curvesAgree(
        residual(), UpdateRule.Adam.USUAL, new Adam(2e-3), 2e-3, step -> step == 0 ? 1e-5 : 1e-3);
  }

  /** Seen: 2e-7; with twice the batch 5e-4 from step 30 on. */
  @Test
  void fiftyStepsOfADepthwiseNetByGradientDescentHaveTheSameLosses() {
    curvesAgree(
        depthwise(),
        new UpdateRule.Sgd(0, false),
        new Sgd(0.05),
        0.05,
        step -> step < 10 ? 1e-5 : 3e-3);
  }

  /** Seen: 7e-4. */
  @Test
  void fiftyStepsOfADepthwiseNetByAdamHaveTheSameLosses() {
    curvesAgree(
        depthwise(), UpdateRule.Adam.USUAL, new Adam(2e-3), 2e-3, step -> step == 0 ? 1e-5 : 3e-3);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        layer("conv 3x3", new Op.Convolution(7, Window.of(3, 1, 1), 1, true)),
        layer("conv 5x5, valid, stride 2", new Op.Convolution(6, Window.of(5, 2, 0), 1, true)),
        layer("conv 1x1 without bias", new Op.Convolution(9, Window.of(1, 1, 0), 1, false)),
        layer(
            "conv 3x3, dilation 2",
            new Op.Convolution(4, new Window(3, 3, 1, 1, 2, 2, Padding.all(2)), 1, true)),
        layer("grouped conv", new Op.Convolution(6, Window.of(3, 1, 1), 3, true)),
        layer("depthwise conv", new Op.Convolution(6, Window.of(3, 1, 1), 6, true)),
        layer("depthwise conv, stride 2", new Op.Convolution(6, Window.of(3, 2, 1), 6, false)),
        layer("depthwise conv, twice as many", new Op.Convolution(12, Window.of(3, 1, 1), 6, true)),
        layer("batch norm", new Op.BatchNorm(1e-5, 0.9)),
        layer("max pool", pool(Op.PoolKind.MAX, Window.of(2, 2, 0))),
        layer("max pool 3x3, overlapping, padded", pool(Op.PoolKind.MAX, Window.of(3, 2, 1))),
        layer("average pool", pool(Op.PoolKind.AVERAGE, Window.of(2, 2, 0))),
        layer("average pool 3x3, overlapping", pool(Op.PoolKind.AVERAGE, Window.of(3, 2, 0))),
        layer("global average", new Op.GlobalPool(Op.PoolKind.AVERAGE)),
        layer("global max", new Op.GlobalPool(Op.PoolKind.MAX)),
        layer("dense", new Op.Dense(11, true)),
        layer("relu", new Op.Activate(Activation.RELU)),
        layer("sigmoid", new Op.Activate(Activation.of(Activation.Kind.SIGMOID))),
        layer("tanh", new Op.Activate(Activation.of(Activation.Kind.TANH))));
  }

  private static Arguments layer(String name, Op op) {
    return Arguments.of(name, op);
  }

  private static Op pool(Op.PoolKind kind, Window window) {
    return new Op.Pool(kind, window, false, false);
  }

  /**
   * One step of rate 1 by plain gradient descent changes every weight by its gradient: those of the
   * layer, those before it (by the gradient that it hands down) and those after it (by its answer).
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void answersAndGradientsAreThoseOfDeeplearning4jsLayer(String name, Op op) {
    NetBuilder builder = NetBuilder.of("one layer", SHAPE);
    builder.conv("before", 6, Window.of(3, 1, 1), true).layer("layer", op).flatten("flat");
    Net net = builder.dense("logits", CLASSES).softmax().build();
    Parameters start = Initializer.of(4).parameters(net);
    try (OneDnnLearner ours = learner(net, start, new UpdateRule.Sgd(0, false));
        Dl4jTwin twin = new Dl4jTwin(net, start, new Sgd(1))) {
      double loss =
          ours.train(batch(1), SIDES, Targets.of(labels(1)), BATCH, StepOptions.of(1, 0, 0, 0))
                  .lossSum()
              / BATCH;
      assertThat(twin.step(batch(1), labels(1), CLASSES)).isCloseTo(loss, within(1e-5));
      Parameters other = twin.parameters();
      ours.weights()
          .all()
          .forEach(
              (key, tensor) -> {
                float[] before = start.all().get(key).values();
                float[] expected = other.all().get(key).values();
                if (key.equals("layer/variance")) {
                  unbias(expected, before);
                }
                double largest = 0;
                double difference = 0;
                for (int i = 0; i < expected.length; i++) {
                  largest = Math.max(largest, Math.abs(tensor.values()[i] - before[i]));
                  difference = Math.max(difference, Math.abs(tensor.values()[i] - expected[i]));
                }
                // A running mean and variance move by the batch's, which are no gradients.
                assertThat(difference).as(key).isLessThan(1e-5 * Math.max(1, largest));
                if (!hasNoGradient(op, key)) {
                  assertThat(largest).as(key + " moves").isGreaterThan(1e-4);
                }
              });
    }
  }

  /**
   * Deeplearning4j lets the running variance follow the batch's own variance, this engine, as
   * PyTorch, the estimate of the population's, which is larger by n / (n - 1).
   */
  private static void unbias(float[] variance, float[] before) {
    double n = BATCH * SIDE * SIDE;
    for (int i = 0; i < variance.length; i++) {
      double kept = 0.9 * before[i];
      variance[i] = (float) (kept + (variance[i] - kept) * n / (n - 1));
    }
  }

  /** What is added before a normalisation is taken away by it. */
  private static boolean hasNoGradient(Op op, String key) {
    return op instanceof Op.BatchNorm && key.equals("before/bias");
  }
}
