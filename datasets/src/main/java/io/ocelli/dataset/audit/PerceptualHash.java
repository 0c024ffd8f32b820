package io.ocelli.dataset.audit;

/**
 * A perceptual hash of 64 bits after Zauner (Implementation and benchmarking of perceptual image
 * hash functions, 2010): the signs of the 8x8 lowest coefficients of the discrete cosine transform
 * (DCT-II) of a gray thumbnail. Bit {@code 8 * v + u} is set where the coefficient of horizontal
 * frequency u and vertical frequency v is above 0; that of the mean (bit 0) is always 0.
 *
 * <p>Signs rather than comparisons with the median, because then the hash of a turned or mirrored
 * picture follows from its own: mirroring changes the signs of the odd frequencies, transposing
 * exchanges u and v.
 */
final class PerceptualHash {
  private static final int SIDE = 8;
  private static final long MEAN = 1;
  private static final long ODD_U = 0xAAAAAAAAAAAAAAAAL;
  private static final long ODD_V = 0xFF00FF00FF00FF00L;

  private PerceptualHash() {}

  /** The hash of a square gray picture. */
  static long of(float[] gray, int side) {
    float[] cosines = cosines(side);
    float[] rows = new float[SIDE * side];
    for (int y = 0; y < side; y++) {
      for (int u = 0; u < SIDE; u++) {
        float sum = 0;
        for (int x = 0; x < side; x++) {
          sum += gray[y * side + x] * cosines[u * side + x];
        }
        rows[u * side + y] = sum;
      }
    }
    long hash = 0;
    for (int v = 0; v < SIDE; v++) {
      for (int u = 0; u < SIDE; u++) {
        float sum = 0;
        for (int y = 0; y < side; y++) {
          sum += rows[u * side + y] * cosines[v * side + y];
        }
        if (sum > 0) {
          hash |= 1L << (8 * v + u);
        }
      }
    }
    return hash & ~MEAN;
  }

  /** The hash of the picture turned, from that of the picture. */
  static long turned(long hash, Symmetry symmetry) {
    return switch (symmetry) {
      case IDENTITY -> hash;
      case MIRRORED -> hash ^ ODD_U;
      case HALF_TURN -> (hash ^ ODD_U ^ ODD_V);
      case FLIPPED -> (hash ^ ODD_V);
      case TRANSPOSED -> transposed(hash);
      case QUARTER_TURN -> (transposed(hash) ^ ODD_U);
      case TRANSVERSED -> (transposed(hash) ^ ODD_U ^ ODD_V);
      case QUARTER_TURN_BACK -> (transposed(hash) ^ ODD_V);
    };
  }

  /** Hacker's Delight (Warren 2003), 7-3: an 8x8 matrix of bits, transposed. */
  private static long transposed(long bits) {
    long x = bits;
    long t = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
    x ^= t ^ (t << 7);
    t = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
    x ^= t ^ (t << 14);
    t = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
    return x ^ t ^ (t << 28);
  }

  private static float[] cosines(int side) {
    float[] cosines = new float[SIDE * side];
    for (int u = 0; u < SIDE; u++) {
      for (int x = 0; x < side; x++) {
        cosines[u * side + x] = (float) Math.cos(Math.PI * u * (2 * x + 1) / (2.0 * side));
      }
    }
    return cosines;
  }
}
