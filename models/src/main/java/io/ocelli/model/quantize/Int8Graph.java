package io.ocelli.model.quantize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.jspecify.annotations.Nullable;

/**
 * Writes a planned network with QuantizeLinear and DequantizeLinear around its layers (the QDQ form
 * of ONNX): weights int8 with a scale for each output and no offset, biases int32, activations
 * uint8 with one scale and offset for each tensor.
 */
final class Int8Graph {
  private static final double LARGEST_BIAS = 1 << 30;

  private final Net net;
  private final Int8Plan plan;
  private final Map<String, ValueRange> ranges;
  private final boolean tailsCut;
  private final int largestWeight;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants;

  private Int8Graph(
      Net net, Int8Plan plan, Map<String, ValueRange> ranges, boolean tailsCut, int largest) {
    this.net = net;
    this.plan = plan;
    this.ranges = ranges;
    this.tailsCut = tailsCut;
    this.largestWeight = largest;
    this.constants = new LinkedHashMap<>(net.constants());
  }

  /**
   * The quantised model.
   *
   * @param ranges of the tensors that the plan wants measured
   * @param tailsCut whether the outermost values of activations are cut off
   * @param largestWeight 127, or 63 to keep sums of two products within 16 bits, in which CPUs
   *     without VNNI form them
   */
  static ModelProto.Builder write(
      Net net, Int8Plan plan, Map<String, ValueRange> ranges, boolean tailsCut, int largestWeight) {
    return new Int8Graph(net, plan, ranges, tailsCut, largestWeight).write();
  }

  private ModelProto.Builder write() {
    net.inputs().forEach(this::quantise);
    for (NodeProto node : net.nodes()) {
      if (plan.isGone(node)) {
        continue;
      }
      NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < copy.getInputCount(); i++) {
        if (plan.isQuantised(copy.getInput(i))) {
          copy.setInput(i, dequantised(copy.getInput(i)));
        }
      }
      if (plan.isWeighted(node)) {
        weights(node, copy);
      }
      for (int i = 0; i < copy.getOutputCount(); i++) {
        copy.setOutput(i, plan.written(copy.getOutput(i)));
      }
      nodes.add(copy.build());
      copy.getOutputList().forEach(this::quantise);
    }
    return net.toModel(nodes, constants);
  }

  private static String dequantised(String tensor) {
    return tensor + "_ocelli_dq";
  }

  private ValueRange.Bounds bounds(String tensor) {
    ValueRange range = ranges.get(plan.scaledAs(tensor));
    if (range == null) {
      throw new IllegalStateException("a tensor that was not measured: " + tensor);
    }
    return range.bounds(tailsCut);
  }

  private void quantise(String tensor) {
    if (!plan.isQuantised(tensor)) {
      return;
    }
    ValueRange.Bounds bounds = bounds(tensor);
    String scale = tensor + "_ocelli_scale";
    String zero = tensor + "_ocelli_zero";
    String whole = tensor + "_ocelli_q";
    put(Values.floats(scale, new float[] {bounds.scale()}, List.of()));
    put(Values.uint8(zero, bounds.zeroPoint()));
    nodes.add(Values.node("QuantizeLinear", whole, tensor, scale, zero).build());
    nodes.add(Values.node("DequantizeLinear", dequantised(tensor), whole, scale, zero).build());
  }

  private void weights(NodeProto node, NodeProto.Builder copy) {
    int axis = Int8Plan.weightAxis(net, node);
    TensorProto shape = net.constant(node.getInput(1));
    float[] weights = net.floats(node.getInput(1));
    if (shape == null || weights == null) {
      throw new IllegalStateException("no weights: " + node.getName());
    }
    int outputs = (int) shape.getDims(axis);
    // With the outputs last, neighbours in memory belong to different outputs.
    int stride = axis == 0 ? weights.length / outputs : 1;
    String biasName = Int8Plan.bias(node);
    float @Nullable [] bias = biasName == null ? null : net.floats(biasName);
    float input = bounds(node.getInput(0)).scale();
    float[] scales = new float[outputs];
    for (int i = 0; i < weights.length; i++) {
      int output = i / stride % outputs;
      scales[output] = Math.max(scales[output], Math.abs(weights[i]));
    }
    for (int c = 0; c < outputs; c++) {
      double scale = scales[c] / largestWeight;
      if (bias != null) {
        scale = Math.max(scale, Math.abs(bias[c]) / (input * LARGEST_BIAS));
      }
      scales[c] = scale > Float.MIN_NORMAL ? (float) scale : 1;
    }
    byte[] whole = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      float value = weights[i] / scales[i / stride % outputs];
      whole[i] = (byte) Math.max(-largestWeight, Math.min(largestWeight, Math.rint(value)));
    }
    List<Long> perOutput = List.of((long) outputs);
    String name = node.getOutput(0) + "_ocelli_weights";
    put(Values.int8(name + "_q", whole, shape.getDimsList()));
    put(Values.floats(name + "_scale", scales, perOutput));
    put(Values.int8(name + "_zero", new byte[outputs], perOutput));
    nodes.add(
        Values.node("DequantizeLinear", name, name + "_q", name + "_scale", name + "_zero")
            .addAttribute(Values.integer("axis", axis))
            .build());
    copy.setInput(1, name);
    if (bias != null) {
      copy.setInput(2, bias(node.getOutput(0) + "_ocelli_bias", bias, scales, input));
    }
  }

  private String bias(String name, float[] bias, float[] scales, float input) {
    int[] whole = new int[bias.length];
    float[] products = new float[bias.length];
    int[] zeros = new int[bias.length];
    for (int c = 0; c < bias.length; c++) {
      products[c] = scales[c] * input;
      whole[c] = (int) Math.rint(bias[c] / (double) products[c]);
    }
    put(Values.ints(name + "_q", whole));
    put(Values.floats(name + "_scale", products, List.of((long) bias.length)));
    put(Values.ints(name + "_zero", zeros));
    nodes.add(
        Values.node("DequantizeLinear", name, name + "_q", name + "_scale", name + "_zero")
            .addAttribute(Values.integer("axis", 0))
            .build());
    return name;
  }

  private void put(TensorProto tensor) {
    constants.put(tensor.getName(), tensor);
  }
}
