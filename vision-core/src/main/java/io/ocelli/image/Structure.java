package io.ocelli.image;

import io.ocelli.image.UnreadableImageException.Reason;

/**
 * What the bytes of a file say before any pixel is decoded. One implementation for each format
 * reads the header and can walk the file to see whether it is whole: the native decoders fill what
 * is missing with gray and say nothing.
 */
sealed interface Structure
    permits JpegStructure,
        PngStructure,
        WebpStructure,
        TiffStructure,
        BmpStructure,
        GifStructure,
        PnmStructure {
  /** Format, size, orientation. */
  ImageHeader header();

  /**
   * Walks the whole file.
   *
   * @throws UnreadableImageException if it is cut off or damaged
   */
  void checkWhole();

  /** How many pictures follow one another, as frames or pages; of a whole file. */
  default int frames() {
    return 1;
  }

  /**
   * Reads the header.
   *
   * @throws UnreadableImageException if the bytes are empty, no picture, or the header is broken
   */
  static Structure of(Source source) {
    if (source.length() == 0) {
      throw new UnreadableImageException(
          Reason.EMPTY,
          "the file is empty",
          "0 bytes",
          source.name(),
          "copy or download the file again");
    }
    ImageFormat format =
        ImageFormat.sniff(source.bytes()).orElseThrow(() -> ForeignContent.describe(source));
    Structure structure =
        switch (format) {
          case JPEG -> JpegStructure.read(source);
          case PNG -> PngStructure.read(source);
          case WEBP -> WebpStructure.read(source);
          case TIFF -> TiffStructure.read(source);
          case BMP -> BmpStructure.read(source);
          case GIF -> GifStructure.read(source);
          case PNM -> PnmStructure.read(source);
        };
    ImageHeader header = structure.header();
    if (header.width() < 1 || header.height() < 1) {
      throw source.damaged(
          "its header claims a size of " + header.width() + "x" + header.height() + " pixels");
    }
    return structure;
  }
}
