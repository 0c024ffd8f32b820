package io.ocelli.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the markers of a JPEG file (ITU T.81, annex B): a byte FF and one that says which.
 *
 * <p>Compressed data have an FF in about every 256 bytes, followed by a 0. They are passed over
 * eight bytes at a time.
 */
final class JpegMarkers {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The lower seven bits of each byte. */
  private static final long LOW = 0x7F7F7F7F7F7F7F7FL;

  private static final long HIGH = ~LOW;
  private static final long ONES = 0x0101010101010101L;

  private JpegMarkers() {}

  /**
   * Where the first marker from {@code from} on begins; bytes that are none are passed over, as
   * libjpeg does.
   *
   * @throws UnreadableImageException if there is none
   */
  static int next(Source source, int from) {
    int found = find(source.bytes(), from);
    if (found < 0) {
      throw endless(source);
    }
    return found;
  }

  /**
   * As {@link #next}, in entropy-coded data: restart markers are passed over.
   *
   * @throws UnreadableImageException if there is none
   */
  static int afterScan(Source source, int from) {
    byte[] bytes = source.bytes();
    int found = find(bytes, from);
    while (found >= 0 && (bytes[found + 1] & 0xF8) == 0xD0) {
      found = find(bytes, found + 2);
    }
    if (found < 0) {
      throw endless(source);
    }
    return found;
  }

  private static UnreadableImageException endless(Source source) {
    return source.cutOff("the file ends after " + source.length() + " bytes without an end marker");
  }

  /** Index of the first FF whose next byte is neither 0 nor FF, or -1. */
  private static int find(byte[] bytes, int from) {
    int near = scanEights(bytes, from);
    for (int i = near; i < bytes.length - 1; i++) {
      if (bytes[i] == -1 && bytes[i + 1] != 0 && bytes[i + 1] != -1) {
        return i;
      }
    }
    return -1;
  }

  /** The first index whose eight bytes hold a marker's beginning, or one near the end. */
  private static int scanEights(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length - 8
        && marks((long) EIGHT.get(bytes, i), (long) EIGHT.get(bytes, i + 1)) == 0) {
      i += 8;
    }
    return i;
  }

  /**
   * The high bit of each byte that is FF and whose next byte is neither 0 nor FF.
   *
   * @param eight bytes of the file
   * @param next the eight bytes that begin one later
   */
  private static long marks(long eight, long next) {
    // Adding 1 to the lower seven bits of a byte reaches its eighth only from 7F.
    long full = ((eight & LOW) + ONES) & eight;
    long nextFull = ((next & LOW) + ONES) & next;
    long nextSome = ((next & LOW) + LOW) | next;
    return full & nextSome & ~nextFull & HIGH;
  }
}
