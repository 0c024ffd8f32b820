package io.ocelli.model.convert;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.util.List;
import java.util.Random;

/** The networks of the catalogue, small enough for tests. */
final class Catalogue {
  private Catalogue() {}

  /** Pictures as small as the network takes, and not square. */
  static Shape input(String name) {
    return switch (name) {
      case "lenet" -> new Shape(1, 28, 28);
      case "alexnet", "googlenet" -> new Shape(3, 75, 68);
      default -> new Shape(3, 36, 33);
    };
  }

  /** Gives batch normalisations the scales, shifts and statistics of a trained network. */
  static void disturb(Net net, Parameters parameters, long seed) {
    Random random = new Random(seed);
    for (Node node : net.nodes()) {
      if (node.op() instanceof Op.BatchNorm) {
        for (String name : List.of("scale", "shift", "mean", "variance")) {
          float[] values = parameters.get(node.name(), name).values();
          boolean positive = name.equals("scale") || name.equals("variance");
          for (int i = 0; i < values.length; i++) {
            values[i] = positive ? 0.5f + random.nextFloat() : 0.2f * (float) random.nextGaussian();
          }
        }
      }
    }
  }
}
