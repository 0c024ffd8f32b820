package io.ocelli.bench;

import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.net.catalog.Nets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Random;

/**
 * One contender of {@link TrainPeers} in a process of its own: {@code NET SIDE BATCH STEPS WARM
 * THREADS}. Prints {@code RESULT images/s}.
 */
final class TrainContender {
  private static final int CLASSES = 10;

  private TrainContender() {}

  /** See the class. */
  public static void main(String[] args) {
    int side = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    int steps = Integer.parseInt(args[3]);
    int warm = Integer.parseInt(args[4]);
    Net net = net(args[0], new Shape(3, side, side));
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(batch * net.shape().size() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) random.nextGaussian());
    }
    Targets targets = Targets.of(random.ints(batch, 0, CLASSES).toArray());
    int[] shape = {3, side, side};
    try (OneDnnLearner learner =
        new OneDnnLearner(
            net,
            Initializer.of(1).parameters(net),
            OneDnnLearner.Setup.adam(batch, Integer.parseInt(args[5])))) {
      long start = System.nanoTime();
      for (int step = 0; step < warm + steps; step++) {
        if (step == warm) {
          start = System.nanoTime();
        }
        learner.train(pixels, shape, targets, batch, StepOptions.of(1e-3, 0, 0, step));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "RESULT %.1f%n", steps * batch / seconds);
    }
  }

  /** The networks of {@code bench/python/train.py}, layer by layer. */
  private static Net net(String name, Shape shape) {
    return switch (name) {
      case "small-cnn" -> smallCnn(shape);
      // The stem for large pictures, as in the script.
      case "resnet18", "mobilenetv2" ->
          Nets.of(name, shape, CLASSES, Nets.Stem.LARGE).withDropout(0);
      default -> Nets.of(name, shape, CLASSES);
    };
  }

  private static Net smallCnn(Shape shape) {
    NetBuilder net = NetBuilder.of("small-cnn", shape);
    for (int out : new int[] {32, 64, 128}) {
      net.convNormRelu("a" + out, out, Window.of(3, 1, 1))
          .convNormRelu("b" + out, out, Window.of(3, 1, 1))
          .maxPool("pool" + out, Window.of(2, 2, 0));
    }
    return net.globalAverage("mean").flatten(NetBuilder.FEATURES).head(CLASSES).build();
  }
}
