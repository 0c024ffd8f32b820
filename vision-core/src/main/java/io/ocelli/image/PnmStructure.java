package io.ocelli.image;

/**
 * The header of a portable bit, gray or pixel map (netpbm PBM, PGM, PPM).
 *
 * @param source the file
 * @param header size
 * @param data where the pixels begin
 */
record PnmStructure(Source source, ImageHeader header, int data) implements Structure {
  static PnmStructure read(Source source) {
    int kind = source.u8(1) - '0';
    int[] at = {2};
    int width = number(source, at);
    int height = number(source, at);
    boolean bitmap = kind == 1 || kind == 4;
    int max = bitmap ? 1 : number(source, at);
    if (max < 1 || max > 65535) {
      throw source.damaged("its header claims a largest value of " + max);
    }
    ImageHeader header =
        new ImageHeader(
            ImageFormat.PNM,
            width,
            height,
            1,
            kind == 3 || kind == 6 ? 3 : 1,
            bitmap ? 1 : max > 255 ? 16 : 8,
            false);
    return new PnmStructure(source, header, at[0] + 1);
  }

  @Override
  public void checkWhole() {
    int kind = source.u8(1) - '0';
    long samples = header.pixels() * header.channels();
    if (kind == 4) {
      source.require(data, (header.width() + 7L) / 8 * header.height());
    } else if (kind > 4) {
      source.require(data, samples * (header.bitDepth() == 16 ? 2 : 1));
    } else {
      // Plain text: a digit for each sample at least, and a gap unless they are bits.
      source.require(data, kind == 1 ? samples : 2 * samples - 1);
    }
  }

  /** Reads the next decimal number; comments run from # to the end of the line. */
  private static int number(Source source, int[] at) {
    int c = source.u8(at[0]);
    while (c == '#' || c <= ' ') {
      if (c == '#') {
        while (c != '\n' && c != '\r') {
          c = source.u8(++at[0]);
        }
      } else {
        c = source.u8(++at[0]);
      }
    }
    long value = 0;
    int digits = 0;
    while (c >= '0' && c <= '9' && digits < 10) {
      value = value * 10 + (c - '0');
      digits++;
      c = source.u8(++at[0]);
    }
    if (digits == 0 || value > Integer.MAX_VALUE) {
      throw source.damaged("its header has no number at byte " + at[0]);
    }
    return (int) value;
  }
}
