package io.ocelli.dataset.audit;

import org.jspecify.annotations.Nullable;

/**
 * What near copies are told by: the hash that finds candidates, and the gray thumbnail that
 * confirms them.
 *
 * @param gray {@value #SIDE} * {@value #SIDE} values, the picture stretched to a square
 * @param hash of {@code gray} at half its resolution
 * @param aspect width by height of the upright picture
 */
@SuppressWarnings("ArrayRecordComponent") // a kilobyte of numbers, never compared
record Thumbprint(byte[] gray, long hash, float aspect) {
  /** Side of the thumbnail. */
  static final int SIDE = 64;

  /** Side of what is hashed and compared: finer details do not outlive compression. */
  private static final int FINE = 32;

  /** Shares of the sides that are cut away, and degrees, of the versions that are looked up. */
  private static final double[] CROPS = {0, 0.04, 0.08};

  private static final double[] TURNS = {0, -1.5, 1.5, -3, 3};

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
    float[] fine = SmallPicture.reduced(gray, SIDE, SIDE / FINE);
    return new Thumbprint(bytes, PerceptualHash.of(fine, FINE), width / (float) height);
  }

  /**
   * The hashes of the picture as it is and of versions that are cropped and rotated by a little:
   * one of them is near that of a copy that was cropped or rotated.
   */
  long[] versions() {
    float[] whole = values(Symmetry.IDENTITY);
    boolean[] covered = new boolean[whole.length];
    long[] hashes = new long[CROPS.length * TURNS.length];
    int n = 0;
    for (double crop : CROPS) {
      for (double degrees : TURNS) {
        double turn = Math.toRadians(degrees);
        Alignment.Affine map =
            new Alignment.Affine(0, -crop, -turn / aspect, 0, turn * aspect, -crop);
        float[] version = n == 0 ? whole : Alignment.warped(whole, SIDE, map, covered);
        hashes[n++] = PerceptualHash.of(SmallPicture.reduced(version, SIDE, SIDE / FINE), FINE);
      }
    }
    return hashes;
  }

  private float[] values(Symmetry symmetry) {
    float[] values = new float[gray.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        values[y * SIDE + x] = gray[symmetry.source(x, y, SIDE, SIDE)] & 255;
      }
    }
    return values;
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
    return new Details(values(symmetry));
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
    float[] rows = new float[FINE];
    float[] columns = new float[FINE];
    for (int y = 0; y < FINE; y++) {
      for (int x = 0; x < FINE; x++) {
        rows[y] += values[y * FINE + x] / FINE;
        columns[x] += values[y * FINE + x] / FINE;
      }
    }
    float[] centred = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - rows[i / FINE] - columns[i % FINE];
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
      int step = pass == 0 ? 1 : FINE;
      int line = pass == 0 ? FINE : 1;
      for (int k = 0; k < FINE; k++) {
        for (int i = 0; i < FINE; i++) {
          int first = Math.max(0, i - radius);
          int last = Math.min(FINE - 1, i + radius);
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

  /** A thumbnail in one position. */
  static final class Details {
    private final float[] values;
    private final float[] fine;
    private final float[] details;
    private @Nullable Alignment alignment;

    Details(float[] values) {
      this.values = values;
      this.fine = SmallPicture.reduced(values, SIDE, SIDE / FINE);
      this.details = highPass(fine);
    }

    /**
     * How alike two thumbnails are: the correlation of their details, the best of nine positions up
     * to one cell apart. 1 is equal but for brightness and contrast; pictures of different things
     * on a like ground are about 0, because the coarse shape does not count.
     */
    double likeness(Details other) {
      double best = -1;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          best = Math.max(best, correlation(details, other.details, dx, dy));
        }
      }
      return best;
    }

    /** The correlation of the gray levels themselves, in the same position. */
    double coarseLikeness(Details other) {
      return correlation(fine, other.fine, 0, 0);
    }

    /**
     * How alike they are once the other is laid on this one.
     *
     * @param coarse the gray levels must correlate so much then
     * @return -1 where they do not
     */
    double alignedLikeness(Details other, double coarse) {
      if (alignment == null) {
        alignment = new Alignment(values);
      }
      Alignment.Affine map = alignment.to(other.values, coarse);
      if (map == null) {
        return -1;
      }
      boolean[] covered = new boolean[values.length];
      float[] warped = Alignment.warped(other.values, SIDE, map, covered);
      float[] theirs = highPass(SmallPicture.reduced(warped, SIDE, SIDE / FINE));
      return correlation(details, theirs, covered);
    }
  }

  /** The correlation where the picture covers the template. */
  private static double correlation(float[] a, float[] b, boolean[] covered) {
    double sumA = 0;
    double sumB = 0;
    double sumAa = 0;
    double sumBb = 0;
    double sumAb = 0;
    int n = 0;
    for (int y = 0; y < FINE; y++) {
      for (int x = 0; x < FINE; x++) {
        if (covered[2 * y * SIDE + 2 * x] && covered[(2 * y + 1) * SIDE + 2 * x + 1]) {
          float p = a[y * FINE + x];
          float q = b[y * FINE + x];
          sumA += p;
          sumB += q;
          sumAa += p * p;
          sumBb += q * q;
          sumAb += p * q;
          n++;
        }
      }
    }
    return n == 0 ? -1 : correlation(sumA / n, sumB / n, sumAa / n, sumBb / n, sumAb / n);
  }

  private static double correlation(
      double meanA, double meanB, double squareA, double squareB, double product) {
    double varianceA = Math.max(0, squareA - meanA * meanA);
    double varianceB = Math.max(0, squareB - meanB * meanB);
    return (product - meanA * meanB) / (Math.sqrt(varianceA * varianceB) + NOISE);
  }

  private static double correlation(float[] a, float[] b, int dx, int dy) {
    double sumA = 0;
    double sumB = 0;
    double sumAa = 0;
    double sumBb = 0;
    double sumAb = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(FINE, FINE - dy); y++) {
      int rowA = y * FINE;
      int rowB = (y + dy) * FINE + dx;
      for (int x = Math.max(0, -dx); x < Math.min(FINE, FINE - dx); x++) {
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
    return correlation(sumA / n, sumB / n, sumAa / n, sumBb / n, sumAb / n);
  }
}
