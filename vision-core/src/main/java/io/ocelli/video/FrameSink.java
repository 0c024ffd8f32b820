package io.ocelli.video;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes frames and writes them. The result appears under its name when the sink is closed; {@link
 * #discard()} leaves nothing. Not for several threads at once.
 */
public interface FrameSink extends AutoCloseable {
  /**
   * Writes a frame. The first one says the size; later ones of another size are fitted into it
   * ({@link Fit#PAD}). The picture stays the caller's.
   *
   * @param timeMicros when it is shown, later than the one before
   * @throws IllegalArgumentException if the time is not later
   * @throws OcelliException if it cannot be written
   */
  void write(Image image, long timeMicros);

  /** How many frames were written. */
  long frames();

  /**
   * What is written how, for people: {@code H.264 by libopenh264}; may mention what is left out.
   */
  String description();

  /** Ends without a result. Only {@link #close()} may follow. */
  void discard();

  /**
   * Completes the result and puts it in its place. Without any frame there is none.
   *
   * @throws OcelliException if it cannot be written
   */
  @Override
  void close();

  /**
   * Opens a file or a folder to write: {@code .mp4}, {@code .m4v}, {@code .mov} and {@code .mkv}
   * hold H.264, {@code .gif} an animated GIF; a name without extension is a folder of PNG pictures.
   * An existing file is replaced when the sink is closed. MKV rounds times to milliseconds, GIF to
   * hundredths of a second.
   *
   * @throws UsageException if the extension is another one, or the folder is not there
   */
  static FrameSink open(Path output, SinkOptions options) {
    String name = String.valueOf(output.getFileName());
    int dot = name.lastIndexOf('.');
    String extension = dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (Files.isDirectory(output) || extension.isEmpty()) {
      return FolderSink.create(output, ImageFormat.PNG, options.quality());
    }
    Path parent = output.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UsageException(
          "there is no such folder",
          String.valueOf(parent),
          "the output " + output,
          "make it first: mkdir -p " + parent);
    }
    Optional<String> container = VideoFileSink.container(extension);
    if (container.isPresent()) {
      return new VideoFileSink(output, container.get(), options);
    }
    if (extension.equals("gif")) {
      return new GifSink(output, options);
    }
    throw new UsageException(
        "the name does not say a video format that is written",
        name,
        "the output " + output,
        "a name that ends with .mp4, .mov, .mkv or .gif, or without extension for a folder of"
            + " pictures");
  }
}
