package io.ocelli.dataset.audit;

/**
 * What near copies are told by: the hash that finds candidates, and the gray thumbnail that
 * confirms them.
 *
 * @param gray {@value #SIDE} * {@value #SIDE} values, the picture stretched to a square
 * @param hash of {@code gray}
 * @param aspect width by height of the upright picture
 */
@SuppressWarnings("ArrayRecordComponent") // a kilobyte of numbers, never compared
record Thumbprint(byte[] gray, long hash, float aspect) {
  /** Side of the thumbnail. */
  static final int SIDE = 32;

  /** Pictures whose sides differ more than this are no near copies: 1.25 to 1. */
  private static final double MOST_STRETCH = Math.log(1.25);

  /** Below this standard deviation of gray levels there is nothing to compare. */
  private static final double PLAIN = 2;

  /** Details of so few gray levels may come from compression; they count less. */
  private static final float LEAST = 1;

  /** Keeps the correlation of next to nothing from being any number. */
  private static final double NOISE = 0.02;

  static Thumbprint of(float[] gray, int width, int height) {
    byte[] bytes = new byte[gray.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(gray[i]);
    }
    return new Thumbprint(bytes, PerceptualHash.of(gray, SIDE), width / (float) height);
  }

  /** Whether there is too little in the picture to tell it from others. */
  boolean plain() {
    double sum = 0;
    double squares = 0;
    for (byte value : gray) {
      int v = value & 255;
      sum += v;
      squares += v * v;
    }
    double mean = sum / gray.length;
    return squares / gray.length - mean * mean < PLAIN * PLAIN;
  }

  /** Whether the turned picture has about the sides of the other. */
  boolean fits(Thumbprint other, Symmetry symmetry) {
    double turned = symmetry.swapsSides() ? 1 / aspect : aspect;
    return Math.abs(Math.log(turned / other.aspect)) <= MOST_STRETCH;
  }

  /** The thumbnail, turned, ready to be compared. */
  Details details(Symmetry symmetry) {
    float[] values = new float[gray.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        values[y * SIDE + x] = gray[symmetry.source(x, y, SIDE, SIDE)] & 255;
      }
    }
    return new Details(values, highPass(values));
  }

  /**
   * The details at equal strength everywhere: each value, softened a little so that half a cell of
   * shift matters less, less the mean of the 5 x 5 around it, divided by the deviation of such
   * values around it. Before that the mean of each row and each column is taken away, and with it
   * the edges of the bars of padded pictures, which would outweigh all that is between them.
   */
  private static float[] highPass(float[] values) {
    float[] soft = mean(centred(values), 1);
    float[] around = mean(soft, 2);
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      soft[i] -= around[i];
      squares[i] = soft[i] * soft[i];
    }
    float[] energy = mean(squares, 3);
    for (int i = 0; i < values.length; i++) {
      soft[i] /= (float) Math.sqrt(energy[i]) + LEAST;
    }
    return soft;
  }

  private static float[] centred(float[] values) {
    float[] rows = new float[SIDE];
    float[] columns = new float[SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        rows[y] += values[y * SIDE + x] / SIDE;
        columns[x] += values[y * SIDE + x] / SIDE;
      }
    }
    float[] centred = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - rows[i / SIDE] - columns[i % SIDE];
    }
    return centred;
  }

  /** The mean of the square of {@code 2 * radius + 1} around each value, as far as it is inside. */
  private static float[] mean(float[] values, int radius) {
    float[] rows = new float[values.length];
    float[] means = new float[values.length];
    for (int pass = 0; pass < 2; pass++) {
      float[] from = pass == 0 ? values : rows;
      float[] to = pass == 0 ? rows : means;
      int step = pass == 0 ? 1 : SIDE;
      int line = pass == 0 ? SIDE : 1;
      for (int k = 0; k < SIDE; k++) {
        for (int i = 0; i < SIDE; i++) {
          int first = Math.max(0, i - radius);
          int last = Math.min(SIDE - 1, i + radius);
          float sum = 0;
          for (int j = first; j <= last; j++) {
            sum += from[k * line + j * step];
          }
          to[k * line + i * step] = sum / (last - first + 1);
        }
      }
    }
    return means;
  }

  /**
   * A thumbnail in one position.
   *
   * @param values gray levels
   * @param details what is left of them without the coarse shape
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Details(float[] values, float[] details) {

    /**
     * How alike two thumbnails are: the correlation of their details, the best of nine positions up
     * to one cell apart. 1 is equal but for brightness and contrast; pictures of different things
     * on a like ground are about 0, because the coarse shape does not count.
     */
    double likeness(Details other) {
      double best = -1;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          best = Math.max(best, correlation(details, other.details, dx, dy, NOISE));
        }
      }
      return best;
    }

    /** The correlation of the gray levels themselves, in the same position. */
    double coarseLikeness(Details other) {
      return correlation(values, other.values, 0, 0, NOISE);
    }
  }

  private static double correlation(float[] a, float[] b, int dx, int dy, double noise) {
    double sumA = 0;
    double sumB = 0;
    double sumAa = 0;
    double sumBb = 0;
    double sumAb = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(SIDE, SIDE - dy); y++) {
      int rowA = y * SIDE;
      int rowB = (y + dy) * SIDE + dx;
      for (int x = Math.max(0, -dx); x < Math.min(SIDE, SIDE - dx); x++) {
        float p = a[rowA + x];
        float q = b[rowB + x];
        sumA += p;
        sumB += q;
        sumAa += p * p;
        sumBb += q * q;
        sumAb += p * q;
        n++;
      }
    }
    double covariance = sumAb / n - sumA / n * (sumB / n);
    double varianceA = sumAa / n - sumA / n * (sumA / n);
    double varianceB = sumBb / n - sumB / n * (sumB / n);
    return covariance / (Math.sqrt(Math.max(0, varianceA) * Math.max(0, varianceB)) + noise);
  }
}
