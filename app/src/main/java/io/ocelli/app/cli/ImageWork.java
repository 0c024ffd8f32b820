package io.ocelli.app.cli;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UnavailableException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Raster;
import io.ocelli.ops.Part;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import io.ocelli.work.OrderedWork;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a picture, applies the pipeline and writes what comes of it. One object serves all threads:
 * it only remembers which files were written.
 */
final class ImageWork implements OrderedWork.Worker<OutputPlan.Task, ImageOutcome> {
  private final @Nullable Pipeline pipeline;
  private final InputGuard guard;
  private final @Nullable Integer quality;
  private final boolean keep;
  private final boolean findingsWanted;
  private final PictureReader reader = new PictureReader();
  private final Set<Path> written = ConcurrentHashMap.newKeySet();

  /**
   * @param pipeline null to convert only
   * @param quality null for that of the format
   * @param keep whether files that are there stay as they are
   * @param findingsWanted whether a picture is worth reading whose file is there
   */
  ImageWork(
      @Nullable Pipeline pipeline,
      InputGuard guard,
      @Nullable Integer quality,
      boolean keep,
      boolean findingsWanted) {
    this.pipeline = pipeline;
    this.guard = guard;
    this.quality = quality;
    this.keep = keep;
    this.findingsWanted = findingsWanted;
  }

  @Override
  public ImageOutcome work(long index, OutputPlan.Task task) {
    if (nothingToDo(task)) {
      return new ImageOutcome(task.source().name(), 0, 1, List.of(), null);
    }
    return reader.read(
        task.source(),
        bytes -> {
          try (Raster picture = bytes.decodeRaster(DecodeOptions.DEFAULT)) {
            return process(task, picture);
          }
        },
        ImageOutcome::failed);
  }

  private boolean nothingToDo(OutputPlan.Task task) {
    return keep
        && !findingsWanted
        && !(task.source() instanceof Source.Missing)
        && task.output() != null
        && (pipeline == null || !pipeline.splits())
        && Files.exists(task.output());
  }

  private ImageOutcome process(OutputPlan.Task task, Raster picture) {
    String name = task.source().name();
    if (pipeline == null) {
      int wrote = write(task, new Part("", picture)) ? 1 : 0;
      return new ImageOutcome(name, wrote, 1 - wrote, List.of(), null);
    }
    try (Result result = pipeline.run(picture)) {
      int wrote = 0;
      int kept = 0;
      if (task.output() != null) {
        for (Part part : result.parts()) {
          if (write(task, part)) {
            wrote++;
          } else {
            kept++;
          }
        }
      }
      return new ImageOutcome(name, wrote, kept, result.findings(), null);
    } catch (UnavailableException e) {
      throw new PictureReader.JobOverException(e);
    }
  }

  /** Writes one picture; false where it was there and stays. */
  private boolean write(OutputPlan.Task task, Part part) {
    Path file = named(task.output(), part.name());
    if (keep && Files.exists(file)) {
      return false;
    }
    Path input = guard.at(file).orElse(null);
    if (input != null) {
      throw new OcelliException(
          "an input would be written over", file.toString(), "-o", "choose another -o");
    }
    if (!part.name().isEmpty() && !written.add(file)) {
      throw new OcelliException(
          "a part of another picture has this name",
          file.toString(),
          "-o",
          "run the pictures one by one");
    }
    try {
      Path folder = file.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        makeFolder(folder);
      }
      ImageFormat format = task.format();
      part.raster().write(file, format, quality == null ? format.defaultQuality() : quality);
      return true;
    } catch (OcelliException e) {
      if (e.getCause() instanceof IOException io && concernsAll(io)) {
        throw new PictureReader.JobOverException(e);
      }
      throw e;
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw FileErrors.of("the folder cannot be made", e.getFile(), "-o", e);
    } catch (IOException e) {
      throw FileErrors.of("the folder cannot be made", folder.toString(), "-o", e);
    }
  }

  private static boolean concernsAll(IOException e) {
    String reason = FileErrors.reason(e).toLowerCase(Locale.ROOT);
    return reason.contains("no space")
        || reason.contains("not enough space")
        || reason.contains("quota")
        || reason.contains("read-only");
  }

  /** {@code out/group.png} of the part {@code face-1} is {@code out/group-face-1.png}. */
  private static Path named(Path output, String part) {
    if (part.isEmpty()) {
      return output;
    }
    String name = String.valueOf(output.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? output.resolveSibling(name + "-" + part)
        : output.resolveSibling(name.substring(0, dot) + "-" + part + name.substring(dot));
  }

  @Override
  public void close() {
    // It serves all threads and holds nothing open.
  }
}
