package io.ocelli.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Resident memory of training. {@code bench/run TrainMemory} does the same with larger nets and
 * with pictures that are loaded and augmented.
 */
class TrainingMemoryTest {
  private static final int STEPS = 500;

  private static final int WARM = 100;
  private static final int SIDE = 16;
  private static final int BATCH = 16;
  private static final int CLASSES = 4;

  @BeforeEach
  void needsProc() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc");
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no VmRSS in /proc/self/status");
  }

  /** A layer of every kind that has memory of its own. */
  private static Net net() {
    NetBuilder builder = NetBuilder.of("memory", new Shape(3, SIDE, SIDE));
    builder.convNormRelu("stem", 8, Window.of(3, 1, 1)).maxPool("pool", Window.of(2, 2, 0));
    builder.depthwise("deep", Window.of(3, 1, 1)).batchNorm("deep_norm");
    builder.activate("deep_act", Activation.RELU6).conv("wide", 8, Window.of(1, 1, 0), false);
    builder.batchNorm("wide_norm").add("sum", "wide_norm", "pool");
    builder.averagePool("shrink", Window.of(2, 2, 0)).flatten("flat").dropout("drop", 0.3);
    return builder.dense("logits", CLASSES).softmax().build();
  }

  private static OneDnnLearner learner(Net net, int batch) {
    return new OneDnnLearner(
        net,
        Initializer.of(1).parameters(net),
        new OneDnnLearner.Setup(
            batch, UpdateRule.Adam.USUAL, true, 2, Set.of(), Set.of(), layer -> 1));
  }

  private static FloatBuffer noise() {
    Random random = new Random(1);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(BATCH * 3 * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }

  private static void step(OneDnnLearner learner, FloatBuffer batch, int step) {
    int[] labels = new Random(step).ints(BATCH, 0, CLASSES).toArray();
    StepOptions options = new StepOptions(1e-3, 1e-2, 0.1, 1, null, 0.99, step);
    learner.train(batch, new int[] {3, SIDE, SIDE}, Targets.of(labels), BATCH, options);
  }

  /**
   * A share of 2,000 steps, for the time it takes, with that share of their bound and 20 MiB for
   * what the virtual machine does meanwhile.
   */
  @Test
  void stepsKeepNothing() throws IOException {
    FloatBuffer batch = noise();
    long early = 0;
    try (OneDnnLearner learner = learner(net(), BATCH)) {
      for (int step = 0; step < STEPS; step++) {
        step(learner, batch, step);
        if (step % 50 == 49) {
          // As after an epoch: answers of the averaged weights, and a state to be saved.
          learner.probabilities(batch, new int[] {3, SIDE, SIDE}, BATCH);
          learner.state();
        }
        if (step == WARM - 1) {
          early = residentBytes();
        }
      }
      long bound = (20L << 20) + (STEPS - WARM) * (100L << 20) / 2000;
      assertThat(residentBytes() - early).isLessThan(bound);
    }
  }

  @Test
  void whatALearnerHoldsGoesBackWhenItCloses() throws IOException {
    FloatBuffer batch = noise();
    Net net = net();
    long early = 0;
    long held = 0;
    for (int i = 0; i < 60; i++) {
      try (OneDnnLearner learner = learner(net, 4 * BATCH)) {
        step(learner, batch, i);
        learner.probabilities(batch, new int[] {3, SIDE, SIDE}, BATCH);
        held = learner.bytes();
      }
      if (i == 9) {
        early = residentBytes();
      }
    }
    assertThat(held).as("bytes that a learner holds").isGreaterThan(3_000_000);
    assertThat(residentBytes() - early).isLessThan(50 * held / 2);
  }
}
