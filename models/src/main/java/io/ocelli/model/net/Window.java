package io.ocelli.model.net;

/**
 * What a convolution or a pool sees and how it moves, in pixels.
 *
 * @param dilationHeight distance of two neighbours of the kernel: 1 for a plain one
 */
public record Window(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    Padding padding) {
  /** A square kernel without dilation, padded alike on all sides. */
  public static Window of(int side, int stride, int padding) {
    return new Window(side, side, stride, stride, 1, 1, Padding.all(padding));
  }
}
