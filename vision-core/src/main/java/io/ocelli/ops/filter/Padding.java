package io.ocelli.ops.filter;

/**
 * How many cells are put around a picture before a window slides over it, in the words of neural
 * networks; written {@code valid}, {@code same} or a number.
 *
 * @param kind the rule
 * @param amount cells on each side for {@link Kind#CELLS}, else 0
 */
public record Padding(Kind kind, int amount) {
  /** A rule. */
  public enum Kind {
    /** None: the window stays inside. */
    VALID,
    /**
     * As many as give {@code ⌈n/s⌉} results, the size of the picture for a stride of 1; an odd rest
     * is one more at the right and the bottom (TensorFlow's rule).
     */
    SAME,
    /** The same number on each side. */
    CELLS
  }

  /** No padding. */
  public static final Padding VALID = new Padding(Kind.VALID, 0);

  /** As much as keeps the size. */
  public static final Padding SAME = new Padding(Kind.SAME, 0);

  /** Checks the amount. */
  public Padding {
    if (amount < 0 || amount > 10_000 || (kind != Kind.CELLS && amount != 0)) {
      throw new IllegalArgumentException(
          "padding is valid, same or 0 to 10000 pixels, got " + kind + " " + amount);
    }
  }

  /** A number of cells on each side. */
  public static Padding of(int amount) {
    return new Padding(Kind.CELLS, amount);
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException if it is nothing of it
   */
  public static Padding parse(String text) {
    return switch (text) {
      case "valid" -> VALID;
      case "same" -> SAME;
      default -> {
        if (!text.matches("\\d{1,5}")) {
          throw new IllegalArgumentException(
              "give valid, same or a number of pixels as padding, not '" + text + "'");
        }
        yield of(Integer.parseInt(text));
      }
    };
  }

  /**
   * How many results a window gives along a side: {@code ⌊(n + 2p - f) / s⌋ + 1}, or {@code ⌈n/s⌉}
   * for {@link #SAME}.
   *
   * @param n length of the side
   * @param f length of the window
   * @param s stride
   * @return 0 or less where the window does not fit
   */
  public int results(int n, int f, int s) {
    return kind == Kind.SAME
        ? Math.floorDiv(n + s - 1, s)
        : Math.floorDiv(n + 2 * amount - f, s) + 1;
  }

  /** Cells before the side, at the left or the top. */
  public int before(int n, int f, int s) {
    return kind == Kind.SAME ? total(n, f, s) / 2 : amount;
  }

  /** Cells after the side, at the right or the bottom. */
  public int after(int n, int f, int s) {
    return kind == Kind.SAME ? total(n, f, s) - total(n, f, s) / 2 : amount;
  }

  private int total(int n, int f, int s) {
    return Math.max(0, (results(n, f, s) - 1) * s + f - n);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case VALID -> "valid";
      case SAME -> "same";
      case CELLS -> String.valueOf(amount);
    };
  }
}
