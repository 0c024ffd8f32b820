package io.ocelli.model.engine;

import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.List;

/** What a layer answers, and what later layers say of its gradient. */
final class Value {
  final String name;
  final Shape shape;
  final Cell data;

  /** Whether anything that is trained lies before it. */
  final boolean wantsGradient;

  /** From each layer that takes this value, in the order of the backward pass. */
  final List<Gradient> gradients = new ArrayList<>();

  Value(String name, Shape shape, Cell data, boolean wantsGradient) {
    this.name = name;
    this.shape = shape;
    this.data = data;
    this.wantsGradient = wantsGradient;
  }

  long[] dims() {
    return data.layout().dims();
  }

  /** A gradient in memory that others may share. */
  record Gradient(Cell cell, GradientMemory.Block block) {}
}
