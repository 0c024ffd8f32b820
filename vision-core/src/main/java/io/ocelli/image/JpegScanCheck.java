package io.ocelli.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks that the scans of a JPEG file hold every block that its header claims. */
final class JpegScanCheck {
  private static final int IMPOSSIBLE_ZEROS = 64;

  private final Source source;
  private final int frameAt;
  private final boolean progressive;
  private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
  private int restartInterval;

  JpegScanCheck(Source source, int frameAt) {
    this.source = source;
    this.frameAt = frameAt;
    this.progressive = source.u8(frameAt + 1L) == 0xC2;
  }

  /** Takes in the Huffman tables or the restart interval of a segment. */
  void segment(int marker, int at, int size) {
    if (marker == 0xDD) {
      restartInterval = source.be16(at + 4L);
    } else if (marker == 0xC4) {
      int table = at + 4;
      while (table < at + 2 + size) {
        int kind = source.u8(table);
        int total = 0;
        for (int i = 1; i <= 16; i++) {
          total += source.u8((long) table + i);
        }
        if ((kind & 15) > 3 || (kind >> 4) > 1 || table + 17 + total > at + 2 + size) {
          throw source.damaged("a broken Huffman table at byte " + table);
        }
        @Nullable HuffmanTable[] tables = kind >> 4 == 0 ? dc : ac;
        tables[kind & 15] = new HuffmanTable(source, table + 1, total);
        table += 17 + total;
      }
    }
  }

  /**
   * Follows one scan.
   *
   * @param at its marker
   * @param data first byte of its entropy-coded data
   * @param end the marker after it
   */
  void scan(int at, int data, int end) {
    int count = source.u8(at + 4L);
    int[] components = new int[count];
    for (int i = 0; i < count; i++) {
      components[i] = component(source.u8(at + 5L + 2L * i), at);
    }
    long spectral = at + 5L + 2L * count;
    int from = source.u8(spectral);
    int to = source.u8(spectral + 1);
    boolean refines = source.u8(spectral + 2) >> 4 > 0;
    if (progressive && refines && from > 0) {
      // Its codes depend on all coefficients before; the first passes were followed.
      refuseZeros(data, end);
      return;
    }
    Blocks blocks = blocks(components, at);
    JpegScan scan = new JpegScan(source.bytes(), data, end);
    int skipped = 0;
    for (long unit = 0; unit < blocks.units; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        skipped = 0;
        if (!scan.restart()) {
          throw broken(unit, blocks.units, data, "a restart marker is missing");
        }
      }
      for (int table : blocks.tables) {
        boolean sound;
        if (!progressive) {
          sound = scan.sequentialBlock(table(dc, table >> 4, at), table(ac, table & 15, at));
        } else if (from == 0) {
          sound = true;
          if (refines) {
            scan.dcBit();
          } else {
            sound = scan.dcDifference(table(dc, table >> 4, at));
          }
        } else if (skipped > 0) {
          skipped--;
          sound = true;
        } else {
          skipped = scan.acBand(table(ac, table & 15, at), from, to);
          sound = skipped >= 0;
        }
        if (!sound) {
          throw broken(unit, blocks.units, data, "there is a code that means nothing");
        }
      }
      if (scan.isOver() && unit < blocks.units - 1) {
        throw broken(unit, blocks.units, data, "the data end");
      }
    }
    // A few spare bytes are common and harmless; many show that the codes went astray.
    int spare = scan.left();
    if (spare > 64 && spare > (end - data) / 50) {
      throw source.damaged(
          "%d bytes are left over in the scan at byte %d: some of its data are not what was written"
              .formatted(spare, data));
    }
  }

  private void refuseZeros(int data, int end) {
    int zeros = 0;
    for (int i = data; i < end; i++) {
      zeros = source.bytes()[i] == 0 ? zeros + 1 : 0;
      if (zeros == IMPOSSIBLE_ZEROS) {
        throw source.damaged("nothing but zeros up to byte %d of its data".formatted(i));
      }
    }
  }

  private UnreadableImageException broken(long unit, long units, int data, String what) {
    return source.damaged(
        "%s after %d %% of the picture (scan at byte %d)"
            .formatted(what, 100 * unit / units, data));
  }

  /** The blocks of a scan: so many units, each with blocks of these tables (DC and AC number). */
  private static final class Blocks {
    private final long units;
    private final int[] tables;

    Blocks(long units, int[] tables) {
      this.units = units;
      this.tables = tables;
    }
  }

  private Blocks blocks(int[] components, int at) {
    int maxH = 1;
    int maxV = 1;
    for (int i = 0; i < source.u8(frameAt + 9L); i++) {
      maxH = Math.max(maxH, source.u8(frameAt + 11L + 3L * i) >> 4);
      maxV = Math.max(maxV, source.u8(frameAt + 11L + 3L * i) & 15);
    }
    int height = source.be16(frameAt + 5L);
    int width = source.be16(frameAt + 7L);
    int[] tables = new int[160];
    int count = 0;
    for (int i = 0; i < components.length; i++) {
      int sampling = source.u8(components[i] + 1L);
      int table = source.u8(at + 6L + 2L * i);
      int each = components.length == 1 ? 1 : (sampling >> 4) * (sampling & 15);
      for (int k = 0; k < each; k++) {
        tables[count++] = table;
      }
    }
    long wide;
    long high;
    if (components.length == 1) {
      int sampling = source.u8(components[0] + 1L);
      wide = ceilDiv((long) width * (sampling >> 4), 8L * maxH);
      high = ceilDiv((long) height * (sampling & 15), 8L * maxV);
    } else {
      wide = ceilDiv(width, 8L * maxH);
      high = ceilDiv(height, 8L * maxV);
    }
    return new Blocks(wide * high, Arrays.copyOf(tables, count));
  }

  /** Where the frame header describes the component with this number. */
  private int component(int id, int at) {
    int count = source.u8(frameAt + 9L);
    for (int i = 0; i < count; i++) {
      if (source.u8(frameAt + 10L + 3L * i) == id) {
        return frameAt + 10 + 3 * i;
      }
    }
    throw source.damaged("the scan at byte " + at + " is of a component that there is none of");
  }

  private HuffmanTable table(@Nullable HuffmanTable[] tables, int number, int at) {
    HuffmanTable table = number < 4 ? tables[number] : null;
    if (table == null) {
      throw source.damaged(
          "the scan at byte " + at + " uses a Huffman table that there is none of");
    }
    return table;
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
