package io.ocelli.image;

import io.ocelli.image.UnreadableImageException.Reason;

/** The bytes of one file with the name that messages use; every read is checked against the end. */
final class Source {
  private final byte[] bytes;
  private final String name;

  Source(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
  }

  /** The bytes themselves, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  String name() {
    return name;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) {
    require(at, 1);
    return bytes[(int) at] & 0xFF;
  }

  int u16(long at, boolean little) {
    require(at, 2);
    int first = bytes[(int) at] & 0xFF;
    int second = bytes[(int) at + 1] & 0xFF;
    return little ? second << 8 | first : first << 8 | second;
  }

  long u32(long at, boolean little) {
    long first = u16(at, little);
    long second = u16(at + 2, little);
    return little ? second << 16 | first : first << 16 | second;
  }

  int be16(long at) {
    return u16(at, false);
  }

  long be32(long at) {
    return u32(at, false);
  }

  int le16(long at) {
    return u16(at, true);
  }

  long le32(long at) {
    return u32(at, true);
  }

  boolean has(int at, String expected) {
    return new Signature(bytes).has(at, expected);
  }

  /** Fails as cut off unless {@code count} bytes lie at {@code at}. */
  void require(long at, long count) {
    if (at < 0 || count < 0 || at + count > bytes.length) {
      throw cutOff("the file ends after " + bytes.length + " bytes");
    }
  }

  UnreadableImageException cutOff(String detail) {
    return new UnreadableImageException(
        Reason.DAMAGED,
        "the picture is cut off",
        detail,
        name,
        "copy or download the file again; what is missing cannot be restored");
  }

  UnreadableImageException damaged(String detail) {
    return new UnreadableImageException(
        Reason.DAMAGED,
        "the picture is damaged",
        detail,
        name,
        "copy or download the file again, or open it in an image editor and save it anew");
  }

  UnreadableImageException unsupported(String detail) {
    return new UnreadableImageException(
        Reason.UNSUPPORTED,
        "this kind of picture is not supported",
        detail,
        name,
        "convert it to an ordinary JPEG or PNG");
  }
}
