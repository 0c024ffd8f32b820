package io.ocelli.image;

import java.util.Arrays;

/** One Huffman table of a JPEG file (ITU T.81, annex C): the next bits to a symbol. */
final class HuffmanTable {
  private static final int FAST_BITS = 9;

  /** By the next 9 bits: {@code length << 8 | symbol}, or 0 for longer codes. */
  private final short[] fast = new short[1 << FAST_BITS];

  /** By length: the first 16-bit value beyond the codes of that length. */
  private final int[] limit = new int[18];

  private final int[] offset = new int[17];
  private final byte[] symbols;

  /**
   * @param source the file
   * @param counts where the 16 numbers of codes lie, followed by the symbols
   * @param total sum of those numbers
   */
  HuffmanTable(Source source, int counts, int total) {
    symbols = Arrays.copyOfRange(source.bytes(), counts + 16, counts + 16 + total);
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      int count = source.u8(counts + length - 1L);
      offset[length] = index - code;
      if (length <= FAST_BITS) {
        int span = 1 << (FAST_BITS - length);
        for (int i = 0; i < count && (code + i + 1) * span <= fast.length; i++) {
          short entry = (short) (length << 8 | (symbols[index + i] & 0xFF));
          Arrays.fill(fast, (code + i) * span, (code + i + 1) * span, entry);
        }
      }
      code += count;
      index += count;
      limit[length] = code << (16 - length);
      code <<= 1;
    }
    limit[17] = Integer.MAX_VALUE;
  }

  /** {@code length << 8 | symbol} for the next 16 bits, or -1 when no code begins like that. */
  int find(int next16) {
    int entry = fast[next16 >> (16 - FAST_BITS)];
    if (entry != 0) {
      return entry;
    }
    int length = 1;
    while (next16 >= limit[length]) {
      length++;
    }
    if (length > 16) {
      return -1;
    }
    int index = (next16 >> (16 - length)) + offset[length];
    return index < 0 || index >= symbols.length ? -1 : length << 8 | (symbols[index] & 0xFF);
  }
}
