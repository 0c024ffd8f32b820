package io.ocelli.image;

/**
 * The blocks of a GIF file (GIF89a specification).
 *
 * @param source the file
 * @param header size of the canvas
 */
record GifStructure(Source source, ImageHeader header) implements Structure {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;

  static GifStructure read(Source source) {
    ImageHeader header =
        new ImageHeader(ImageFormat.GIF, source.le16(6), source.le16(8), 1, 4, 8, true);
    source.require(10, 3);
    return new GifStructure(source, header);
  }

  @Override
  public void checkWhole() {
    if (frames() == 0) {
      throw source.damaged("it holds no frame");
    }
  }

  @Override
  public int frames() {
    long at = 13L + colourTable(source.u8(10));
    int frames = 0;
    while (true) {
      int block = source.u8(at);
      if (block == TRAILER) {
        break;
      }
      if (block == EXTENSION) {
        at = endOfData(at + 2);
      } else if (block == FRAME) {
        at = endOfData(at + 11 + colourTable(source.u8(at + 9)));
        frames++;
      } else {
        throw source.damaged("an unknown block %02X at byte %d".formatted(block, at));
      }
    }
    return frames;
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private long endOfData(long from) {
    long at = from;
    int size = source.u8(at);
    while (size != 0) {
      at += 1 + size;
      size = source.u8(at);
    }
    return at + 1;
  }
}
