package io.ocelli.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the strips or tiles of a TIFF page without keeping the pixels, to see whether each holds
 * as much as it should: libtiff leaves the rest of a broken strip empty and goes on.
 */
final class TiffStrips {
  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32946;
  private static final int PACK_BITS = 32773;
  private static final int SEPARATE_PLANES = 2;
  private static final int YCBCR = 6;

  private final Source source;
  private final TiffDirectory page;
  private final int compression;
  private final boolean tiled;

  TiffStrips(Source source, TiffDirectory page) {
    this.source = source;
    this.page = page;
    this.compression = (int) page.value(259, NONE);
    this.tiled = page.count(324) > 0;
  }

  /** Fails as cut off when a part lies beyond the end of the file. */
  void checkPlaces() {
    int offsets = tiled ? 324 : 273;
    int sizes = tiled ? 325 : 279;
    if (page.count(offsets) == 0) {
      throw source.damaged("the page at byte " + page.at() + " has no picture data");
    }
    long parts = Math.min(page.count(offsets), page.count(sizes));
    for (long i = 0; i < parts; i++) {
      source.require(page.value(offsets, i, 0), page.value(sizes, i, 0));
    }
  }

  /** Fails as damaged when a part that is packed in a common way holds less than it should. */
  void checkContent() {
    if (page.value(262, 0) == YCBCR) {
      return;
    }
    long width = page.value(256, 0);
    long height = page.value(257, 0);
    boolean separate = page.value(284, 1) == SEPARATE_PLANES;
    long samples = separate ? 1 : page.value(277, 1);
    long rows = Math.min(height, Math.max(1, page.value(tiled ? 323 : 278, height)));
    long row = ((tiled ? page.value(322, width) : width) * samples * page.value(258, 1) + 7) / 8;
    if (tiled) {
      rows = page.value(323, 1);
    }
    long perPlane = (height + rows - 1) / rows;
    long parts = Math.min(page.count(tiled ? 324 : 273), page.count(tiled ? 325 : 279));
    for (long i = 0; i < parts; i++) {
      boolean last = !tiled && i % perPlane == perPlane - 1;
      long needed = row * (last ? height - rows * (perPlane - 1) : rows);
      int from = (int) page.value(tiled ? 324 : 273, i, 0);
      int size = (int) page.value(tiled ? 325 : 279, i, 0);
      long held = unpacked(from, size, needed);
      if (held < needed) {
        throw source.damaged(
            "part %d of its data, at byte %d, holds %d of %d bytes"
                .formatted(i + 1, from, held, needed));
      }
    }
  }

  /** How many bytes the part holds, as far as needed; packings not known here count as whole. */
  private long unpacked(int from, int size, long needed) {
    return switch (compression) {
      case NONE -> size;
      case LZW -> lzw(from, size, needed);
      case DEFLATE, OLD_DEFLATE -> deflate(from, size);
      case PACK_BITS -> packBits(from, size);
      default -> needed;
    };
  }

  private long deflate(int from, int size) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(source.bytes(), from, size);
      byte[] scratch = new byte[1 << 16];
      int step = 1;
      while (step > 0) {
        step = inflater.inflate(scratch);
      }
      return inflater.getBytesWritten();
    } catch (DataFormatException e) {
      // A wrong checksum shows only after the last byte, so the count would not tell.
      return inflater.finished() ? inflater.getBytesWritten() : -1;
    } finally {
      inflater.end();
    }
  }

  private long packBits(int from, int size) {
    long held = 0;
    int at = from;
    int end = from + size;
    while (at < end) {
      int code = source.bytes()[at];
      if (code >= 0) {
        held += Math.min(code + 1, end - at - 1);
        at += code + 2;
      } else {
        held += code == -128 || at + 1 >= end ? 0 : 1 - code;
        at += code == -128 ? 1 : 2;
      }
    }
    return held;
  }

  /** TIFF 6.0, section 13: codes of 9 to 12 bits, highest bit first; only lengths are followed. */
  private long lzw(int from, int size, long needed) {
    byte[] bytes = source.bytes();
    if (size >= 2 && bytes[from] == 0 && (bytes[from + 1] & 1) == 1) {
      return needed; // the old bit order of libtiff before 1990
    }
    int[] lengths = new int[4097];
    int next = 258;
    int width = 9;
    int previous = 0;
    long held = 0;
    long bit = 8L * from;
    long end = 8L * (from + size);
    while (held < needed && bit + width <= end) {
      int code = bits(bytes, bit, width);
      bit += width;
      if (code == 257) {
        break;
      }
      if (code == 256) {
        next = 258;
        width = 9;
        previous = 0;
        continue;
      }
      if (code > next || (code == next && previous == 0)) {
        return held;
      }
      int length = code < 256 ? 1 : code == next ? previous + 1 : lengths[code];
      if (previous > 0 && next < 4096) {
        lengths[next++] = previous + 1;
      }
      held += length;
      previous = length;
      width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
    }
    return held;
  }

  private static int bits(byte[] bytes, long bit, int count) {
    int at = (int) (bit >> 3);
    int value = 0;
    for (int i = 0; i < 3; i++) {
      value = value << 8 | (at + i < bytes.length ? bytes[at + i] & 0xFF : 0);
    }
    return value >> (24 - count - (int) (bit & 7)) & ((1 << count) - 1);
  }
}
