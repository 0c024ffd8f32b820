package io.ocelli.image;

/**
 * One image file directory of a TIFF file.
 *
 * @param source the file
 * @param little whether numbers are stored lowest byte first
 * @param at where the directory begins
 * @param entries number of its entries
 */
record TiffDirectory(Source source, boolean little, long at, int entries) {
  static TiffDirectory first(Source source, boolean little) {
    long at = source.u32(4, little);
    int entries = source.u16(at, little);
    source.require(at, 2 + 12L * entries);
    return new TiffDirectory(source, little, at, entries);
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
