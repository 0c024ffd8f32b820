package io.ocelli.bench;

import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.dl4j.SmallCnn;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.CacheMode;

/**
 * Training speed of the scratch network in images/s: Ocelli's way (oneDNN layers, activations kept)
 * against Deeplearning4j as released (plain layers), on the same network, data and batch size, in
 * turn in one run.
 *
 * <p>Arguments: {@code [side] [batch] [rounds]}, 32, 64 and 3 by default.
 */
public final class TrainThroughput {
  private TrainThroughput() {}

  /** Prints one line a round and the median of the ratios. */
  public static void main(String[] args) {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 32;
    int batch = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    SmallCnn net = SmallCnn.of(side, side, 3, 10);
    System.out.printf("small CNN %dx%d, batch %d, stages %s%n", side, side, batch, net.stages());
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      OneDnn.disable();
      double released = imagesPerSecond(net, batch, 2, 6, CacheMode.NONE);
      OneDnn.enable();
      OneDnn.require();
      double ours = imagesPerSecond(net, batch, 10, 40, CacheMode.DEVICE);
      ratios[round] = ours / released;
      System.out.printf(
          Locale.ROOT,
          "round %d: as released %.1f images/s, Ocelli %.1f images/s, ratio %.2f%n",
          round + 1,
          released,
          ours,
          ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios[rounds / 2]);
  }

  private static double imagesPerSecond(
      SmallCnn net, int batch, int warmUp, int steps, CacheMode cache) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(batch * net.channels() * net.width() * net.height() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) random.nextGaussian());
    }
    int[] labels = random.ints(batch, 0, net.classes()).toArray();
    int[] shape = {net.channels(), net.height(), net.width()};
    try (Network network = Network.create(net, 1)) {
      network.graph().setCacheMode(cache);
      for (int i = 0; i < warmUp; i++) {
        network.train(pixels, shape, Targets.of(labels), batch, StepOptions.of(1e-3, 0, 0, i));
      }
      long start = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        network.train(pixels, shape, Targets.of(labels), batch, StepOptions.of(1e-3, 0, 0, i));
      }
      return steps * (double) batch / ((System.nanoTime() - start) / 1e9);
    }
  }
}
