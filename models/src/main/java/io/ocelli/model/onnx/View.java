package io.ocelli.model.onnx;

/**
 * A turn or mirror of what a model sees: the eight that map a square onto itself. They are made of
 * the prepared values, so a picture is decoded and fitted once however many views of it are run.
 */
public enum View {
  /** As it is. */
  UPRIGHT(false, false, false),
  /** Left and right exchanged. */
  MIRRORED(false, false, true),
  /** Top and bottom exchanged. */
  UPSIDE_DOWN(false, true, false),
  /** Turned by 180 degrees. */
  HALF_TURN(false, true, true),
  /** Rows and columns exchanged. */
  TRANSPOSED(true, false, false),
  /** Turned by 90 degrees clockwise. */
  QUARTER_TURN(true, true, false),
  /** Turned by 90 degrees counter-clockwise. */
  THREE_QUARTER_TURN(true, false, true),
  /** Rows and columns exchanged, counted from the bottom right. */
  TRANSVERSED(true, true, true);

  private final boolean transposes;
  private final boolean fromBottom;
  private final boolean fromRight;

  View(boolean transposes, boolean fromBottom, boolean fromRight) {
    this.transposes = transposes;
    this.fromBottom = fromBottom;
    this.fromRight = fromRight;
  }

  /** Whether rows become columns, so that it fits square inputs only. */
  public boolean needsSquare() {
    return transposes;
  }

  /**
   * For each pixel of the view, rows first, which pixel of the upright picture it is.
   *
   * @throws IllegalArgumentException when the sides differ and the view needs a square
   */
  int[] sources(int width, int height) {
    if (transposes && width != height) {
      throw new IllegalArgumentException(this + " of " + width + "x" + height);
    }
    int[] sources = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = transposes ? x : y;
        int column = transposes ? y : x;
        sources[y * width + x] =
            (fromBottom ? height - 1 - row : row) * width
                + (fromRight ? width - 1 - column : column);
      }
    }
    return sources;
  }
}
