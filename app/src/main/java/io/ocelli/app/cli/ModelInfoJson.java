package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.graph.Layer;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.onnx.TensorSpec;
import io.ocelli.model.zoo.ModelInfo;
import java.util.List;

/** Prints what is known of a model as one JSON object. */
final class ModelInfoJson {
  private final JsonMapper mapper = new JsonMapper();
  private final ModelInfo info;

  private ModelInfoJson(ModelInfo info) {
    this.info = info;
  }

  static void print(ModelInfo info, boolean layers, Terminal terminal) {
    try {
      ModelInfoJson json = new ModelInfoJson(info);
      terminal.out().println(json.mapper.writeValueAsString(json.tree(layers)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
    }
  }

  private ObjectNode tree(boolean layers) throws JsonProcessingException {
    ObjectNode tree = mapper.createObjectNode();
    tree.put("name", info.name());
    tree.put("file", ModelLocator.shown(info.file()));
    tree.put("bytes", info.bytes());
    tree.put("sha256", info.sha256());
    ModelCard card = info.card();
    if (card == null) {
      tree.putNull("description");
    } else {
      description(tree.putObject("description"), card);
    }
    looks(tree.putObject("looks_like"));
    tree.set("inputs", specs(info.inputs()));
    tree.set("outputs", specs(info.outputs()));
    tree.put("parameters", info.graph().parameters());
    tree.set("weights", mapper.valueToTree(info.graph().weights()));
    tree.put("computes_in", info.graph().form());
    if (info.graph().macs() < 0) {
      tree.putNull("multiply_adds");
    } else {
      tree.put("multiply_adds", info.graph().macs());
    }
    tree.set("operators", mapper.valueToTree(info.graph().operators()));
    tree.set("opsets", mapper.valueToTree(info.opsets()));
    tree.put("ir_version", info.irVersion());
    tree.put("producer", info.producer());
    tree.set("external_files", mapper.valueToTree(info.externalFiles()));
    tree.set("metadata", mapper.valueToTree(info.metadata()));
    tree.put("problem", info.problem().isEmpty() ? null : info.problem());
    if (layers) {
      ArrayNode all = tree.putArray("layers");
      info.graph().layers().forEach(layer -> layer(all.addObject(), layer));
    }
    return tree;
  }

  /** The keys of the model file; lists and objects, which stand there as text, as themselves. */
  private void description(ObjectNode node, ModelCard card) throws JsonProcessingException {
    for (var entry : card.toMetadata().entrySet()) {
      String value = entry.getValue();
      if (value.startsWith("[") || value.startsWith("{")) {
        node.set(entry.getKey(), mapper.readTree(value));
      } else {
        node.put(entry.getKey(), value);
      }
    }
  }

  private void looks(ObjectNode node) {
    ModelKind kind = info.kind();
    if (kind instanceof ModelKind.Detector detector) {
      node.put("task", "detect");
      node.put("family", detector.family().key());
      node.put("classes", detector.classes() < 0 ? null : (Integer) detector.classes());
    } else if (kind instanceof ModelKind.Classifier classifier) {
      node.put("task", "classify");
      node.put("classes", classifier.classes() < 0 ? null : (Integer) classifier.classes());
    } else if (kind instanceof ModelKind.Foreign foreign) {
      node.putNull("task");
      node.put("what", foreign.what());
    } else {
      node.putNull("task");
    }
  }

  private ArrayNode specs(List<TensorSpec> specs) {
    ArrayNode all = mapper.createArrayNode();
    for (TensorSpec spec : specs) {
      ObjectNode node = all.addObject();
      node.put("name", spec.name());
      node.put("type", spec.type());
      ArrayNode shape = node.putArray("shape");
      for (int axis = 0; axis < spec.rank(); axis++) {
        if (spec.side(axis) >= 0) {
          shape.add(spec.side(axis));
        } else {
          shape.add(spec.symbols().get(axis));
        }
      }
    }
    return all;
  }

  private static void layer(ObjectNode node, Layer layer) {
    node.put("name", layer.name());
    node.put("operator", layer.operator());
    ArrayNode shape = node.putArray("shape");
    layer.shape().forEach(shape::add);
    node.put("parameters", layer.parameters());
    node.put("multiply_adds", layer.macs() < 0 ? null : (Long) layer.macs());
  }
}
