package io.ocelli.model.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param name its name in the graph
 * @param type element type in the words of ONNX and NumPy: float32, float16, int64, uint8, string;
 *     or "sequence", "map"
 * @param shape its sides; -1 stands for a side that is free
 * @param symbols what the model calls its free sides ("batch"); empty text where it has no name; as
 *     long as {@code shape}
 */
public record TensorSpec(String name, String type, List<Long> shape, List<String> symbols) {
  /** Copies the lists. */
  public TensorSpec {
    shape = List.copyOf(shape);
    symbols = List.copyOf(symbols);
  }

  /** The number of sides. */
  public int rank() {
    return shape.size();
  }

  /** The length of a side, -1 when it is free. */
  public long side(int axis) {
    return shape.get(axis);
  }

  /** Whether all elements are float32. */
  public boolean isFloat32() {
    return type.equals("float32");
  }

  /** The type of the elements; OTHER when it is no tensor of plain numbers. */
  public ElementType elementType() {
    return ElementType.of(type);
  }

  /** Whether it is a tensor of numbers (or bools), and no text, sequence or map. */
  public boolean isNumbers() {
    return elementType().feedable() || type.startsWith("uint");
  }

  /** For example {@code input: float32[batch,3,224,224]}. */
  @Override
  public String toString() {
    List<String> sides = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      long side = shape.get(i);
      sides.add(side >= 0 ? Long.toString(side) : symbols.get(i).isEmpty() ? "?" : symbols.get(i));
    }
    return name + ": " + type + "[" + String.join(",", sides) + "]";
  }
}
