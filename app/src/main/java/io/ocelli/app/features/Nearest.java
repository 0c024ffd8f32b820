package io.ocelli.app.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Which vectors are alike: those with a high cosine. Exact: every vector is compared, block by
 * block, over all cores, in memory that does not grow with their number.
 */
public final class Nearest {
  private static final int BLOCK_FLOATS = 1 << 19;
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble((Hit hit) -> -hit.cosine()).thenComparingInt(Hit::row);

  private Nearest() {}

  /**
   * A vector that was found.
   *
   * @param row of the matrix, from 0
   * @param cosine of the angle to the one that was asked for, -1 to 1
   */
  public record Hit(int row, float cosine) {}

  /**
   * Two vectors that are alike.
   *
   * @param first row
   * @param second row, larger than the first
   */
  public record Pair(int first, int second, float cosine) {}

  /**
   * The vectors nearest to another one; of equally near ones the lower row comes first.
   *
   * @param query of as many numbers as the matrix has columns
   * @param top how many, at least 1
   */
  public static List<Hit> to(float[] query, Npy matrix, int top) {
    float[] unit = normalized(query);
    int columns = matrix.columns();
    int size = Math.max(1, BLOCK_FLOATS / columns);
    int blocks = (matrix.rows() + size - 1) / size;
    List<Hit> best =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(
                block -> {
                  int from = block * size;
                  int count = Math.min(size, matrix.rows() - from);
                  float[] rows = matrix.read(from, count);
                  PriorityQueue<Hit> kept = new PriorityQueue<>(BEST_FIRST.reversed());
                  for (int i = 0; i < count; i++) {
                    float length =
                        (float) Math.sqrt(dot(rows, i * columns, rows, i * columns, columns));
                    float cosine =
                        length == 0 ? 0 : dot(unit, 0, rows, i * columns, columns) / length;
                    kept.add(new Hit(from + i, cosine));
                    if (kept.size() > top) {
                      kept.poll();
                    }
                  }
                  return List.copyOf(kept);
                })
            .flatMap(List::stream)
            .sorted(BEST_FIRST)
            .limit(top)
            .toList();
    return best;
  }

  /**
   * All pairs whose cosine is at least the threshold, by their first row and then their second. The
   * time grows with the square of the number of rows.
   */
  public static List<Pair> alike(Npy matrix, float threshold) {
    int columns = matrix.columns();
    int size = Math.max(1, BLOCK_FLOATS / columns);
    int blocks = (matrix.rows() + size - 1) / size;
    return IntStream.range(0, blocks)
        .boxed()
        .flatMap(
            one -> {
              float[] left = block(matrix, one, size);
              return IntStream.range(one, blocks)
                  .parallel()
                  .mapToObj(other -> pairs(left, one, matrix, other, size, threshold))
                  .flatMap(List::stream)
                  .sorted(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))
                  .toList()
                  .stream();
            })
        .toList();
  }

  private static List<Pair> pairs(
      float[] left, int one, Npy matrix, int other, int size, float threshold) {
    int columns = matrix.columns();
    float[] right = one == other ? left : block(matrix, other, size);
    List<Pair> found = new ArrayList<>();
    for (int i = 0; i < left.length / columns; i++) {
      for (int j = one == other ? i + 1 : 0; j < right.length / columns; j++) {
        float cosine = dot(left, i * columns, right, j * columns, columns);
        if (cosine >= threshold) {
          found.add(new Pair(one * size + i, other * size + j, cosine));
        }
      }
    }
    return found;
  }

  private static float[] block(Npy matrix, int block, int size) {
    int from = block * size;
    int columns = matrix.columns();
    float[] rows = matrix.read(from, Math.min(size, matrix.rows() - from));
    for (int at = 0; at < rows.length; at += columns) {
      normalize(rows, at, columns);
    }
    return rows;
  }

  /** The same direction with the length 1; of nothing but zeros as it is. */
  public static float[] normalized(float[] vector) {
    float[] unit = vector.clone();
    normalize(unit, 0, unit.length);
    return unit;
  }

  private static void normalize(float[] values, int at, int length) {
    float norm = (float) Math.sqrt(dot(values, at, values, at, length));
    for (int i = at; norm > 0 && i < at + length; i++) {
      values[i] /= norm;
    }
  }

  /** Eight sums side by side: the processor need not wait for one to add to it. */
  private static float dot(float[] a, int from, float[] b, int at, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      s0 += a[from + i] * b[at + i];
      s1 += a[from + i + 1] * b[at + i + 1];
      s2 += a[from + i + 2] * b[at + i + 2];
      s3 += a[from + i + 3] * b[at + i + 3];
      s4 += a[from + i + 4] * b[at + i + 4];
      s5 += a[from + i + 5] * b[at + i + 5];
      s6 += a[from + i + 6] * b[at + i + 6];
      s7 += a[from + i + 7] * b[at + i + 7];
    }
    for (; i < length; i++) {
      s0 += a[from + i] * b[at + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
