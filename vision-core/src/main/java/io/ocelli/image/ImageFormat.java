package io.ocelli.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The picture formats that are decoded; some are encoded too. Content decides, never the name. */
public enum ImageFormat {
  /** JPEG (ITU T.81), baseline and progressive; gray, YCbCr, RGB, CMYK and YCCK. */
  JPEG(true, 92, "jpg", "jpeg", "jpe", "jfif"),
  /** PNG, all colour types, 1 to 16 bit. */
  PNG(true, 0, "png", "apng"),
  /** WebP, lossy and lossless. */
  WEBP(true, 90, "webp"),
  /** TIFF, 8 and 16 bit, the first page. */
  TIFF(true, 0, "tif", "tiff"),
  /** Windows bitmap. */
  BMP(true, 0, "bmp", "dib"),
  /** GIF, the first frame. */
  GIF(false, 0, "gif"),
  /** Portable bit, gray and pixel maps (PBM, PGM, PPM). */
  PNM(false, 0, "pbm", "pgm", "ppm", "pnm");

  private final boolean canEncode;
  private final int defaultQuality;
  private final String extensions;

  ImageFormat(boolean canEncode, int defaultQuality, String... extensions) {
    this.canEncode = canEncode;
    this.defaultQuality = defaultQuality;
    this.extensions = String.join(" ", extensions);
  }

  /** Whether {@link Image#encode(ImageFormat)} writes it. */
  public boolean canEncode() {
    return canEncode;
  }

  /** The quality used when none is given, 1 to 100; 0 for formats without loss. */
  public int defaultQuality() {
    return defaultQuality;
  }

  /** File name extensions, lower case, without a dot. */
  public Set<String> extensions() {
    return Set.of(extensions.split(" "));
  }

  /** The extensions of all formats, lower case, without a dot. */
  public static Set<String> allExtensions() {
    return Arrays.stream(values())
        .flatMap(format -> format.extensions().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The format that a file name's extension stands for, whatever its case. */
  public static Optional<ImageFormat> ofName(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot < 0
        ? Optional.empty()
        : Arrays.stream(values()).filter(f -> f.extensions().contains(extension)).findFirst();
  }

  /** The format that the first bytes of a file show, whatever its name; empty when it is none. */
  public static Optional<ImageFormat> sniff(byte[] bytes) {
    Signature start = new Signature(bytes);
    if (start.has(0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    }
    if (start.has(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return Optional.of(PNG);
    }
    if (start.has(0, "RIFF") && start.has(8, "WEBP")) {
      return Optional.of(WEBP);
    }
    if (start.has(0, 'I', 'I', 42, 0)
        || start.has(0, 'M', 'M', 0, 42)
        || start.has(0, 'I', 'I', 43, 0)
        || start.has(0, 'M', 'M', 0, 43)) {
      return Optional.of(TIFF);
    }
    if (start.has(0, "GIF87a") || start.has(0, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (isBmp(bytes)) {
      return Optional.of(BMP);
    }
    return isPnm(bytes) ? Optional.of(PNM) : Optional.empty();
  }

  /**
   * "BM" also begins ordinary words, so the size of the second header has to be one that exists.
   */
  private static boolean isBmp(byte[] b) {
    return b.length >= 18
        && b[0] == 'B'
        && b[1] == 'M'
        && b[15] == 0
        && b[16] == 0
        && b[17] == 0
        && List.of(12, 40, 52, 56, 64, 108, 124).contains((int) b[14]);
  }

  private static boolean isPnm(byte[] b) {
    return b.length >= 3
        && b[0] == 'P'
        && b[1] >= '1'
        && b[1] <= '6'
        && (b[2] == ' ' || b[2] == '\n' || b[2] == '\r' || b[2] == '\t');
  }
}
