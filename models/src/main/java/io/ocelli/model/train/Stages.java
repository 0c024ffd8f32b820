package io.ocelli.model.train;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers with parameters of a pretrained network by how deep they lie: a stage is what works on
 * pictures of one size. Stage 0 is nearest to the head.
 *
 * @param below the stage of each such layer but the head's, in the order of the network
 * @param count how many stages
 */
record Stages(Map<String, Integer> below, int count) {
  static Stages of(Net net, String head) {
    Map<String, Shape> shapes = net.shapes();
    Set<String> weighted = new LinkedHashSet<>();
    ParameterSpec.of(net).forEach(spec -> weighted.add(spec.node()));
    weighted.remove(head);
    // A gate on averages (squeeze and excitation) belongs to the pictures that follow it.
    Map<String, Integer> areas = new LinkedHashMap<>();
    int area = 0;
    List<Node> nodes = net.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Shape shape = shapes.get(nodes.get(i).name());
      area = Math.max(area, shape.height() * shape.width());
      if (weighted.contains(nodes.get(i).name())) {
        areas.put(nodes.get(i).name(), area);
      }
    }
    List<Integer> sizes = new ArrayList<>(new LinkedHashSet<>(areas.values()));
    Map<String, Integer> below = new LinkedHashMap<>();
    weighted.forEach(name -> below.put(name, sizes.indexOf(areas.get(name))));
    return new Stages(below, sizes.size());
  }

  /** The layers that do not learn when only the last so many (and the head) do. */
  Set<String> allButLast(int layers) {
    List<String> names = new ArrayList<>(below.keySet());
    return new HashSet<>(names.subList(0, Math.max(0, names.size() - layers)));
  }

  /** The layers that do not learn when only so many stages (and the head) do. */
  Set<String> allButStages(int open) {
    Set<String> frozen = new HashSet<>(below.keySet());
    frozen.removeIf(name -> below.get(name) < open);
    return frozen;
  }
}
