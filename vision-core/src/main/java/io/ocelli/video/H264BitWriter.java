package io.ocelli.video;

import java.io.ByteArrayOutputStream;

/** Writes the fields of an H.264 parameter set (ISO/IEC 14496-10, 7.2 and 9.1). */
final class H264BitWriter {
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  private int current;
  private int filled;

  H264BitWriter u(int count, long value) {
    for (int i = count - 1; i >= 0; i--) {
      current = (current << 1) | (int) ((value >> i) & 1);
      if (++filled == 8) {
        plain.write(current);
        current = 0;
        filled = 0;
      }
    }
    return this;
  }

  H264BitWriter flag(boolean value) {
    return u(1, value ? 1 : 0);
  }

  H264BitWriter ue(int value) {
    int length = 32 - Integer.numberOfLeadingZeros(value + 1);
    return u(length - 1, 0).u(length, value + 1L);
  }

  H264BitWriter se(int value) {
    return ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** With the stop bit, and the bytes that prevent start codes. */
  byte[] nal(int header) {
    u(1, 1);
    while (filled != 0) {
      u(1, 0);
    }
    ByteArrayOutputStream nal = new ByteArrayOutputStream();
    nal.write(header);
    int zeros = 0;
    for (byte value : plain.toByteArray()) {
      if (zeros >= 2 && (value & 0xFF) <= 3) {
        nal.write(3);
        zeros = 0;
      }
      zeros = value == 0 ? zeros + 1 : 0;
      nal.write(value);
    }
    return nal.toByteArray();
  }
}
