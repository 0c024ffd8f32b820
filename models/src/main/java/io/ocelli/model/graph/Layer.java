package io.ocelli.model.graph;

import java.util.List;

/**
 * A step of a model that works on the picture.
 *
 * @param name of the step; that of its output where the file gives none
 * @param operator its kind, such as Conv; with its domain before it where that is not ONNX's own
 * @param shape sides of its first output; empty when they could not be found out
 * @param parameters values it has learned
 * @param macs products that are added up for one picture; 0 for operators that have none, -1 when
 *     the shapes are not known
 */
public record Layer(String name, String operator, List<Long> shape, long parameters, long macs) {
  /** Copies the shape. */
  public Layer {
    shape = List.copyOf(shape);
  }
}
