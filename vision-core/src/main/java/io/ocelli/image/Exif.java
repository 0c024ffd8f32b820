package io.ocelli.image;

/** Finds the orientation in an EXIF block (EXIF 2.32, tag 0x0112 of the first directory). */
final class Exif {
  private static final int ORIENTATION_TAG = 0x0112;

  private Exif() {}

  /**
   * The orientation in the TIFF structure at {@code start}, 1 to 8; 1 where it is absent or broken,
   * as a damaged EXIF block does not make the picture unreadable.
   */
  static int orientation(Source source, int start, int end) {
    int limit = Math.min(end, source.length());
    if (limit - start < 14) {
      return 1;
    }
    boolean little = source.u8(start) == 'I';
    if (source.u16(start, little) != (little ? 0x4949 : 0x4D4D)
        || source.u16(start + 2, little) != 42) {
      return 1;
    }
    long directory = start + source.u32(start + 4, little);
    if (directory + 2 > limit) {
      return 1;
    }
    int entries = source.u16(directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > limit) {
        return 1;
      }
      if (source.u16(entry, little) == ORIENTATION_TAG) {
        int value = source.u16(entry + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
