package io.ocelli.image;

import java.nio.charset.StandardCharsets;

/** Compares the first bytes of a file with those that a format begins with. */
final class Signature {
  private final byte[] bytes;

  Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean has(int at, int... expected) {
    if (bytes.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[at + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  boolean has(int at, String expected) {
    return bytes.length >= at + expected.length()
        && new String(bytes, at, expected.length(), StandardCharsets.ISO_8859_1).equals(expected);
  }
}
