package io.ocelli.dataset;

import java.util.Locale;
import java.util.Set;

/** Which file names look like pictures. */
final class ImageNames {
  static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "webp", "tif", "tiff", "jp2",
          "avif", "ppm", "pgm", "pbm", "pnm");

  private ImageNames() {}

  static boolean matches(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
