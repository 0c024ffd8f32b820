package io.ocelli.image;

/**
 * The headers of a Windows bitmap (BITMAPCOREHEADER to BITMAPV5HEADER).
 *
 * @param source the file
 * @param header size; rows may be stored upwards or downwards
 * @param compression 0 for none, 1 and 2 for run lengths, 3 and 6 for bit masks
 */
record BmpStructure(Source source, ImageHeader header, long compression) implements Structure {
  static BmpStructure read(Source source) {
    long second = source.le32(14);
    boolean core = second == 12;
    int width = core ? source.le16(18) : (int) source.le32(18);
    int height = core ? source.le16(20) : (int) source.le32(22);
    int bits = core ? source.le16(24) : source.le16(28);
    long compression = core ? 0 : source.le32(30);
    if (height == Integer.MIN_VALUE) {
      throw source.damaged("its header claims a height of " + height + " pixels");
    }
    if (compression == 4 || compression == 5) {
      throw source.unsupported("a bitmap that wraps a " + (compression == 4 ? "JPEG" : "PNG"));
    }
    boolean alpha = bits == 32 && second >= 56 && compression == 3 && source.le32(66) != 0;
    ImageHeader header =
        new ImageHeader(
            ImageFormat.BMP,
            width,
            Math.abs(height),
            1,
            bits <= 8 ? 1 : alpha ? 4 : 3,
            Math.min(bits, 8),
            alpha);
    return new BmpStructure(source, header, compression);
  }

  @Override
  public void checkWhole() {
    long start = source.le32(10);
    if (compression == 1 || compression == 2) {
      source.require(start, 2);
      return;
    }
    int bits = source.le32(14) == 12 ? source.le16(24) : source.le16(28);
    long row = (header.width() * (long) bits + 31) / 32 * 4;
    // The padding of the last row is missing in files of some writers and is not needed.
    long needed = row * (header.height() - 1) + (header.width() * (long) bits + 7) / 8;
    source.require(start, needed);
  }
}
