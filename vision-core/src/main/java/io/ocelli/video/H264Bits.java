package io.ocelli.video;

/**
 * Reads the fields of an H.264 NAL unit bit by bit (ISO/IEC 14496-10, 7.2 and 9.1), the bytes that
 * prevent start codes taken out. Reading behind the end, or a number that cannot be, throws {@link
 * Invalid}.
 */
final class H264Bits {
  /** These bytes are not what they were taken for. Has no stack trace: scanning throws it often. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;

    // It has no stack trace that could be of another time.
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final Invalid INSTANCE = new Invalid();

    private Invalid() {
      super("not H.264", null, false, false);
    }
  }

  private final byte[] bytes;
  private final int bits;
  private int at;

  private H264Bits(byte[] bytes, int length) {
    this.bytes = bytes;
    this.bits = 8 * length;
  }

  /** Of a NAL unit, or its beginning, behind its header byte. */
  static H264Bits of(byte[] nal, int length) {
    byte[] plain = new byte[Math.max(0, length - 1)];
    int to = 0;
    int zeros = 0;
    for (int from = 1; from < length; from++) {
      byte value = nal[from];
      if (zeros >= 2 && value == 3) {
        zeros = 0;
        continue;
      }
      zeros = value == 0 ? zeros + 1 : 0;
      plain[to++] = value;
    }
    return new H264Bits(plain, to);
  }

  /** An unsigned number of so many bits, at most 32. */
  long u(int count) throws Invalid {
    if (count > bits - at) {
      throw Invalid.INSTANCE;
    }
    long value = 0;
    for (int i = 0; i < count; i++, at++) {
      value = (value << 1) | ((bytes[at >> 3] >> (7 - (at & 7))) & 1);
    }
    return value;
  }

  boolean flag() throws Invalid {
    return u(1) == 1;
  }

  /** An Exp-Golomb number of 0 to most. */
  int ue(int most) throws Invalid {
    int zeros = 0;
    while (!flag()) {
      if (++zeros > 31) {
        throw Invalid.INSTANCE;
      }
    }
    long value = (1L << zeros) - 1 + u(zeros);
    if (value > most) {
      throw Invalid.INSTANCE;
    }
    return (int) value;
  }

  /** A signed Exp-Golomb number of least to most. */
  int se(int least, int most) throws Invalid {
    int code = ue(Integer.MAX_VALUE);
    int value = (code & 1) == 1 ? code / 2 + 1 : -(code / 2);
    if (value < least || value > most) {
      throw Invalid.INSTANCE;
    }
    return value;
  }

  /** How many bits were read. */
  int position() {
    return at;
  }

  /** How many bits there are. */
  int size() {
    return bits;
  }

  /** Whether more than the stop bit follows. */
  boolean more() {
    int last = bits - 1;
    while (last >= at && ((bytes[last >> 3] >> (7 - (last & 7))) & 1) == 0) {
      last--;
    }
    return last > at;
  }

  /** Checks that the stop bit and fewer than eight zeros follow, and nothing else. */
  void end() throws Invalid {
    if (!flag() || bits - at > 7 || u(bits - at) != 0) {
      throw Invalid.INSTANCE;
    }
  }

  /** The next bits up to the next whole byte must be ones. */
  void alignOnes() throws Invalid {
    while ((at & 7) != 0) {
      if (!flag()) {
        throw Invalid.INSTANCE;
      }
    }
  }
}
