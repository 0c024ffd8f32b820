package io.ocelli.model.net;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fresh weights for a network.
 *
 * <ul>
 *   <li>Convolutions and dense layers: normal numbers of mean 0 and variance 2 / fan-in (He et al.
 *       2015), where fan-in is the number of inputs that make up one output. (torchvision's ResNets
 *       take the fan-out; with batch normalisation behind every convolution the scale of the
 *       answers is the same either way.)
 *   <li>Those whose answers go straight into softmax, sigmoid or tanh, through nothing but
 *       reshaping and dropout: variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010).
 *   <li>Biases 0; batch normalisation: scale 1, shift 0, mean 0, variance 1; slopes of PReLU 0.25;
 *       {@link Op.Affine} 1 and 0.
 * </ul>
 *
 * <p>The numbers depend on the seed and on the network's layers, their names and order, alone: not
 * on threads or machines.
 *
 * @param seed of the random numbers
 * @param zeroBranches whether the scale of the last batch normalisation of each residual branch is
 *     0, so that a deep network begins as a shallow one (Goyal et al. 2017, section 5.1)
 */
public record Initializer(long seed, boolean zeroBranches) {
  /** Values that share one generator; every chunk has a seed of its own. */
  private static final int CHUNK = 1 << 16;

  /** With scales of 1 everywhere. */
  public static Initializer of(long seed) {
    return new Initializer(seed, false);
  }

  /** New arrays for all layers of a network. */
  public Parameters parameters(Net net) {
    List<String> zero = zeroBranches ? ResidualBranches.lastNorms(net) : List.of();
    Parameters parameters = new Parameters();
    List<ParameterSpec> specs = ParameterSpec.of(net);
    for (int i = 0; i < specs.size(); i++) {
      ParameterSpec spec = specs.get(i);
      float[] values = new float[Math.toIntExact(spec.size())];
      if (spec.name().equals("weight")) {
        normal(values, deviation(net, spec), mix(seed + mix(i + 1)));
      } else if (spec.name().equals("variance")
          || (spec.name().equals("scale") && !zero.contains(spec.node()))) {
        Arrays.fill(values, 1);
      } else if (spec.name().equals("slope")) {
        Arrays.fill(values, 0.25f);
      }
      parameters.put(spec.node(), spec.name(), spec.sides(), values);
    }
    return parameters;
  }

  private static double deviation(Net net, ParameterSpec spec) {
    double fanIn = 1;
    double kernel = 1;
    for (int i = 1; i < spec.shape().size(); i++) {
      fanIn *= spec.shape().get(i);
      kernel *= i >= 2 ? spec.shape().get(i) : 1;
    }
    if (!saturates(net, spec.node())) {
      return Math.sqrt(2 / fanIn);
    }
    Op op = net.node(spec.node()).op();
    int groups = op instanceof Op.Convolution conv ? conv.groups() : 1;
    return Math.sqrt(2 / (fanIn + spec.shape().get(0) * kernel / groups));
  }

  /** Whether a layer's answers go straight into a function that saturates. */
  private static boolean saturates(Net net, String name) {
    for (Node node : net.nodes()) {
      if (!node.inputs().contains(name)) {
        continue;
      }
      Op op = node.op();
      if (op instanceof Op.Softmax) {
        return true;
      }
      if (op instanceof Op.Activate activate) {
        return activate.function().kind() == Activation.Kind.TANH
            || activate.function().kind() == Activation.Kind.SIGMOID;
      }
      if (op instanceof Op.Flatten || op instanceof Op.Dropout || op instanceof Op.Pad) {
        return saturates(net, node.name());
      }
      return false;
    }
    return false;
  }

  private static void normal(float[] values, double deviation, long seed) {
    int chunks = (values.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              // The numbers of java.util.Random are laid down in its contract.
              Random random = new Random(mix(seed + chunk));
              int end = Math.min(values.length, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < end; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
              }
            });
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014): neighbours get seeds far apart. */
  private static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
