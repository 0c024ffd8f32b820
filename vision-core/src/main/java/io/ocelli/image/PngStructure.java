package io.ocelli.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG file (ISO/IEC 15948).
 *
 * @param source the file
 * @param header size, EXIF orientation
 * @param transparency where the tRNS chunk begins, or -1
 * @param palette whether colours are looked up
 */
record PngStructure(Source source, ImageHeader header, long transparency, boolean palette)
    implements Structure {
  private static final int FIRST_CHUNK = 8;

  /** What is needed for the first picture; libpng complains on stderr of faults in the others. */
  private static final List<String> NEEDED = List.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

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
    long transparency = -1;
    int orientation = 1;
    long at = FIRST_CHUNK;
    while (at + 12 <= source.length()) {
      long size = source.be32(at);
      int start = (int) at + 8;
      if (source.has(start - 4, "tRNS")) {
        transparency = at;
      } else if (source.has(start - 4, "eXIf")) {
        orientation =
            Exif.orientation(source, start, (int) Math.min(start + size, source.length()));
      }
      at += 12 + size;
    }
    boolean alpha = transparency >= 0 || colour == 4 || colour == 6;
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
    return new PngStructure(source, header, transparency, colour == 3);
  }

  /**
   * The one transparent colour of a picture without palette and alpha channel, as stored samples in
   * BGR order or one gray; null when there is none.
   */
  int @Nullable [] colourKey() {
    if (transparency < 0 || palette) {
      return null;
    }
    long at = transparency + 8;
    return header.channels() == 2
        ? new int[] {source.be16(at)}
        : new int[] {source.be16(at + 4), source.be16(at + 2), source.be16(at)};
  }

  /** An animated PNG says in its acTL chunk, before any pixels, how many frames it has. */
  @Override
  public int frames() {
    long at = FIRST_CHUNK;
    while (at + 16 <= source.length() && !source.has((int) at + 4, "IDAT")) {
      if (source.has((int) at + 4, "acTL")) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, source.be32(at + 8)));
      }
      at += 12 + source.be32(at);
    }
    return 1;
  }

  private boolean hasSpareChunks() {
    long at = FIRST_CHUNK;
    while (at + 12 <= source.length()) {
      String type = new String(source.bytes(), (int) at + 4, 4, StandardCharsets.ISO_8859_1);
      if (!NEEDED.contains(type)) {
        return true;
      }
      if (type.equals("IEND")) {
        return false;
      }
      at += 12 + source.be32(at);
    }
    return false;
  }

  /** The bytes without chunks that are of no use for the pixels; call after checkWhole. */
  byte[] essential() {
    byte[] bytes = source.bytes();
    if (!hasSpareChunks()) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.write(bytes, 0, FIRST_CHUNK);
    int at = FIRST_CHUNK;
    while (at + 12 <= bytes.length) {
      int length = 12 + (int) source.be32(at);
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (NEEDED.contains(type)) {
        out.write(bytes, at, length);
      }
      if (type.equals("IEND")) {
        break;
      }
      at += length;
    }
    return out.toByteArray();
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
