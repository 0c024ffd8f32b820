package io.ocelli.ops.filter;

/** Where windows lie along a side of a padded picture, in cells of the picture without padding. */
record Windows(int length, int size, int before, int stride, int results) {
  Windows(int length, int size, Padding padding, int stride) {
    this(
        length,
        size,
        padding.before(length, size, stride),
        stride,
        padding.results(length, size, stride));
    if (results < 1) {
      throw new IllegalArgumentException(
          "a window of %d does not fit into %d cells with padding %s"
              .formatted(size, length, padding));
    }
  }

  /** Where a window begins, which may be in the padding. */
  int start(int window) {
    return window * stride - before;
  }

  /** Its first cell inside. */
  int first(int window) {
    return Math.max(0, start(window));
  }

  /** After its last cell inside. */
  int last(int window) {
    return Math.min(length, start(window) + size);
  }
}
