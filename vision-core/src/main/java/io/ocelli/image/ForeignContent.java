package io.ocelli.image;

import io.ocelli.image.UnreadableImageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Names content that is not decoded for what it is, and says what to try. */
final class ForeignContent {
  private ForeignContent() {}

  static UnreadableImageException describe(Source source) {
    Signature start = new Signature(source.bytes());
    if (start.has(4, "ftyp")) {
      return isoMedia(source);
    }
    if (start.has(0, 0xFF, 0x0A) || start.has(4, "JXL ")) {
      return picture(source, "JPEG XL", "convert it to JPEG or PNG: djxl in.jxl out.png");
    }
    if (start.has(4, "jP  ") || start.has(0, 0xFF, 0x4F, 0xFF, 0x51)) {
      return picture(source, "JPEG 2000", "convert it to PNG: opj_decompress -i in.jp2 -o out.png");
    }
    if (start.has(0, "8BPS")) {
      return picture(source, "Photoshop document (PSD)", "export it as JPEG or PNG");
    }
    if (start.has(0, 0, 0, 1, 0)) {
      return picture(source, "Windows icon (ICO)", "export the icon as PNG");
    }
    if (start.has(0, 0x76, 0x2F, 0x31, 0x01)) {
      return picture(source, "OpenEXR", "tone-map it and save it as PNG");
    }
    if (start.has(0, "#?RADIANCE") || start.has(0, "#?RGBE")) {
      return picture(source, "Radiance HDR", "tone-map it and save it as PNG");
    }
    if (start.has(0, "P7\n") || start.has(0, "PF\n") || start.has(0, "Pf\n")) {
      return picture(source, "netpbm PAM or PFM", "convert it to PNG: magick in.pam out.png");
    }
    if (start.has(128, "DICM")) {
      return picture(source, "DICOM", "convert it to PNG: dcmj2pnm in.dcm out.png");
    }
    if (start.has(0, "FUJIFILMCCD-RAW") || start.has(0, 'I', 'I', 'R', 'O')) {
      return picture(source, "camera raw", "develop it to JPEG with the camera's software");
    }
    if (isTarga(source)) {
      return picture(source, "Targa (TGA)", "convert it to PNG: magick in.tga out.png");
    }
    return notAPicture(source, start);
  }

  /** Targa has no signature, so several fields of its header have to make sense together. */
  private static boolean isTarga(Source source) {
    return source.length() > 18
        && source.u8(1) <= 1
        && List.of(1, 2, 3, 9, 10, 11).contains(source.u8(2))
        && List.of(8, 15, 16, 24, 32).contains(source.u8(16))
        && source.le16(12) > 0
        && source.le16(14) > 0;
  }

  private static UnreadableImageException isoMedia(Source source) {
    String brand =
        source.length() < 12 ? "" : new String(source.bytes(), 8, 4, StandardCharsets.ISO_8859_1);
    return switch (brand) {
      case "avif", "avis" -> picture(source, "AVIF", "convert it to PNG: avifdec in.avif out.png");
      case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" ->
          picture(source, "HEIC/HEIF", "convert it to JPEG: heif-convert in.heic out.jpg");
      case "crx " -> picture(source, "camera raw (CR3)", "develop it to JPEG");
      default -> foreign(source, "a video (MP4/QuickTime)", "extract frames from it first");
    };
  }

  private static UnreadableImageException notAPicture(Source source, Signature start) {
    if (start.has(0, "%PDF")) {
      return foreign(source, "a PDF document", "export its pages as PNG: pdftoppm -png in.pdf out");
    }
    if (start.has(0, "PK\3\4") || start.has(0, "PK\5\6")) {
      return foreign(
          source, "a zip archive", "unpack it, or give the archive itself as the source");
    }
    if (start.has(0, 0x1F, 0x8B)) {
      return foreign(source, "gzip data", "unpack it first: gunzip");
    }
    if (start.has(257, "ustar")) {
      return foreign(
          source, "a tar archive", "unpack it, or give the archive itself as the source");
    }
    if (start.has(0, 0x1A, 0x45, 0xDF, 0xA3) || (start.has(0, "RIFF") && start.has(8, "AVI "))) {
      return foreign(source, "a video", "extract frames from it first");
    }
    if (start.has(0, 0x89, 'H', 'D', 'F')) {
      return foreign(source, "HDF5 data", "export the pictures from it first");
    }
    if (start.has(0, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return foreign(source, "a NumPy array", "save the picture as PNG first");
    }
    if (start.has(0, 0x80, 2) && source.length() > 3) {
      return foreign(source, "Python pickle data (an old PyTorch file)", "give a picture instead");
    }
    if (isZero(source)) {
      return new UnreadableImageException(
          Reason.DAMAGED,
          "the file holds nothing but zeros",
          source.length() + " bytes",
          source.name(),
          "copy or download it again: the first copy was interrupted or its disk failed");
    }
    return isText(source)
        ? text(source)
        : foreign(source, "unknown data " + hex(source), "check that the file is a picture at all");
  }

  private static UnreadableImageException text(Source source) {
    int length = Math.min(source.length(), 512);
    String beginning = new String(source.bytes(), 0, length, StandardCharsets.UTF_8).strip();
    String lower = beginning.toLowerCase(Locale.ROOT);
    if (lower.startsWith("version https://git-lfs")) {
      return foreign(source, "a Git LFS pointer", "fetch the real file: git lfs pull");
    }
    if (lower.contains("<svg")) {
      return picture(source, "SVG drawing", "render it to PNG: rsvg-convert in.svg -o out.png");
    }
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<html")
        || lower.contains("<head")) {
      return foreign(
          source, "an HTML page", "download the picture itself; the server sent a page instead");
    }
    String shown = beginning.lines().findFirst().orElse("");
    return foreign(
        source,
        "text \"" + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown) + "\"",
        "give a picture: JPEG, PNG, WebP, TIFF, BMP, GIF or PNM");
  }

  private static boolean isText(Source source) {
    int length = Math.min(source.length(), 512);
    for (int i = 0; i < length; i++) {
      int c = source.u8(i);
      if (c < 9 || (c > 13 && c < 32 && c != 27) || c == 127) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(Source source) {
    for (byte b : source.bytes()) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static String hex(Source source) {
    StringBuilder text = new StringBuilder("that begins with");
    for (int i = 0; i < Math.min(8, source.length()); i++) {
      text.append(" %02X".formatted(source.u8(i)));
    }
    return text.toString();
  }

  private static UnreadableImageException picture(Source source, String what, String remedy) {
    return new UnreadableImageException(
        Reason.UNSUPPORTED, "this picture format is not supported", what, source.name(), remedy);
  }

  private static UnreadableImageException foreign(Source source, String what, String remedy) {
    return new UnreadableImageException(
        Reason.NOT_AN_IMAGE, "this is not a picture", what, source.name(), remedy);
  }
}
