package io.ocelli.dataset.audit;

/**
 * Finds all hashes within a Hamming distance, without comparing each with each: multi-index hashing
 * (Norouzi, Punjani and Fleet, Fast search in Hamming space with multi-index hashing, CVPR 2012).
 * The 64 bits are cut into four bands of 16; of two hashes at most {@link #RADIUS} apart one band
 * differs in at most two bits, so it is found by looking up each band and its neighbours.
 */
final class HashIndex {
  /** The largest distance that is found, in bits. */
  static final int RADIUS = 11;

  private static final int BANDS = 4;
  private static final int BUCKETS = 1 << 16;
  private static final int[] FLIPS = flips();

  private final long[] hashes;
  private final int[][] starts = new int[BANDS][BUCKETS + 1];
  private final int[][] members;

  HashIndex(long[] hashes) {
    this.hashes = hashes;
    this.members = new int[BANDS][hashes.length];
    for (int band = 0; band < BANDS; band++) {
      int[] start = starts[band];
      for (long hash : hashes) {
        start[band(hash, band) + 1]++;
      }
      for (int i = 0; i < BUCKETS; i++) {
        start[i + 1] += start[i];
      }
      int[] next = start.clone();
      for (int i = 0; i < hashes.length; i++) {
        members[band][next[band(hashes[i], band)]++] = i;
      }
    }
  }

  /** Told of an index and its distance. */
  interface Found {
    void at(int index, int distance);
  }

  /** Each hash near enough is told once, in no order. */
  void near(long hash, Found found) {
    for (int band = 0; band < BANDS; band++) {
      int own = band(hash, band);
      for (int flip : FLIPS) {
        int bucket = own ^ flip;
        for (int k = starts[band][bucket]; k < starts[band][bucket + 1]; k++) {
          int index = members[band][k];
          long difference = hash ^ hashes[index];
          int distance = Long.bitCount(difference);
          if (distance <= RADIUS && !seenBefore(difference, band)) {
            found.at(index, distance);
          }
        }
      }
    }
  }

  /** Whether an earlier band has led there too. */
  private static boolean seenBefore(long difference, int band) {
    for (int earlier = 0; earlier < band; earlier++) {
      if (Integer.bitCount(band(difference, earlier)) <= RADIUS / BANDS) {
        return true;
      }
    }
    return false;
  }

  private static int band(long hash, int band) {
    return (int) (hash >>> (16 * band)) & (BUCKETS - 1);
  }

  private static int[] flips() {
    int[] flips = new int[1 + 16 + 120];
    int n = 1;
    for (int i = 0; i < 16; i++) {
      flips[n++] = 1 << i;
      for (int j = 0; j < i; j++) {
        flips[n++] = 1 << i | 1 << j;
      }
    }
    return flips;
  }
}
