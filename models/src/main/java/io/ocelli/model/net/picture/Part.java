package io.ocelli.model.net.picture;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.NetSummary.Layer;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What one box of the picture shows: a layer that computes and the small ones (normalisation,
 * activation, dropout, flatten) that go with it and that nothing else reads.
 *
 * @param title name of the main layer
 * @param lines what the layers are, and their answer
 * @param look decides the colour
 * @param sources indices of the parts that it takes; all are less than its own
 */
record Part(String title, List<String> lines, Look look, List<Integer> sources) {
  /** Kinds of boxes. */
  enum Look {
    END,
    CONVOLUTION,
    POOL,
    DENSE,
    JOIN,
    SMALL
  }

  Part {
    lines = List.copyOf(lines);
    sources = List.copyOf(sources);
  }

  /** The parts of a network; the first is its input. */
  static List<Part> of(Net net) {
    List<Layer> layers = NetSummary.of(net).layers();
    Map<String, Integer> readers = new HashMap<>();
    net.nodes().forEach(node -> node.inputs().forEach(in -> readers.merge(in, 1, Integer::sum)));
    List<List<Integer>> groups = new ArrayList<>();
    Map<String, Integer> groupOf = new HashMap<>();
    Set<Integer> withMain = new HashSet<>();
    for (int i = 0; i < net.nodes().size(); i++) {
      Node node = net.nodes().get(i);
      String before = node.inputs().get(0);
      Integer group = groupOf.get(before);
      boolean small = isSmall(node.op());
      boolean joins =
          group != null
              && node.inputs().size() == 1
              && readers.getOrDefault(before, 0) == 1
              && (small || !withMain.contains(group));
      int index = joins ? group : groups.size();
      if (!joins) {
        groups.add(new ArrayList<>());
      }
      groups.get(index).add(i);
      groupOf.put(node.name(), index);
      if (!small) {
        withMain.add(index);
      }
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(net.input(), List.of(net.shape().toString()), Look.END, List.of()));
    for (List<Integer> group : groups) {
      parts.add(part(net, layers, group, groupOf));
    }
    return parts;
  }

  private static Part part(
      Net net, List<Layer> layers, List<Integer> group, Map<String, Integer> groupOf) {
    int main =
        group.stream()
            .filter(i -> !isSmall(net.nodes().get(i).op()))
            .findFirst()
            .orElse(group.get(0));
    Layer last = layers.get(group.get(group.size() - 1));
    List<String> words = new ArrayList<>();
    long parameters = 0;
    for (int i : group) {
      Layer layer = layers.get(i);
      words.add(layer.detail().isEmpty() ? layer.kind() : layer.kind() + " " + layer.detail());
      parameters += layer.parameters();
    }
    Set<Integer> sources = new LinkedHashSet<>();
    for (String input : net.nodes().get(group.get(0)).inputs()) {
      Integer source = groupOf.get(input);
      sources.add(source == null ? 0 : source + 1);
    }
    String answer = last.shape().toString();
    if (parameters > 0) {
      answer += "   " + String.format(Locale.ROOT, "%,d", parameters) + " parameters";
    }
    return new Part(
        layers.get(main).name(),
        List.of(String.join(" · ", words), answer),
        look(net.nodes().get(main).op()),
        List.copyOf(sources));
  }

  private static boolean isSmall(Op op) {
    return op instanceof Op.BatchNorm
        || op instanceof Op.Activate
        || op instanceof Op.PRelu
        || op instanceof Op.Softmax
        || op instanceof Op.Dropout
        || op instanceof Op.Flatten
        || op instanceof Op.Affine
        || op instanceof Op.Pad;
  }

  private static Look look(Op op) {
    if (op instanceof Op.Convolution) {
      return Look.CONVOLUTION;
    }
    if (op instanceof Op.Pool || op instanceof Op.GlobalPool) {
      return Look.POOL;
    }
    if (op instanceof Op.Dense) {
      return Look.DENSE;
    }
    return isSmall(op) ? Look.SMALL : Look.JOIN;
  }
}
