package io.ocelli.dataset;

import io.ocelli.image.ImageFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which file names look like pictures. */
final class ImageNames {
  /**
   * Pictures that are not decoded here. They count as pictures all the same, so that reading them
   * says so, rather than leaving them out with the text files.
   */
  private static final Set<String> FOREIGN =
      Set.of("avif", "heic", "heif", "jp2", "j2k", "jxl", "psd", "tga", "exr", "hdr", "svg");

  private ImageNames() {}

  static boolean matches(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return ImageFormat.ofName(fileName).isPresent()
        || (dot >= 0 && FOREIGN.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  static String known() {
    return String.join(", ", new TreeSet<>(ImageFormat.allExtensions()));
  }
}
