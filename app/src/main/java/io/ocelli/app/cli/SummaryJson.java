package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Shape;

/** Prints a network as one JSON object. */
final class SummaryJson {
  private SummaryJson() {}

  static void print(NetSummary summary, Terminal terminal) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode tree = mapper.createObjectNode();
    tree.put("name", summary.name());
    shape(tree.putArray("input"), summary.input());
    ArrayNode layers = tree.putArray("layers");
    for (NetSummary.Layer layer : summary.layers()) {
      ObjectNode node = layers.addObject();
      node.put("name", layer.name());
      node.put("type", layer.kind());
      node.put("detail", layer.detail());
      shape(node.putArray("output"), layer.shape());
      node.put("parameters", layer.parameters());
      node.put("trainable", layer.trainable());
      node.put("multiply_adds", layer.macs());
      layer.inputs().forEach(node.putArray("inputs")::add);
    }
    tree.put("parameters", summary.parameters());
    tree.put("trainable", summary.trainable());
    tree.put("not_trainable", summary.fixed());
    tree.put("bytes", summary.bytes());
    tree.put("multiply_adds", summary.macs());
    try {
      terminal.out().println(mapper.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
    }
  }

  /** Channels, height, width; of a vector its one size. */
  private static void shape(ArrayNode node, Shape shape) {
    node.add(shape.channels());
    if (!shape.isVector()) {
      node.add(shape.height()).add(shape.width());
    }
  }
}
