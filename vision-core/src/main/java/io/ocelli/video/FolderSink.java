package io.ocelli.video;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Pictures in a folder, {@code frame_000000.png} and so on, and {@code frames.csv} with the columns
 * {@code file,frame,time_ms}: the number of the frame (also that in the name) and when it is shown,
 * in milliseconds with up to three decimals. Names sort in the order of time.
 */
public final class FolderSink implements FrameSink {
  /** Name of the list of frames. */
  public static final String INDEX = "frames.csv";

  private final Path folder;
  private final ImageFormat format;
  private final int quality;
  private final BufferedWriter index;
  private long frames;
  private boolean done;

  private FolderSink(Path folder, ImageFormat format, int quality, BufferedWriter index) {
    this.folder = folder;
    this.format = format;
    this.quality = quality;
    this.index = index;
  }

  /**
   * Makes the folder where it is not there; the one above it has to be.
   *
   * @param quality 1 to 100, for JPEG and WebP
   * @throws UsageException if there are frames in it already, which would be mixed with the new
   */
  public static FolderSink create(Path folder, ImageFormat format, int quality) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new UsageException(
            "a file, not a folder", folder.toString(), "the output", "give another name");
      }
      if (Files.isDirectory(folder) && holdsFrames(folder)) {
        throw new UsageException(
            "there are frames in the folder already",
            folder.toString(),
            "the output",
            "give another folder, or remove them first");
      }
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw new UsageException(
            "there is no such folder",
            parent.toString(),
            "the output " + folder,
            "make it first: mkdir -p " + parent);
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      BufferedWriter index = Files.newBufferedWriter(folder.resolve(INDEX));
      index.write("file,frame,time_ms\n");
      return new FolderSink(folder, format, quality, index);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static boolean holdsFrames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> name.startsWith("frame_") || name.equals(INDEX));
    }
  }

  /** As {@link #write(Image, long, long)} with the number of frames written so far. */
  @Override
  public void write(Image image, long timeMicros) {
    write(image, frames, timeMicros);
  }

  /**
   * Writes a frame under a number of its own.
   *
   * @param frame 0 or more
   */
  public void write(Image image, long frame, long timeMicros) {
    if (done) {
      throw new IllegalStateException("the folder is complete");
    }
    String extension = format == ImageFormat.JPEG ? "jpg" : format.name().toLowerCase(Locale.ROOT);
    String name = String.format(Locale.ROOT, "frame_%06d.%s", frame, extension);
    try {
      Files.write(
          folder.resolve(name),
          format.defaultQuality() == 0 ? image.encode(format) : image.encode(format, quality));
      String millis = BigDecimal.valueOf(timeMicros, 3).stripTrailingZeros().toPlainString();
      index.write(name + "," + frame + "," + millis + "\n");
    } catch (IOException e) {
      throw failed(folder.resolve(name), e);
    }
    frames++;
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public String description() {
    return format + " pictures";
  }

  /** What was written stays: each picture is whole. */
  @Override
  public void discard() {
    close();
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      try {
        index.close();
      } catch (IOException e) {
        throw failed(folder.resolve(INDEX), e);
      }
    }
  }

  private static OcelliException failed(Path file, IOException e) {
    String reason =
        e instanceof java.nio.file.FileSystemException fs && fs.getReason() != null
            ? fs.getReason()
            : e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    return new OcelliException(
        "the frames cannot be written",
        file + ": " + reason,
        "the output",
        "check the free space and the permissions, or choose another place",
        e);
  }
}
