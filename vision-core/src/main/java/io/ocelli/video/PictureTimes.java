package io.ocelli.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When the pictures of a stream are shown, by their picture order counts (ISO/IEC 14496-10, 8.2.1),
 * where no index says it: as places in a sequence with a constant rate. Pictures that are missing
 * leave their places empty.
 */
final class PictureTimes {
  private PictureTimes() {}

  private record Ordered(int number, long count) {}

  /**
   * The place of each picture, from 0; no two have the same.
   *
   * @param slices first slices in the order of decoding, of streams with order type 0 or 2
   */
  static long[] of(List<H264Slice> slices) {
    List<List<Ordered>> sequences = new ArrayList<>();
    List<Ordered> sequence = new ArrayList<>();
    long high = 0;
    long low = 0;
    boolean reset = true;
    for (int i = 0; i < slices.size(); i++) {
      H264Slice slice = slices.get(i);
      H264Sps sps = slice.sps();
      if (slice.key() || reset) {
        sequence = new ArrayList<>();
        sequences.add(sequence);
        high = 0;
        low = slice.key() ? 0 : slice.pocLsb();
      }
      long count;
      if (sps.pocType() == 0) {
        long modulus = 1L << sps.pocBits();
        long lsb = slice.pocLsb();
        long msb = high;
        if (lsb < low && low - lsb >= modulus / 2) {
          msb += modulus;
        } else if (lsb > low && lsb - low > modulus / 2) {
          msb -= modulus;
        }
        count = msb + lsb;
        if (slice.reference()) {
          high = msb;
          low = lsb;
        }
      } else {
        // Type 2: shown in the order of decoding.
        count = sequence.size();
      }
      sequence.add(new Ordered(i, count));
      reset = slice.resets();
    }
    return places(sequences, slices.size());
  }

  private static long[] places(List<List<Ordered>> sequences, int number) {
    long unit = 0;
    for (List<Ordered> sequence : sequences) {
      for (Ordered picture : sequence) {
        unit = gcd(unit, Math.abs(picture.count - sequence.get(0).count));
      }
    }
    unit = Math.max(1, unit);
    long[] places = new long[number];
    long base = 0;
    for (List<Ordered> sequence : sequences) {
      sequence.sort(Comparator.comparingLong(Ordered::count));
      long first = sequence.get(0).count;
      long span = (sequence.get(sequence.size() - 1).count - first) / unit;
      // Wider gaps are those of a header that is broken.
      boolean believed = span <= 2L * sequence.size() + 64;
      long next = base;
      for (Ordered picture : sequence) {
        next = believed ? Math.max(next, base + (picture.count - first) / unit) : next;
        places[picture.number] = next++;
      }
      base = next;
    }
    return places;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
