package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.dl4j.SmallCnn;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.StepResult;
import io.ocelli.model.learn.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int SIDE = 16;
  private static final TrainOptions OPTIONS =
      TrainOptions.scratch()
          .withEpochs(4)
          .withBatch(8)
          .withOptimizer(Optimizer.adamW(3e-3, 5e-3))
          .withPatience(0)
          .withSeed(7);

  /** Pictures whose class is the third of the picture that is bright, with noise. */
  private static final class Stripes implements BatchSource {
    private final int samples;
    private final boolean shuffled;
    private final FloatBuffer values =
        ByteBuffer.allocateDirect(8 * 3 * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    Stripes(int samples, boolean shuffled) {
      this.samples = samples;
      this.shuffled = shuffled;
    }

    @Override
    public int[] shape() {
      return new int[] {3, SIDE, SIDE};
    }

    @Override
    public int samples() {
      return samples;
    }

    @Override
    public Batches epoch(int epoch) {
      return new Batches() {
        private int next;

        @Override
        public Samples next() {
          if (next + 8 > samples) {
            return null;
          }
          int[] labels = new int[8];
          for (int i = 0; i < 8; i++) {
            Random random = new Random(shuffled ? epoch * 1000L + next : next);
            labels[i] = next % 3;
            for (int j = 0; j < 3 * SIDE * SIDE; j++) {
              int row = j / SIDE % SIDE;
              float bright = row * 3 / SIDE == labels[i] ? 1 : 0;
              values.put(i * 3 * SIDE * SIDE + j, bright + (float) random.nextGaussian());
            }
            next++;
          }
          return new Samples(values, labels, 8);
        }

        @Override
        public void close() {}
      };
    }
  }

  private static Trainer.Ending train(
      Network network,
      Path last,
      TrainingState from,
      BooleanSupplier stop,
      List<Callback> callbacks) {
    Trainer.Checkpoints checkpoints =
        new Trainer.Checkpoints() {
          @Override
          public void last(TrainingState state, boolean mustBeKept) {
            Checkpoint.write(
                last,
                zip -> network.write(zip, true),
                state,
                JsonNodeFactory.instance.objectNode());
          }

          @Override
          public void best(TrainingState state) {}
        };
    return new Trainer(
            Course.of(
                new Course.Stage(
                    network, new Stripes(64, true), new Stripes(24, false), OPTIONS::rateAt),
                null),
            OPTIONS,
            checkpoints,
            callbacks,
            stop)
        .run(from);
  }

  @Test
  void learnsAndResumesExactlyFromTheMiddleOfAnEpoch(@TempDir Path dir) {
    OneDnn.require();
    SmallCnn net = SmallCnn.of(SIDE, SIDE, 3, 3);
    List<EpochResult> whole;
    try (Network network = Network.create(net, 1)) {
      whole =
          train(network, dir.resolve("a.zip"), TrainingState.START, () -> false, List.of())
              .state()
              .history();
    }
    assertThat(whole).hasSize(4);
    assertThat(whole.get(3).valAccuracy()).isGreaterThan(0.9);

    Path last = dir.resolve("b.zip");
    int[] steps = {0};
    Callback count =
        new Callback() {
          @Override
          public void onTrainBatchEnd(BatchEnd batch) {
            steps[0]++;
          }
        };
    try (Network network = Network.create(net, 1)) {
      Trainer.Ending ending =
          train(network, last, TrainingState.START, () -> steps[0] >= 19, List.of(count));
      assertThat(ending.stopped()).isTrue();
      assertThat(ending.state().epoch()).isEqualTo(2);
      assertThat(ending.state().step()).isEqualTo(3);
    }
    List<EpochResult> resumed;
    try (Network network = Network.load(last)) {
      resumed =
          train(network, last, Checkpoint.read(last).state(), () -> false, List.of())
              .state()
              .history();
    }
    assertThat(resumed).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(resumed.get(i).trainLoss()).isCloseTo(whole.get(i).trainLoss(), within(1e-6));
      assertThat(resumed.get(i).valLoss()).isCloseTo(whole.get(i).valLoss(), within(1e-6));
      assertThat(resumed.get(i).valAccuracy()).isEqualTo(whole.get(i).valAccuracy());
      assertThat(resumed.get(i).trainAccuracy()).isEqualTo(whole.get(i).trainAccuracy());
    }
  }

  @Test
  void anotherSeedGivesOtherLosses(@TempDir Path dir) {
    SmallCnn net = SmallCnn.of(SIDE, SIDE, 3, 3);
    List<Double> losses = new ArrayList<>();
    for (long seed = 1; seed <= 2; seed++) {
      try (Network network = Network.create(net, seed)) {
        losses.add(
            train(network, dir.resolve("s.zip"), TrainingState.START, () -> false, List.of())
                .state()
                .history()
                .get(0)
                .trainLoss());
      }
    }
    assertThat(losses.get(0)).isNotCloseTo(losses.get(1), within(1e-3));
  }

  @Test
  void weightsOfOneClassTrainAsLabelsDoAndMixedOnesPullBothWays() {
    OneDnn.require();
    SmallCnn net = SmallCnn.of(SIDE, SIDE, 3, 3);
    BatchSource.Samples samples = new Stripes(8, true).epoch(0).next();
    int[] shape = {3, SIDE, SIDE};
    int[] labels = samples.labels();
    float[] single = new float[8 * 3];
    float[] mixed = new float[8 * 3];
    for (int i = 0; i < 8; i++) {
      single[i * 3 + labels[i]] = 1;
      mixed[i * 3 + labels[i]] = 0.7f;
      mixed[i * 3 + (labels[i] + 1) % 3] = 0.3f;
    }
    StepOptions step = StepOptions.of(1e-3, 1e-2, 0.1, 5);
    try (Network one = Network.create(net, 1);
        Network two = Network.create(net, 1);
        Network three = Network.create(net, 1)) {
      float[][] before = one.probabilities(samples.values(), shape, 8);
      for (int k = 0; k < 3; k++) {
        StepResult hard = one.train(samples.values(), shape, Targets.of(labels), 8, step);
        StepResult soft = two.train(samples.values(), shape, new Targets(labels, single), 8, step);
        assertThat(soft.correct()).isEqualTo(hard.correct());
        assertThat(soft.lossSum()).isCloseTo(hard.lossSum(), within(1e-9));
      }
      assertThat(two.probabilities(samples.values(), shape, 8))
          .isDeepEqualTo(one.probabilities(samples.values(), shape, 8));
      for (int k = 0; k < 60; k++) {
        three.train(
            samples.values(), shape, new Targets(labels, mixed), 8, StepOptions.of(3e-3, 0, 0, k));
      }
      StepResult end = three.train(samples.values(), shape, new Targets(labels, mixed), 8, step);
      double entropy = -(0.7 * Math.log(0.7) + 0.3 * Math.log(0.3));
      assertThat(before).hasDimensions(8, 3);
      assertThat(end.lossSum() / 8).as("its least is the entropy").isBetween(entropy, 0.9);
    }
  }
}
