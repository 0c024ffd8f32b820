package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageHeader;
import io.ocelli.image.ImageMetadata;
import io.ocelli.ops.color.DominantColor;
import io.ocelli.ops.color.DominantColors;
import java.io.IOException;
import java.util.List;

/**
 * What {@code ocelli image info} tells of a picture.
 *
 * @param source its name
 * @param bytes size of the file
 * @param colors the main colours, the most frequent first
 */
record ImageFacts(
    String source,
    long bytes,
    ImageHeader header,
    ImageMetadata metadata,
    List<DominantColor> colors) {
  private static final int COLORS = 5;

  /** Reads and decodes the picture. */
  static ImageFacts of(ByteSource source) throws IOException {
    byte[] bytes = source.read();
    String name = source.name();
    ImageHeader header = ImageHeader.of(bytes, name);
    try (Image image = Image.decode(bytes, name, DecodeOptions.DEFAULT)) {
      return new ImageFacts(
          name,
          bytes.length,
          header,
          ImageMetadata.of(bytes, name),
          DominantColors.of(image, COLORS));
    }
  }
}
