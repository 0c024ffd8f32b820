package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a file that is no model is instead. Asked only after ONNX Runtime has refused it. */
final class ModelFiles {
  private ModelFiles() {}

  /** Checks that there is a file that can be read. */
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      ForeignFile foreign = ForeignFile.of(file);
      if (foreign != null) {
        throw foreign.error(file.toString(), null);
      }
      throw new UsageException(
          "a folder is no model file",
          file.toString(),
          "the model's path",
          "name the .onnx file inside it, for a run weights/best.onnx");
    }
    if (!Files.exists(file)) {
      throw new UsageException(
          "no such model file", file.toString(), "the model's path", near(file));
    }
    if (!Files.isReadable(file)) {
      throw new OcelliException(
          "the model file may not be read",
          file.toString(),
          "the file's permissions",
          "allow reading it");
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OcelliException(
          "the model file cannot be read",
          file.toString(),
          String.valueOf(e.getMessage()),
          "check the disk",
          e);
    }
  }

  static String near(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<String> known =
            files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".onnx")).toList();
        List<String> near = NearNames.of(file.getFileName().toString(), known);
        if (!near.isEmpty()) {
          return "did you mean '" + String.join("' or '", near) + "'?";
        }
      } catch (IOException | UncheckedIOException unreadable) {
        return "check the path";
      }
    }
    return "check the path";
  }

  /** What is wrong with the file, as far as its bytes tell; null when it is an ONNX model. */
  static @Nullable ForeignFile diagnose(Path file) {
    ForeignFile known = ForeignFile.of(file);
    if (known != null) {
      return known;
    }
    try {
      OnnxGraph.read(file);
      return null;
    } catch (IOException e) {
      return ForeignFile.unreadable(e);
    }
  }

  /** As {@link #diagnose(Path)}, for the bytes of a file. */
  static @Nullable ForeignFile diagnose(byte[] bytes) {
    ForeignFile known = ForeignFile.of(bytes);
    if (known != null) {
      return known;
    }
    try {
      OnnxGraph.read(new ByteArrayInputStream(bytes), bytes.length);
      return null;
    } catch (IOException e) {
      return ForeignFile.unreadable(e);
    }
  }

  /** The error for a file that ONNX Runtime refused. */
  static OcelliException refused(String name, @Nullable ForeignFile foreign, Exception cause) {
    if (foreign != null) {
      return foreign.error(name, cause);
    }
    String reason = OnnxLibrary.firstLine(cause);
    String low = reason.toLowerCase(Locale.ROOT);
    String remedy =
        low.contains("external data")
                || low.contains("external_data")
                || low.contains("external file")
            ? "put the weights file beside it, or save the model as one file"
                + " (onnx.save_model with save_as_external_data=False)"
            : low.contains("opset")
                    || low.contains("ir version")
                    || low.contains("not a registered")
                ? "export it for an older opset, or with standard ONNX operators only"
                : "check the file with onnx.checker, or export it again";
    return new OcelliException(
        "ONNX Runtime " + OnnxLibrary.version() + " cannot open the model",
        reason,
        name,
        remedy,
        cause);
  }
}
