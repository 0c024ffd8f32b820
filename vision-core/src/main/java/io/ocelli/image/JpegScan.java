package io.ocelli.image;

/**
 * Follows the Huffman codes of one JPEG scan without computing a pixel (ITU T.81, annexes F and G),
 * to see whether it holds every block: libjpeg fills what is missing with gray and goes on.
 */
final class JpegScan {
  private final byte[] bytes;
  private int at;
  private final int end;
  private long buffer;
  private int buffered;

  /** How many of the buffered bits are zeros after the end of the data. */
  private int invented;

  /**
   * @param bytes the file
   * @param from first byte of entropy-coded data
   * @param end the marker after it
   */
  JpegScan(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Bytes that no block has used. */
  int left() {
    return end - at + (buffered - invented) / 8;
  }

  /** Whether more bits were read than there are. */
  boolean isOver() {
    return buffered < invented;
  }

  /** One block of a sequential scan; false when its codes make no sense. */
  boolean sequentialBlock(HuffmanTable dc, HuffmanTable ac) {
    if (!dcDifference(dc)) {
      return false;
    }
    int k = 1;
    while (k < 64) {
      int found = ac.find(next16());
      if (found < 0) {
        return false;
      }
      int run = found >> 4 & 15;
      int size = found & 15;
      skip((found >> 8) + size);
      if (size == 0 && run != 15) {
        return true;
      }
      k += run + 1;
    }
    return k == 64;
  }

  /** The first pass over the DC value of a block. */
  boolean dcDifference(HuffmanTable dc) {
    int found = dc.find(next16());
    if (found < 0 || (found & 0xFF) > 15) {
      return false;
    }
    skip((found >> 8) + (found & 0xFF));
    return true;
  }

  /** A further bit of the DC value of a block. */
  void dcBit() {
    next16();
    skip(1);
  }

  /**
   * The first pass over some AC values of a block.
   *
   * @return how many blocks after this one end here too, or -1 when the codes make no sense
   */
  int acBand(HuffmanTable ac, int from, int to) {
    int k = from;
    while (k <= to) {
      int found = ac.find(next16());
      if (found < 0) {
        return -1;
      }
      int run = found >> 4 & 15;
      int size = found & 15;
      skip((found >> 8) + size);
      if (size == 0 && run != 15) {
        int blocks = run == 0 ? 0 : next16() >> (16 - run);
        skip(run);
        return (1 << run) - 1 + blocks;
      }
      k += run + 1;
    }
    return k == to + 1 ? 0 : -1;
  }

  /** Goes on after a restart marker; false when there is none. */
  boolean restart() {
    // What is buffered beyond the marker cannot be: filling stops at every marker.
    buffer = 0;
    buffered = 0;
    invented = 0;
    while (at + 1 < end && !isRestart(at)) {
      at++;
    }
    if (at + 1 >= end) {
      return false;
    }
    at += 2;
    return true;
  }

  private boolean isRestart(int where) {
    return bytes[where] == -1 && (bytes[where + 1] & 0xF8) == 0xD0;
  }

  private int next16() {
    if (buffered < 32) {
      fill();
    }
    return (int) (buffer >>> (buffered - 16)) & 0xFFFF;
  }

  private void skip(int bits) {
    buffered -= bits;
  }

  private void fill() {
    while (buffered <= 48) {
      int value = 0;
      if (at < end && bytes[at] != -1) {
        value = bytes[at++] & 0xFF;
      } else if (at + 1 < end && bytes[at + 1] == 0) {
        value = 0xFF;
        at += 2;
      } else {
        invented += 8;
      }
      buffer = buffer << 8 | value;
      buffered += 8;
    }
  }
}
