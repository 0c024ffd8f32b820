package io.ocelli.model.net;

/**
 * What one {@link Node} of a {@link Net} computes. Pictures are channels x height x width, vectors
 * are features; the batch is never named.
 *
 * <p>The parameters an operation has, and their shapes, are listed with it; they are kept in {@link
 * Parameters} under the node's name. Layouts are those of ONNX: convolution weights are [out,
 * in/groups, height, width], dense weights [out, in].
 */
public sealed interface Op {
  /**
   * Convolution (cross-correlation), of every group of input channels apart. Parameters: {@code
   * weight} [out, in/groups, kernel height, kernel width], {@code bias} [out] if there is one.
   *
   * @param out channels
   * @param groups 1 for the usual kind, the number of input channels for a depthwise one
   */
  record Convolution(int out, Window window, int groups, boolean bias) implements Op {}

  /**
   * Batch normalisation (Ioffe and Szegedy 2015), over the channels of a picture or the features of
   * a vector. Parameters: {@code scale}, {@code shift} and, not trained but kept, {@code mean} and
   * {@code variance}, each [channels].
   *
   * @param epsilon added to the variance
   * @param momentum share of the running value that is kept at each step (0.9 = 0.1 in PyTorch's
   *     words)
   */
  record BatchNorm(double epsilon, double momentum) implements Op {}

  /** A function of every value; no parameters. */
  record Activate(Activation function) implements Op {}

  /**
   * max(x, 0) + slope * min(x, 0) with trained slopes. Parameter: {@code slope} [channels], or [1]
   * shared by all.
   */
  record PRelu(boolean shared) implements Op {}

  /** exp(x) / sum of exp(x) over the channels or features. */
  record Softmax() implements Op {}

  /** What a pool keeps of its window. */
  enum PoolKind {
    MAX,
    MIN,
    AVERAGE
  }

  /**
   * Pooling.
   *
   * @param countPadding whether an average counts padded places as zeros
   * @param ceil whether a last window that reaches over the edge counts
   */
  record Pool(PoolKind kind, Window window, boolean countPadding, boolean ceil) implements Op {}

  /** Pooling over the whole picture: channels x 1 x 1. */
  record GlobalPool(PoolKind kind) implements Op {}

  /**
   * Every output a weighted sum of all inputs; a picture is taken as the vector of its channels,
   * rows and columns, in this order. Parameters: {@code weight} [out, in], {@code bias} [out] if
   * there is one.
   */
  record Dense(int out, boolean bias) implements Op {}

  /**
   * Zeroes values at random in training and scales up the others; nothing otherwise.
   *
   * @param rate share that is zeroed, 0 to below 1
   */
  record Dropout(double rate) implements Op {}

  /** Sum of two or more inputs of the same shape. */
  record Add() implements Op {}

  /** Product of two inputs of one shape, or of a picture and one factor a channel (C x 1 x 1). */
  record Multiply() implements Op {}

  /** The channels of the first input, then those of the next. */
  record Concat() implements Op {}

  /** A picture as the vector of its channels, rows and columns, in this order. */
  record Flatten() implements Op {}

  /** A picture with a border of a fixed value. */
  record Pad(Padding padding, double value) implements Op {}

  /**
   * x * scale + shift, each channel by numbers of its own. Parameters, never trained: {@code
   * scale}, {@code shift} [channels].
   */
  record Affine() implements Op {}
}
