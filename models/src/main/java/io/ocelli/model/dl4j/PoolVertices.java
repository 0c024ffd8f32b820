package io.ocelli.model.dl4j;

import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Padding;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.jspecify.annotations.Nullable;

/**
 * Pools whose padding differs from side to side, or whose last window reaches over the edge: padded
 * alike on both sides by as much as the larger needs, and the windows that nobody asked for are cut
 * off.
 */
final class PoolVertices {
  private PoolVertices() {}

  static String write(VertexDraft draft, Node node, Op.Pool pool, String x) {
    Window w = pool.window();
    Shape in = draft.input(node);
    Shape out = draft.shape(node.name());
    String from = x;
    Padding p = w.padding();
    boolean average = pool.kind() == Op.PoolKind.AVERAGE;
    if (average && (w.dilationHeight() > 1 || w.dilationWidth() > 1)) {
      throw new NotHeld("a dilated average pool");
    }
    if (average && pool.countPadding() && !p.equals(Padding.NONE)) {
      from = draft.layer(draft.beside(node, "pad"), Dl4jWriter.zeros(p), from);
      in =
          new Shape(
              in.channels(), in.height() + p.top() + p.bottom(), in.width() + p.left() + p.right());
      p = Padding.NONE;
    }
    Reach tall = new Reach(w.height(), w.strideHeight(), w.dilationHeight());
    Reach wide = new Reach(w.width(), w.strideWidth(), w.dilationWidth());
    Side rows = Side.of(in.height(), p.top(), out.height(), tall);
    Side columns = Side.of(in.width(), p.left(), out.width(), wide);
    boolean same =
        (rows == null || columns == null)
            && tall.isSame(in.height(), p.top(), out.height())
            && wide.isSame(in.width(), p.left(), out.width());
    if (!same && (rows == null || columns == null)) {
      throw new NotHeld("a pool with such padding");
    }
    boolean min = pool.kind() == Op.PoolKind.MIN;
    boolean cut = !same && (rows.cuts() || columns.cuts());
    if (min) {
      from = draft.scaled(draft.beside(node, "negative"), -1, from);
    }
    String name = min || cut ? draft.beside(node, "pool") : node.name();
    String result =
        draft.layer(
            name,
            new SubsamplingLayer.Builder(average ? PoolingType.AVG : PoolingType.MAX)
                .kernelSize(w.height(), w.width())
                .stride(w.strideHeight(), w.strideWidth())
                .dilation(w.dilationHeight(), w.dilationWidth())
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .padding(same ? 0 : rows.padding(), same ? 0 : columns.padding())
                .build(),
            from);
    if (cut) {
      result =
          draft.layer(
              min ? draft.beside(node, "cut") : node.name(),
              new Cropping2D.Builder(rows.before(), rows.after(), columns.before(), columns.after())
                  .build(),
              result);
    }
    return min ? draft.scaled(node.name(), -1, result) : result;
  }

  /** A window in one direction. */
  private record Reach(int kernel, int stride, int dilation) {
    int length() {
      return dilation * (kernel - 1) + 1;
    }

    /** Whether Deeplearning4j's "same" pads so: half of what is missing, the smaller half first. */
    boolean isSame(int length, int first, int windows) {
      int missing = Math.max(0, (windows - 1) * stride + length() - length);
      return windows == (length + stride - 1) / stride && first == missing / 2;
    }
  }

  /**
   * How one direction of a pool is padded alike on both sides.
   *
   * @param padding on both sides
   * @param before windows to cut off at the beginning
   * @param after windows to cut off at the end
   */
  private record Side(int padding, int before, int after) {
    boolean cuts() {
      return before > 0 || after > 0;
    }

    /** Null where a window would lie in the padding altogether. */
    static @Nullable Side of(int length, int first, int windows, Reach window) {
      int reach = window.length();
      for (int padding = first; padding < reach; padding += window.stride()) {
        int before = (padding - first) / window.stride();
        int there = (length + 2 * padding - reach) / window.stride() + 1;
        if (length + 2 * padding >= reach && there >= before + windows) {
          return new Side(padding, before, there - before - windows);
        }
      }
      return null;
    }
  }
}
