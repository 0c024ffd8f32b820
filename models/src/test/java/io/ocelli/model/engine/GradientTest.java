package io.ocelli.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.model.learn.CrossEntropy;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.Targets;
import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer's answer and gradient against the definitions in double precision: the gradient of
 * each kind of parameter before, in and after the layer by central differences.
 */
class GradientTest {
  private static final int BATCH = 3;
  private static final int CLASSES = 4;

  /** A layer between two others, so that its gradient by input counts too. */
  record Case(String name, Shape input, List<Node> middle, String last) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case one(String name, Op op) {
    return one(name, new Shape(5, 9, 7), op);
  }

  private static Case one(String name, Shape shape, Op op) {
    return new Case(name, shape, List.of(new Node("layer", op, List.of("before"))), "layer");
  }

  private static Node node(String name, Op op, String... inputs) {
    return new Node(name, op, List.of(inputs));
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(one("3x3", new Op.Convolution(11, Window.of(3, 1, 1), 1, true)));
    cases.add(
        one("3x3 stride 2 without bias", new Op.Convolution(8, Window.of(3, 2, 1), 1, false)));
    cases.add(one("1x1", new Op.Convolution(16, Window.of(1, 1, 0), 1, true)));
    cases.add(one("1x1 stride 2", new Op.Convolution(6, Window.of(1, 2, 0), 1, true)));
    cases.add(
        one(
            "2x5 dilated, padded unevenly",
            new Op.Convolution(7, new Window(2, 5, 1, 2, 2, 1, new Padding(0, 1, 2, 3)), 1, true)));
    cases.add(
        one("groups", new Shape(8, 6, 6), new Op.Convolution(12, Window.of(3, 1, 1), 4, true)));
    cases.add(
        one(
            "depthwise",
            new Shape(13, 8, 8),
            new Op.Convolution(13, Window.of(3, 2, 1), 13, false)));
    cases.add(
        one(
            "depthwise, two a channel",
            new Shape(8, 7, 7),
            new Op.Convolution(16, Window.of(5, 1, 2), 8, true)));
    cases.add(one("batch norm", new Op.BatchNorm(1e-3, 0.9)));
    cases.add(
        new Case(
            "batch norm and relu",
            new Shape(5, 6, 6),
            List.of(
                node("norm", new Op.BatchNorm(1e-3, 0.9), "before"),
                node("layer", new Op.Activate(Activation.RELU), "norm")),
            "layer"));
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activation function =
          switch (kind) {
            case LEAKY_RELU, ELU -> new Activation(kind, 0.3, 0);
            case HARD_SIGMOID -> new Activation(kind, 0.2, 0.5);
            case CLIP -> new Activation(kind, -0.5, 0.6);
            default -> Activation.of(kind);
          };
      cases.add(one(kind.name(), new Op.Activate(function)));
      cases.add(
          new Case(
              kind + " after a convolution",
              new Shape(4, 6, 6),
              List.of(
                  node("conv", new Op.Convolution(9, Window.of(3, 1, 1), 1, true), "before"),
                  node("layer", new Op.Activate(function), "conv")),
              "layer"));
    }
    cases.add(one("PReLU", new Op.PRelu(false)));
    cases.add(one("shared PReLU", new Op.PRelu(true)));
    cases.add(one("affine", new Op.Affine()));
    cases.add(one("max pool", new Op.Pool(Op.PoolKind.MAX, Window.of(3, 2, 1), false, false)));
    cases.add(one("min pool", new Op.Pool(Op.PoolKind.MIN, Window.of(2, 2, 0), false, false)));
    cases.add(
        one("average pool", new Op.Pool(Op.PoolKind.AVERAGE, Window.of(3, 2, 1), false, false)));
    cases.add(
        one(
            "average pool with padding",
            new Op.Pool(Op.PoolKind.AVERAGE, Window.of(3, 1, 1), true, false)));
    cases.add(
        one(
            "max pool over the edge",
            new Shape(5, 8, 6),
            new Op.Pool(Op.PoolKind.MAX, Window.of(3, 2, 0), false, true)));
    cases.add(one("global average", new Op.GlobalPool(Op.PoolKind.AVERAGE)));
    cases.add(one("global maximum", new Op.GlobalPool(Op.PoolKind.MAX)));
    cases.add(one("padding", new Op.Pad(new Padding(1, 0, 2, 3), 0)));
    cases.add(
        new Case(
            "residual",
            new Shape(6, 7, 7),
            List.of(
                node("conv", new Op.Convolution(6, Window.of(3, 1, 1), 1, false), "before"),
                node("norm", new Op.BatchNorm(1e-5, 0.9), "conv"),
                node("sum", new Op.Add(), "norm", "before"),
                node("layer", new Op.Activate(Activation.RELU), "sum"),
                node("conv2", new Op.Convolution(6, Window.of(3, 1, 1), 1, false), "layer"),
                node("sum2", new Op.Add(), "conv2", "layer", "before")),
            "sum2"));
    cases.add(
        new Case(
            "concat",
            new Shape(5, 6, 6),
            List.of(
                node("a", new Op.Convolution(3, Window.of(3, 1, 1), 1, true), "before"),
                node("b", new Op.Convolution(8, Window.of(1, 1, 0), 1, true), "before"),
                node("layer", new Op.Concat(), "a", "b", "before")),
            "layer"));
    cases.add(
        new Case(
            "squeeze and excitation",
            new Shape(8, 6, 6),
            List.of(
                node("squeeze", new Op.GlobalPool(Op.PoolKind.AVERAGE), "before"),
                node("excite", new Op.Convolution(8, Window.of(1, 1, 0), 1, true), "squeeze"),
                node("gate", new Op.Activate(Activation.of(Activation.Kind.SIGMOID)), "excite"),
                node("layer", new Op.Multiply(), "before", "gate")),
            "layer"));
    cases.add(
        new Case(
            "product",
            new Shape(5, 6, 6),
            List.of(
                node("a", new Op.Convolution(5, Window.of(3, 1, 1), 1, true), "before"),
                node("layer", new Op.Multiply(), "before", "a")),
            "layer"));
    cases.add(
        new Case(
            "flatten, dense, norm of a vector",
            new Shape(5, 4, 3),
            List.of(
                node("flat", new Op.Flatten(), "before"),
                node("norm", new Op.BatchNorm(1e-3, 0.9), "flat"),
                node("dense", new Op.Dense(7, true), "norm"),
                node("layer", new Op.Activate(Activation.RELU), "dense")),
            "layer"));
    cases.add(
        new Case(
            "dense over a picture",
            new Shape(5, 4, 3),
            List.of(
                node("flat", new Op.Flatten(), "before"),
                node("layer", new Op.Dense(9, false), "flat")),
            "layer"));
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void equalsTheDefinition(Case wanted) {
    Random random = new Random(wanted.name().hashCode());
    List<Node> nodes = new ArrayList<>();
    Shape in = new Shape(2, wanted.input().height(), wanted.input().width());
    nodes.add(
        node(
            "before",
            new Op.Convolution(wanted.input().channels(), Window.of(1, 1, 0), 1, true),
            "input"));
    nodes.addAll(wanted.middle());
    nodes.add(node("end", new Op.Flatten(), wanted.last()));
    nodes.add(node("scores", new Op.Dense(CLASSES, true), "end"));
    nodes.add(node("output", new Op.Softmax(), "scores"));
    Net net = new Net(wanted.name(), "input", in, nodes, "output");
    Parameters parameters = randomParameters(net, random);
    FloatBuffer batch =
        ByteBuffer.allocateDirect(BATCH * in.size() * 4)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    double[][] samples = new double[BATCH][in.size()];
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < in.size(); j++) {
        float value = (float) random.nextGaussian();
        batch.put(i * in.size() + j, value);
        samples[i][j] = value;
      }
    }
    int[] labels = {1, 3, 0};
    ReferenceNet reference = new ReferenceNet(net, parameters);
    try (Program program = new Program(net, parameters, BATCH, true, Set.of(), Set.of())) {
      FloatBuffer scores = program.forward(batch, BATCH, 0);
      double[][] expected = reference.scores(samples);
      for (int i = 0; i < BATCH; i++) {
        for (int k = 0; k < CLASSES; k++) {
          assertThat((double) scores.get(i * CLASSES + k))
              .isCloseTo(expected[i][k], within(1e-4 * (1 + Math.abs(expected[i][k]))));
        }
      }
      CrossEntropy.of(
          scores,
          CLASSES,
          Targets.of(labels),
          BATCH,
          StepOptions.of(0, 0, 0, 0),
          program.lossGradient());
      program.backward();
      for (Weight weight : program.weights()) {
        Cell cell = weight.gradient();
        if (cell != null) {
          float[] gradient = new float[reference.parameter(name(weight)).length];
          program.transfer(weight, cell).get(gradient);
          compare(reference, samples, labels, name(weight), gradient, random);
        }
      }
    }
  }

  private static String name(Weight weight) {
    return weight.node() + "/" + weight.parameter();
  }

  private static void compare(
      ReferenceNet reference,
      double[][] samples,
      int[] labels,
      String name,
      float[] gradient,
      Random random) {
    double[] values = reference.parameter(name);
    double largest = 1e-3;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int trial = 0; trial < Math.min(12, values.length); trial++) {
      int place = values.length <= 12 ? trial : random.nextInt(values.length);
      double kept = values[place];
      double step = 1e-5;
      values[place] = kept + step;
      double above = reference.loss(samples, labels);
      values[place] = kept - step;
      double below = reference.loss(samples, labels);
      values[place] = kept;
      assertThat((double) gradient[place])
          .as("gradient of %s[%d]", name, place)
          .isCloseTo((above - below) / (2 * step), within(2e-3 * largest));
    }
  }

  private static Parameters randomParameters(Net net, Random random) {
    Parameters parameters = new Parameters();
    var shapes = net.shapes();
    for (Node node : net.nodes()) {
      Shape in = shapes.get(node.inputs().get(0));
      int c = in.channels();
      if (node.op() instanceof Op.Convolution op) {
        Window w = op.window();
        put(
            parameters,
            random,
            node,
            "weight",
            0,
            0.4,
            op.out(),
            c / op.groups(),
            w.height(),
            w.width());
        if (op.bias()) {
          put(parameters, random, node, "bias", 0, 0.3, op.out());
        }
      } else if (node.op() instanceof Op.Dense op) {
        put(parameters, random, node, "weight", 0, 0.2, op.out(), in.size());
        if (op.bias()) {
          put(parameters, random, node, "bias", 0, 0.3, op.out());
        }
      } else if (node.op() instanceof Op.BatchNorm) {
        put(parameters, random, node, "scale", 1, 0.3, c);
        put(parameters, random, node, "shift", 0, 0.3, c);
        put(parameters, random, node, "mean", 0, 0, c);
        put(parameters, random, node, "variance", 1, 0, c);
      } else if (node.op() instanceof Op.PRelu op) {
        put(parameters, random, node, "slope", 0.2, 0.1, op.shared() ? 1 : c);
      } else if (node.op() instanceof Op.Affine) {
        put(parameters, random, node, "scale", 1, 0.5, c);
        put(parameters, random, node, "shift", 0, 0.5, c);
      }
    }
    return parameters;
  }

  private static void put(
      Parameters parameters,
      Random random,
      Node node,
      String name,
      double mean,
      double deviation,
      int... shape) {
    int size = 1;
    for (int side : shape) {
      size *= side;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    parameters.put(node.name(), name, shape, values);
  }
}
