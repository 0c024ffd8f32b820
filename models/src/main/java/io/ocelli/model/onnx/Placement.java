package io.ocelli.model.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which execution provider ran each node of a model, as ONNX Runtime's profile of one run tells it.
 *
 * @param nodes how many nodes each provider ran, by the names that ONNX Runtime uses ({@code
 *     CUDAExecutionProvider}); empty when no run could be made to find out
 * @param onCpu the nodes that the CPU ran, "operator name" each, in the order of execution
 */
public record Placement(Map<String, Integer> nodes, List<String> onCpu) {
  /** Nothing is known. */
  static final Placement UNKNOWN = new Placement(Map.of(), List.of());

  private static final String CPU = "CPUExecutionProvider";
  private static final String KERNEL = "_kernel_time";

  /** Copies the map and the list. */
  public Placement {
    nodes = Map.copyOf(new TreeMap<>(nodes));
    onCpu = List.copyOf(onCpu);
  }

  /** Reads a profile. */
  static Placement read(Path profile) throws IOException {
    JsonNode events = new ObjectMapper().readTree(profile.toFile());
    // A node that ran several times (in a loop, or in several runs) counts once.
    Map<String, String> providers = new LinkedHashMap<>();
    Map<String, String> operators = new LinkedHashMap<>();
    for (JsonNode event : events) {
      String name = event.path("name").asText();
      JsonNode args = event.path("args");
      if (event.path("cat").asText().equals("Node")
          && name.endsWith(KERNEL)
          && args.hasNonNull("provider")) {
        String node = name.substring(0, name.length() - KERNEL.length());
        String key = args.path("node_index").asText() + " " + node;
        providers.put(key, args.path("provider").asText());
        operators.put(key, (args.path("op_name").asText() + " " + node).strip());
      }
    }
    Map<String, Integer> counts = new TreeMap<>();
    List<String> onCpu = new ArrayList<>();
    providers.forEach(
        (key, provider) -> {
          counts.merge(provider, 1, Integer::sum);
          if (provider.equals(CPU)) {
            onCpu.add(operators.getOrDefault(key, key));
          }
        });
    return new Placement(counts, onCpu);
  }

  /** Whether anything is known. */
  public boolean known() {
    return !nodes.isEmpty();
  }

  /** The number of nodes that a provider ran. */
  public int nodesOn(String provider) {
    return nodes.getOrDefault(provider, 0);
  }

  /** All nodes. */
  public int total() {
    return nodes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For example {@code 97 of 100 nodes on CUDA, 3 on CPU}. */
  @Override
  public String toString() {
    if (!known()) {
      return "where its nodes run is not known";
    }
    List<String> parts = new ArrayList<>();
    new TreeMap<>(nodes)
        .forEach(
            (provider, n) -> parts.add(n + " on " + provider.replace("ExecutionProvider", "")));
    return total() + " nodes: " + String.join(", ", parts);
  }
}
