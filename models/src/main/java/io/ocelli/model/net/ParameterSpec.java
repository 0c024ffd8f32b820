package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An array that a layer needs, before it has values.
 *
 * @param node the layer
 * @param name of the array within it, as {@link Op} lists them
 * @param shape its sides, as {@link Op} lists them
 * @param trainable whether training changes it by its gradient; the running values of batch
 *     normalisation and the numbers of {@link Op.Affine} are not
 */
public record ParameterSpec(String node, String name, List<Integer> shape, boolean trainable) {
  /** Keeps its own list. */
  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** How many numbers it holds. */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The sides as {@link Parameters} keeps them. */
  public int[] sides() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The arrays of all layers, in the order of the layers. */
  public static List<ParameterSpec> of(Net net) {
    Map<String, Shape> shapes = net.shapes();
    List<ParameterSpec> specs = new ArrayList<>();
    for (Node node : net.nodes()) {
      specs.addAll(of(node, inputShape(node, shapes)));
    }
    return specs;
  }

  /**
   * The arrays of one layer.
   *
   * @param input the shape of its first input
   */
  public static List<ParameterSpec> of(Node node, Shape input) {
    Op op = node.op();
    String at = node.name();
    List<ParameterSpec> specs = new ArrayList<>();
    if (op instanceof Op.Convolution conv) {
      Window window = conv.window();
      int in = input.channels() / conv.groups();
      specs.add(spec(at, "weight", true, conv.out(), in, window.height(), window.width()));
      if (conv.bias()) {
        specs.add(spec(at, "bias", true, conv.out()));
      }
    } else if (op instanceof Op.Dense dense) {
      specs.add(spec(at, "weight", true, dense.out(), input.size()));
      if (dense.bias()) {
        specs.add(spec(at, "bias", true, dense.out()));
      }
    } else if (op instanceof Op.BatchNorm) {
      specs.add(spec(at, "scale", true, input.channels()));
      specs.add(spec(at, "shift", true, input.channels()));
      specs.add(spec(at, "mean", false, input.channels()));
      specs.add(spec(at, "variance", false, input.channels()));
    } else if (op instanceof Op.PRelu prelu) {
      specs.add(spec(at, "slope", true, prelu.shared() ? 1 : input.channels()));
    } else if (op instanceof Op.Affine) {
      specs.add(spec(at, "scale", false, input.channels()));
      specs.add(spec(at, "shift", false, input.channels()));
    }
    return specs;
  }

  private static Shape inputShape(Node node, Map<String, Shape> shapes) {
    Shape shape = shapes.get(node.inputs().get(0));
    if (shape == null) {
      throw new IllegalArgumentException("no shape for the input of '" + node.name() + "'");
    }
    return shape;
  }

  private static ParameterSpec spec(String node, String name, boolean trainable, Integer... sides) {
    return new ParameterSpec(node, name, List.of(sides), trainable);
  }
}
