package io.ocelli.image;

/**
 * The chunks of a WebP file (RFC 9649).
 *
 * @param source the file
 * @param header size, EXIF orientation
 */
record WebpStructure(Source source, ImageHeader header) implements Structure {
  static WebpStructure read(Source source) {
    int width;
    int height;
    boolean alpha = false;
    if (source.has(12, "VP8X")) {
      alpha = (source.u8(20) & 0x10) != 0;
      width = 1 + source.le16(24) + (source.u8(26) << 16);
      height = 1 + source.le16(27) + (source.u8(29) << 16);
    } else if (source.has(12, "VP8L")) {
      if (source.u8(20) != 0x2F) {
        throw source.damaged("its lossless data do not begin as they should at byte 20");
      }
      long bits = source.le32(21);
      width = 1 + (int) (bits & 0x3FFF);
      height = 1 + (int) (bits >> 14 & 0x3FFF);
      alpha = (bits >> 28 & 1) != 0;
    } else if (source.has(12, "VP8 ")) {
      if (source.u8(23) != 0x9D || source.u8(24) != 0x01 || source.u8(25) != 0x2A) {
        throw source.damaged("its frame does not begin as it should at byte 23");
      }
      width = source.le16(26) & 0x3FFF;
      height = source.le16(28) & 0x3FFF;
    } else {
      source.require(12, 8);
      throw source.damaged("its first chunk is of an unknown type");
    }
    int orientation = 1;
    long at = 12;
    while (at + 8 <= source.length()) {
      long size = source.le32(at + 4);
      if (source.has((int) at, "EXIF")) {
        int start = (int) at + 8;
        // Some writers put the header of the JPEG form in front.
        int skip = source.has(start, "Exif\0\0") ? 6 : 0;
        orientation =
            Exif.orientation(source, start + skip, (int) Math.min(start + size, source.length()));
      }
      at += 8 + size + (size & 1);
    }
    ImageHeader header =
        new ImageHeader(ImageFormat.WEBP, width, height, orientation, alpha ? 4 : 3, 8, alpha);
    return new WebpStructure(source, header);
  }

  @Override
  public void checkWhole() {
    long claimed = source.le32(4) + 8;
    if (claimed > source.length() + 1L) {
      throw source.cutOff(
          "the file ends after "
              + source.length()
              + " bytes of the "
              + claimed
              + " that it claims");
    }
  }

  /** An animated file has an ANMF chunk for each frame. */
  @Override
  public int frames() {
    int frames = 0;
    long at = 12;
    while (at + 8 <= source.length()) {
      frames += source.has((int) at, "ANMF") ? 1 : 0;
      long size = source.le32(at + 4);
      at += 8 + size + (size & 1);
    }
    return Math.max(1, frames);
  }
}
