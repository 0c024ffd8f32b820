package io.ocelli.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.error.OcelliException;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.StepResult;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneDnnLearnerTest {
  private static final int SIDE = 16;
  private static final int[] SHAPE = {3, SIDE, SIDE};
  private static final int BATCH = 8;
  private static final int CLASSES = 3;

  private static Net net() {
    NetBuilder builder = NetBuilder.of("test", new Shape(3, SIDE, SIDE));
    builder.convNormRelu("first", 12, Window.of(3, 1, 1)).maxPool("pool", Window.of(2, 2, 0));
    builder.convNormRelu("second", 20, Window.of(3, 1, 1)).globalAverage("mean");
    builder.flatten("features").dropout("drop", 0.3).dense("logits", CLASSES);
    return builder.softmax().build();
  }

  private static FloatBuffer batch(long seed) {
    Random random = new Random(seed);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(BATCH * 3 * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int[] labels = labels(seed).labels();
    int sample = 3 * SIDE * SIDE;
    for (int i = 0; i < buffer.capacity(); i++) {
      // The class is which colour is brighter.
      boolean bright = i % sample / (SIDE * SIDE) == labels[i / sample];
      buffer.put(i, (float) (random.nextGaussian() + (bright ? 0.5 : 0)));
    }
    return buffer;
  }

  private static Targets labels(long seed) {
    return Targets.of(new Random(seed).ints(BATCH, 0, CLASSES).toArray());
  }

  private static List<Double> train(OneDnnLearner learner, int from, int to) {
    List<Double> losses = new ArrayList<>();
    for (int step = from; step < to; step++) {
      StepOptions options = new StepOptions(2e-3, 1e-2, 0.1, 1, null, 0.9, step);
      StepResult result = learner.train(batch(step % 4), SHAPE, labels(step % 4), BATCH, options);
      losses.add(result.lossSum() / BATCH);
    }
    return losses;
  }

  private static OneDnnLearner.Setup averaging(int threads) {
    return new OneDnnLearner.Setup(
        BATCH, UpdateRule.Adam.USUAL, true, threads, Set.of(), Set.of(), layer -> 1);
  }

  @Test
  void learns() {
    Net net = net();
    try (OneDnnLearner learner =
        new OneDnnLearner(
            net, Initializer.of(1).parameters(net), OneDnnLearner.Setup.adam(BATCH, 2))) {
      List<Double> losses = train(learner, 0, 120);
      assertThat(losses.get(0)).isBetween(0.5, 4.0);
      assertThat(losses.get(119)).isLessThan(0.25 * losses.get(0));
    }
  }

  @Test
  void theSameSeedTwiceIsEqual() {
    Net net = net();
    Parameters start = Initializer.of(1).parameters(net);
    try (OneDnnLearner one = new OneDnnLearner(net, start, averaging(2));
        OneDnnLearner other = new OneDnnLearner(net, start, averaging(2))) {
      assertThat(train(one, 0, 30)).isEqualTo(train(other, 0, 30));
    }
  }

  @Test
  void continuesExactlyFromItsState() {
    Net net = net();
    Parameters start = Initializer.of(1).parameters(net);
    try (OneDnnLearner whole = new OneDnnLearner(net, start, averaging(2));
        OneDnnLearner first = new OneDnnLearner(net, start, averaging(2));
        OneDnnLearner second =
            new OneDnnLearner(net, Initializer.of(9).parameters(net), averaging(2))) {
      List<Double> losses = train(whole, 0, 20);
      train(first, 0, 11);
      second.restore(first.state());
      assertThat(train(second, 11, 20)).isEqualTo(losses.subList(11, 20));
      assertThat(second.probabilities(batch(7), SHAPE, BATCH))
          .isDeepEqualTo(whole.probabilities(batch(7), SHAPE, BATCH));
    }
  }

  @Test
  void frozenLayersStayAsTheyAre() {
    Net net = net();
    Parameters start = Initializer.of(1).parameters(net);
    Set<String> frozen = Set.of("first", "first_bn", "first_norm", "second");
    try (OneDnnLearner learner =
        new OneDnnLearner(
            net,
            start,
            new OneDnnLearner.Setup(
                BATCH, new UpdateRule.Sgd(0.9, true), false, 1, frozen, Set.of(), l -> 1))) {
      train(learner, 0, 5);
      Parameters now = learner.weights();
      assertThat(now.get("first", "weight").values())
          .isEqualTo(start.get("first", "weight").values());
      assertThat(now.get("second", "weight").values())
          .isEqualTo(start.get("second", "weight").values());
      assertThat(now.get("logits", "weight").values())
          .isNotEqualTo(start.get("logits", "weight").values());
    }
  }

  @Test
  void answersForASmallerBatchAsForAWholeOne() {
    Net net = net();
    try (OneDnnLearner learner =
        new OneDnnLearner(
            net, Initializer.of(1).parameters(net), OneDnnLearner.Setup.adam(BATCH, 1))) {
      train(learner, 0, 3);
      float[][] whole = learner.probabilities(batch(5), SHAPE, BATCH);
      float[][] three = learner.probabilities(batch(5), SHAPE, 3);
      assertThat(three).hasDimensions(3, CLASSES);
      for (int i = 0; i < 3; i++) {
        for (int k = 0; k < CLASSES; k++) {
          assertThat(three[i][k]).isCloseTo(whole[i][k], within(1e-6f));
        }
      }
    }
  }

  @Test
  void namesTheFirstLayerThatBreaks() {
    Net net = net();
    Parameters start = Initializer.of(1).parameters(net);
    start.get("second", "weight").values()[5] = Float.NaN;
    try (OneDnnLearner learner =
        new OneDnnLearner(net, start, OneDnnLearner.Setup.adam(BATCH, 1))) {
      train(learner, 0, 1);
      assertThat(learner.firstBrokenLayer()).hasValue("second");
    }
  }

  @Test
  void aNetWithoutSoftmaxIsRefused() {
    NetBuilder builder = NetBuilder.of("test", new Shape(3, SIDE, SIDE));
    Net net = builder.flatten("flat").dense("logits", 2).build();
    assertThatThrownBy(
            () ->
                new OneDnnLearner(
                    net, Initializer.of(1).parameters(net), OneDnnLearner.Setup.adam(4, 1)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("softmax");
  }
}
