package io.ocelli.image;

/**
 * The header of a portable bit, gray or pixel map (netpbm PBM, PGM, PPM).
 *
 * @param source the file
 * @param header size
 * @param data where the pixels begin
 * @param largest value of full light, 1 to 65535
 */
record PnmStructure(Source source, ImageHeader header, int data, int largest) implements Structure {
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
    return new PnmStructure(source, header, at[0] + 1, max);
  }

  /** Whether OpenCV, which takes binary values as they are, would make the picture too dark. */
  boolean unusualScale() {
    return largest != 1 && largest != 255 && largest != 65535;
  }

  /** The picture as 8-bit samples, gray or RGB, scaled to 255 and rounded. */
  byte[] scaled() {
    boolean text = source.u8(1) < '4';
    int bytes = header.bitDepth() / 8;
    int[] at = {data};
    byte[] scaled = new byte[Math.toIntExact(header.pixels() * header.channels())];
    for (int i = 0; i < scaled.length; i++) {
      long where = data + (long) i * bytes;
      int value = text ? number(source, at) : bytes == 2 ? source.be16(where) : source.u8(where);
      scaled[i] = (byte) ((Math.min(value, largest) * 255L + largest / 2) / largest);
    }
    return scaled;
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
      checkText(samples, kind == 1);
    }
  }

  private void checkText(long samples, boolean bits) {
    int[] at = {data};
    for (long i = 0; i < samples; i++) {
      if (bits) {
        while (source.u8(at[0]) <= ' ') {
          at[0]++;
        }
        at[0]++;
      } else {
        number(source, at);
      }
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
      at[0]++;
      c = at[0] < source.length() ? source.u8(at[0]) : ' ';
    }
    if (digits == 0 || value > Integer.MAX_VALUE) {
      throw source.damaged("its header has no number at byte " + at[0]);
    }
    return (int) value;
  }
}
