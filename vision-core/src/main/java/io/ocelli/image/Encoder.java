package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** From an 8-bit BGR matrix to the bytes of a file, and onto the disk. */
final class Encoder {
  private static final String WRITABLE = "jpg, png, webp, tif or bmp";

  private Encoder() {}

  static byte[] encode(Mat bgr, ImageFormat format, int quality) {
    if (!format.canEncode()) {
      throw new UsageException(
          "pictures of this format are read and not written",
          format.name(),
          "the output format",
          "one of: " + WRITABLE);
    }
    if (format.defaultQuality() != 0 && (quality < 1 || quality > 100)) {
      throw new UsageException(
          "the quality is out of range", Integer.toString(quality), format.name(), "1 to 100");
    }
    int[] parameters =
        switch (format) {
          case JPEG -> new int[] {IMWRITE_JPEG_QUALITY, quality};
          case WEBP -> new int[] {IMWRITE_WEBP_QUALITY, quality};
          default -> new int[0];
        };
    String extension =
        format == ImageFormat.TIFF ? ".tiff" : "." + format.name().toLowerCase(Locale.ROOT);
    try (BytePointer out = new BytePointer();
        IntPointer options = new IntPointer(parameters)) {
      if (!imencode(extension, bgr, out, options)) {
        throw new IllegalStateException("the encoder refused");
      }
      byte[] bytes = new byte[(int) out.limit()];
      out.get(bytes);
      return bytes;
    } catch (RuntimeException e) {
      throw new OcelliException(
          "the picture cannot be encoded",
          bgr.cols() + "x" + bgr.rows() + " pixels as " + format,
          "the encoder: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "another format; WebP is limited to 16383 and JPEG to 65500 pixels a side",
          e);
    }
  }

  static ImageFormat formatOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return ImageFormat.ofName(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "the name does not say a picture format that is known",
                    name,
                    "the output file " + file,
                    "a name that ends with " + WRITABLE));
  }

  /** Writes beside the file first and moves then, so that no reader ever sees half a picture. */
  static void write(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      // Not Files.createTempFile: nobody else could read what it makes.
      temporary = folder.resolve(".ocelli-" + UUID.randomUUID() + ".tmp");
      Files.write(temporary, bytes);
      move(temporary, file);
    } catch (NoSuchFileException e) {
      throw cannotWrite(file, "there is no such folder", "make the folder first: " + folder, e);
    } catch (AccessDeniedException e) {
      throw cannotWrite(file, "the folder may not be written to", "choose another folder", e);
    } catch (IOException e) {
      // Its message would name the temporary file.
      boolean told = e instanceof FileSystemException named && named.getReason() != null;
      String reason = told ? ((FileSystemException) e).getReason() : e.getMessage();
      throw cannotWrite(
          file, String.valueOf(reason), "check the free space and the permissions", e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(@Nullable Path temporary) {
    try {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // The error that matters was thrown already; a stray temporary file harms nobody.
    }
  }

  private static OcelliException cannotWrite(
      Path file, String why, String remedy, IOException cause) {
    return new OcelliException(
        "the picture cannot be written", file.toString(), why, remedy, cause);
  }
}
