package io.ocelli.dataset;

import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small real pictures for tests. */
public final class Drawn {
  private Drawn() {}

  /** One colour with a little pattern, so that different seeds are different bytes. */
  public static byte[] picture(int width, int height, int rgb, int seed, ImageFormat format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    image.setRGB(0, 0, seed * 2654435);
    try (Image picture = Image.of(image)) {
      return picture.encode(format);
    }
  }

  /** Writes a PNG of one colour. */
  public static Path write(Path file, int rgb, int seed) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, picture(20, 10, rgb, seed, ImageFormat.PNG));
  }
}
