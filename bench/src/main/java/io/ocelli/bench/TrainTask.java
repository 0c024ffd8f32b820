package io.ocelli.bench;

import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.net.catalog.Nets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * What every contender of {@link TrainPeers} in Java trains: the same network from the same first
 * weights on the same random batch, so that their first losses agree where nothing is dropped out.
 *
 * @param pixels direct, batch x 3 x side x side, normal numbers
 * @param labels the class of each picture
 * @param threads to compute with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrainTask(Net net, Parameters weights, FloatBuffer pixels, int[] labels, int threads) {
  static final int CLASSES = 10;
  static final double RATE = 1e-3;

  static TrainTask of(String name, int side, int batch, int threads) {
    Net net = net(name, new Shape(3, side, side));
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(batch * net.shape().size() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) random.nextGaussian());
    }
    int[] labels = random.ints(batch, 0, CLASSES).toArray();
    return new TrainTask(net, Initializer.of(1).parameters(net), pixels, labels, threads);
  }

  int batch() {
    return labels.length;
  }

  /** Channels, height and width of a picture. */
  int[] sides() {
    return new int[] {net.shape().channels(), net.shape().height(), net.shape().width()};
  }

  /** How many numbers the network has. */
  long parameters() {
    return ParameterSpec.of(net).stream().mapToLong(ParameterSpec::size).sum();
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
