package io.ocelli.model.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds where residual branches end: the longer ways into an addition. */
final class ResidualBranches {
  private ResidualBranches() {}

  /** Batch normalisations that feed nothing but an addition, at the end of its longest way. */
  static List<String> lastNorms(Net net) {
    Map<String, Integer> depth = new HashMap<>();
    Map<String, Integer> readers = new HashMap<>();
    depth.put(net.input(), 0);
    for (Node node : net.nodes()) {
      int deepest = 0;
      for (String input : node.inputs()) {
        deepest = Math.max(deepest, depth.getOrDefault(input, 0));
        readers.merge(input, 1, Integer::sum);
      }
      depth.put(node.name(), deepest + 1);
    }
    List<String> found = new ArrayList<>();
    for (Node node : net.nodes()) {
      if (!(node.op() instanceof Op.Add)) {
        continue;
      }
      int longest =
          node.inputs().stream().mapToInt(in -> depth.getOrDefault(in, 0)).max().orElse(0);
      List<String> ends =
          node.inputs().stream().filter(in -> depth.getOrDefault(in, 0) == longest).toList();
      String end = ends.get(0);
      // Two ways of the same length: neither is the branch, and zeroing both would cut the net.
      if (ends.size() == 1
          && !end.equals(net.input())
          && net.node(end).op() instanceof Op.BatchNorm
          && readers.getOrDefault(end, 0) == 1) {
        found.add(end);
      }
    }
    return found;
  }
}
