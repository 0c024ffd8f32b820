package io.ocelli.image;

import org.jspecify.annotations.Nullable;

/**
 * One image file directory of a TIFF file.
 *
 * @param source the file
 * @param little whether numbers are stored lowest byte first
 * @param at where the directory begins
 * @param entries number of its entries
 */
record TiffDirectory(Source source, boolean little, long at, int entries) {
  /** Bytes a value, by type; 0 for types that are not known. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  static TiffDirectory first(Source source, boolean little) {
    return at(source, little, source.u32(4, little));
  }

  private static TiffDirectory at(Source source, boolean little, long at) {
    int entries = source.u16(at, little);
    source.require(at, 6 + 12L * entries);
    return new TiffDirectory(source, little, at, entries);
  }

  /** The directory of the next page; null after the last. */
  @Nullable TiffDirectory next() {
    long next = source.u32(at + 2 + 12L * entries, little);
    return next == 0 ? null : at(source, little, next);
  }

  /** Fails as cut off when the values of an entry lie beyond the end of the file. */
  void checkValues() {
    for (int i = 0; i < entries; i++) {
      long entry = at + 2 + 12L * i;
      int type = source.u16(entry + 2, little);
      long bytes = source.u32(entry + 4, little) * SIZES[type < SIZES.length ? type : 0];
      if (bytes > 4) {
        source.require(source.u32(entry + 8, little), bytes);
      }
    }
  }

  /** How many values a tag has; 0 when it is absent. */
  long count(int tag) {
    long entry = find(tag);
    return entry < 0 ? 0 : source.u32(entry + 4, little);
  }

  /** The first value of a tag. */
  long value(int tag, long otherwise) {
    return value(tag, 0, otherwise);
  }

  /** The value of a tag at an index; byte, short and long values only. */
  long value(int tag, long index, long otherwise) {
    long entry = find(tag);
    if (entry < 0) {
      return otherwise;
    }
    int type = source.u16(entry + 2, little);
    long count = source.u32(entry + 4, little);
    int size = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
    if (size == 0 || index >= count) {
      return otherwise;
    }
    long start = count * size <= 4 ? entry + 8 : source.u32(entry + 8, little);
    long where = start + index * size;
    return switch (size) {
      case 1 -> source.u8(where);
      case 2 -> source.u16(where, little);
      default -> source.u32(where, little);
    };
  }

  private long find(int tag) {
    for (int i = 0; i < entries; i++) {
      long entry = at + 2 + 12L * i;
      if (source.u16(entry, little) == tag) {
        return entry;
      }
    }
    return -1;
  }
}
