package io.ocelli.model.convert;

import io.ocelli.model.net.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of the file that depends on the picture: the answer of a node of the net, and how the
 * sides of the file's tensor are made of its batch, channels, rows and columns. A flattened picture
 * has the sides {batch} and {channel, row, column}; one with its channels last {batch}, {row},
 * {column}, {channel}. Parts of length 1 (other than the batch) are left out, so a side of length 1
 * is an empty list.
 *
 * @param node of the net, or its input
 * @param shape of the node's answer
 * @param batch length of the batch side in the file's own arithmetic of shapes
 */
record Live(String node, Shape shape, List<List<Part>> sides, long batch) {
  /** What a side of a tensor runs over. */
  enum Part {
    BATCH,
    CHANNEL,
    ROW,
    COLUMN
  }

  private static final List<Part> BATCH = List.of(Part.BATCH);

  Live {
    Shape full = shape;
    sides =
        sides.stream()
            .map(side -> side.stream().filter(p -> p == Part.BATCH || length(full, p) > 1).toList())
            .toList();
  }

  /** The usual sides of such a shape: batch, channels, rows, columns. */
  static Live of(String node, Shape shape, long batch) {
    return shape.isVector()
        ? new Live(node, shape, List.of(BATCH, List.of(Part.CHANNEL)), batch)
        : new Live(
            node,
            shape,
            List.of(BATCH, List.of(Part.CHANNEL), List.of(Part.ROW), List.of(Part.COLUMN)),
            batch);
  }

  /** The answer of another node, of the same sides. */
  Live as(String other, Shape otherShape) {
    return new Live(other, otherShape, sides, batch);
  }

  private static int length(Shape shape, Part part) {
    return switch (part) {
      case BATCH -> 1;
      case CHANNEL -> shape.channels();
      case ROW -> shape.isVector() ? 1 : shape.height();
      case COLUMN -> shape.isVector() ? 1 : shape.width();
    };
  }

  private long lengthOf(Part part) {
    return part == Part.BATCH ? batch : length(shape, part);
  }

  /** The lengths of the sides. */
  long[] dims() {
    return sides.stream()
        .mapToLong(side -> side.stream().mapToLong(this::lengthOf).reduce(1, (a, b) -> a * b))
        .toArray();
  }

  int rank() {
    return sides.size();
  }

  int axis(long axis) {
    int from = (int) (axis < 0 ? axis + rank() : axis);
    if (from < 0 || from >= rank()) {
      throw new Unreadable("axis " + axis + " of a tensor with " + rank() + " sides");
    }
    return from;
  }

  /** Whether the sides are batch, channels, rows, columns of a picture. */
  boolean isPicture() {
    return !shape.isVector() && equals(of(node, shape, batch));
  }

  /** Whether the sides are batch and channels, with any number of sides of length 1. */
  boolean isChannels() {
    List<Part> rest = new ArrayList<>();
    sides.subList(1, rank()).forEach(rest::addAll);
    return sides.get(0).equals(BATCH) && (rest.isEmpty() || rest.equals(List.of(Part.CHANNEL)));
  }

  /** Whether the sides are the batch and all values in the order channels, rows, columns. */
  boolean isFlat() {
    return rank() == 2
        && sides.get(0).equals(BATCH)
        && sides
            .get(1)
            .equals(
                List.of(Part.CHANNEL, Part.ROW, Part.COLUMN).stream()
                    .filter(p -> length(shape, p) > 1)
                    .toList());
  }

  Live transposed(long @Nullable [] perm) {
    List<List<Part>> moved = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      moved.add(sides.get(perm == null ? rank() - 1 - i : axis(perm[i])));
    }
    return new Live(node, shape, moved, batch);
  }

  Live unsqueezed(long[] axes) {
    int rank = rank() + axes.length;
    List<Integer> added = Arrays.stream(axes).mapToObj(a -> (int) (a < 0 ? a + rank : a)).toList();
    List<List<Part>> result = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < rank; i++) {
      result.add(added.contains(i) ? List.of() : sides.get(from++));
    }
    return new Live(node, shape, result, batch);
  }

  Live squeezed(long @Nullable [] axes) {
    List<List<Part>> result = new ArrayList<>();
    List<Integer> gone = axes == null ? null : Arrays.stream(axes).mapToObj(this::axis).toList();
    for (int i = 0; i < rank(); i++) {
      boolean drop = gone == null ? sides.get(i).isEmpty() : gone.contains(i);
      if (drop && !sides.get(i).isEmpty()) {
        throw new Unreadable("takes away side " + i + " of " + Arrays.toString(dims()));
      }
      if (!drop) {
        result.add(sides.get(i));
      }
    }
    return new Live(node, shape, result, batch);
  }

  /** The same values with other sides; 0 keeps a side, -1 is what is left. */
  Live reshaped(long[] wanted) {
    List<List<Part>> result = regrouped(ConstantShapes.resolved(dims(), wanted));
    if (result == null && wanted.length > 0 && wanted[0] == 1) {
      // Written for one picture, though the batch is free: the first side is the batch.
      long[] open = wanted.clone();
      open[0] = batch;
      result = regrouped(ConstantShapes.resolved(dims(), open));
    }
    if (result == null) {
      throw new Unreadable(
          "rearranges a tensor of "
              + Arrays.toString(dims())
              + " as "
              + Arrays.toString(wanted)
              + ", which is no flattening of a picture");
    }
    return new Live(node, shape, result, batch);
  }

  private @Nullable List<List<Part>> regrouped(long[] dims) {
    List<Part> parts = new ArrayList<>();
    sides.forEach(parts::addAll);
    List<List<Part>> result = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      List<Part> side = new ArrayList<>();
      long length = 1;
      boolean takesBatch = i == 0 && parts.get(0) == Part.BATCH;
      while (next < parts.size() && (length < dims[i] || (takesBatch && side.isEmpty()))) {
        Part part = parts.get(next++);
        side.add(part);
        length *= lengthOf(part);
      }
      if (length != dims[i]) {
        return null;
      }
      result.add(side);
    }
    return next == parts.size() ? result : null;
  }

  /**
   * For each place along a side, the place among the node's own values, channels first; null when
   * the order is the same. Dense layers after a flattening with channels last need it.
   */
  int @Nullable [] order(int side) {
    List<Part> parts = sides.get(side);
    List<Part> usual = parts.stream().sorted().toList();
    if (parts.equals(usual)) {
      return null;
    }
    int height = Math.max(1, shape.height());
    int width = Math.max(1, shape.width());
    int[] result = new int[Math.toIntExact(dims()[side])];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      Map<Part, Integer> at = new EnumMap<>(Part.class);
      for (int k = parts.size() - 1; k >= 0; k--) {
        int length = (int) lengthOf(parts.get(k));
        at.put(parts.get(k), rest % length);
        rest /= length;
      }
      result[i] =
          (at.getOrDefault(Part.CHANNEL, 0) * height + at.getOrDefault(Part.ROW, 0)) * width
              + at.getOrDefault(Part.COLUMN, 0);
    }
    return result;
  }
}
