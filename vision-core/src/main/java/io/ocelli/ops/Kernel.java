package io.ocelli.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers in rows and columns; written {@code 1,0,-1;1,0,-1;1,0,-1}, with commas or spaces between
 * the columns.
 *
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param values {@code rows * columns} finite numbers, row by row
 */
public record Kernel(int rows, int columns, List<Double> values) {
  /** Checks the shape and the numbers. */
  public Kernel {
    values = List.copyOf(values);
    if (rows < 1 || columns < 1 || values.size() != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d rows of %d take %d numbers, got %d"
              .formatted(rows, columns, (long) rows * columns, values.size()));
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a kernel's numbers are finite");
    }
  }

  /** A kernel from its rows, which are equally long. */
  public static Kernel of(double[]... rows) {
    List<Double> values = new ArrayList<>();
    for (double[] row : rows) {
      for (double value : row) {
        values.add(value);
      }
    }
    return new Kernel(rows.length, rows.length == 0 ? 0 : rows[0].length, values);
  }

  /** The number in a row and a column, counted from 0. */
  public double at(int row, int column) {
    return values.get(row * columns + column);
  }

  @Override
  public String toString() {
    return IntStream.range(0, rows)
        .mapToObj(
            y ->
                IntStream.range(0, columns)
                    .mapToObj(x -> ValueType.number(at(y, x)))
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }
}
