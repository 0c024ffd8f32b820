package io.ocelli.image;

import java.util.zip.CRC32;

/**
 * The chunks of a PNG file (ISO/IEC 15948).
 *
 * @param source the file
 * @param header size, EXIF orientation
 */
record PngStructure(Source source, ImageHeader header) implements Structure {
  private static final int FIRST_CHUNK = 8;

  static PngStructure read(Source source) {
    if (!source.has(FIRST_CHUNK + 4, "IHDR")) {
      source.require(FIRST_CHUNK, 25);
      throw source.damaged("its first chunk is not IHDR");
    }
    checkCrc(source, FIRST_CHUNK, 13);
    long width = source.be32(16);
    long height = source.be32(20);
    int depth = source.u8(24);
    int colour = source.u8(25);
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw source.damaged("its header claims a size of " + width + "x" + height + " pixels");
    }
    boolean transparent = false;
    int orientation = 1;
    long at = FIRST_CHUNK;
    while (at + 12 <= source.length()) {
      long size = source.be32(at);
      int start = (int) at + 8;
      if (source.has(start - 4, "tRNS")) {
        transparent = true;
      } else if (source.has(start - 4, "eXIf")) {
        orientation =
            Exif.orientation(source, start, (int) Math.min(start + size, source.length()));
      }
      at += 12 + size;
    }
    boolean alpha = transparent || colour == 4 || colour == 6;
    int samples = colour == 2 || colour == 6 || (colour == 3 && alpha) ? 3 : 1;
    ImageHeader header =
        new ImageHeader(
            ImageFormat.PNG,
            (int) width,
            (int) height,
            orientation,
            samples + (alpha ? 1 : 0),
            depth,
            alpha);
    return new PngStructure(source, header);
  }

  @Override
  public void checkWhole() {
    long at = FIRST_CHUNK;
    long coded = 0;
    boolean end = false;
    while (!end) {
      source.require(at, 12);
      long size = source.be32(at);
      source.require(at + 8, size + 4);
      // The fifth bit of the first letter marks chunks that a decoder may pass over.
      boolean critical = (source.u8(at + 4) & 0x20) == 0;
      int type = (int) at + 4;
      if (critical || source.has(type, "tRNS")) {
        checkCrc(source, at, size);
      }
      coded += source.has(type, "IDAT") ? size : 0;
      end = source.has(type, "IEND");
      at += 12 + size;
    }
    // Deflate packs at most 1032 bytes into one.
    long least = header.height() * ((header.width() * (long) header.bitDepth() + 7) / 8 + 1) / 1040;
    if (coded < least) {
      throw source.damaged(
          "its header claims %dx%d pixels, which %d bytes of picture data cannot hold"
              .formatted(header.width(), header.height(), coded));
    }
  }

  private static void checkCrc(Source source, long at, long size) {
    source.require(at + 8, size + 4);
    CRC32 crc = new CRC32();
    crc.update(source.bytes(), (int) at + 4, (int) size + 4);
    if (crc.getValue() != source.be32(at + 8 + size)) {
      throw source.damaged("the checksum of the chunk at byte " + at + " does not match its data");
    }
  }
}
