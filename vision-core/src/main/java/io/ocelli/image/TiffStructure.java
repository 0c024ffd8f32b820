package io.ocelli.image;

import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF file (TIFF 6.0; BigTIFF is recognised by libtiff alone).
 *
 * @param source the file
 * @param header size, orientation
 * @param premultiplied whether the decoder gives colours that are multiplied by alpha already:
 *     libtiff does so itself with 8-bit samples, with 16 bits they come as they are stored
 */
record TiffStructure(Source source, ImageHeader header, boolean premultiplied)
    implements Structure {
  private static final int CMYK = 5;
  private static final int MOST_PAGES = 10_000;
  private static final int ASSOCIATED_ALPHA = 1;

  static TiffStructure read(Source source) {
    boolean little = source.u8(0) == 'I';
    if (source.u16(2, little) == 43) {
      throw source.unsupported("BigTIFF");
    }
    TiffDirectory directory = TiffDirectory.first(source, little);
    long width = directory.value(256, 0);
    long height = directory.value(257, 0);
    int bits = (int) directory.value(258, 1);
    int samples = (int) directory.value(277, 1);
    int photometric = (int) directory.value(262, 1);
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw source.damaged("its header claims a size of " + width + "x" + height + " pixels");
    }
    if (directory.value(339, 1) == 3) {
      throw source.unsupported("TIFF with floating-point samples");
    }
    if (bits > 16) {
      throw source.unsupported("TIFF with " + bits + " bits a sample");
    }
    if (photometric == CMYK && bits != 8) {
      throw source.unsupported("CMYK TIFF with " + bits + " bits a sample");
    }
    long orientation = directory.value(274, 1);
    boolean alpha = directory.value(338, 0) != 0;
    boolean premultiplied = bits <= 8 || directory.value(338, 0) == ASSOCIATED_ALPHA;
    ImageHeader header =
        new ImageHeader(
            ImageFormat.TIFF,
            (int) width,
            (int) height,
            orientation >= 1 && orientation <= 8 ? (int) orientation : 1,
            samples,
            bits,
            alpha);
    return new TiffStructure(source, header, premultiplied);
  }

  @Override
  public void checkWhole() {
    TiffDirectory first = TiffDirectory.first(source, source.u8(0) == 'I');
    new TiffStrips(source, first).checkPlaces();
    new TiffStrips(source, first).checkContent();
    @Nullable TiffDirectory page = first;
    int pages = 0;
    // The bound ends chains that run in a circle.
    while (page != null && pages++ < MOST_PAGES) {
      page.checkValues();
      new TiffStrips(source, page).checkPlaces();
      page = page.next();
    }
  }

  @Override
  public int frames() {
    int pages = 0;
    @Nullable TiffDirectory page = TiffDirectory.first(source, source.u8(0) == 'I');
    while (page != null && pages < MOST_PAGES) {
      pages++;
      page = page.next();
    }
    return pages;
  }
}
