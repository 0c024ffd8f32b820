package io.ocelli.model.onnx;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a file that is no model is instead. Asked only after ONNX Runtime has refused it. */
final class ModelFiles {
  private static final int HEAD = 4096;
  private static final String EXPORT = "give an .onnx file";

  private ModelFiles() {}

  /** Checks that there is a file that can be read. */
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
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
  static @Nullable String diagnose(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String known = diagnoseHead(in.readNBytes(HEAD));
      if (known != null) {
        return known;
      }
    } catch (IOException e) {
      return "it cannot be read (" + e.getMessage() + ")";
    }
    try {
      OnnxGraph.read(file);
      return null;
    } catch (IOException e) {
      return protobuf(e);
    }
  }

  /** As {@link #diagnose(Path)}, for the bytes of a file. */
  static @Nullable String diagnose(byte[] bytes) {
    String known = diagnoseHead(bytes.length > HEAD ? Arrays.copyOf(bytes, HEAD) : bytes);
    if (known != null) {
      return known;
    }
    try {
      OnnxGraph.read(new ByteArrayInputStream(bytes), bytes.length);
      return null;
    } catch (IOException e) {
      return protobuf(e);
    }
  }

  private static String protobuf(IOException e) {
    return e instanceof EOFException
        ? "it is cut short; copy or download it again"
        : "its bytes are no ONNX model; " + EXPORT;
  }

  private static @Nullable String diagnoseHead(byte[] head) {
    if (head.length == 0) {
      return "it is empty; copy or download it again";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String low = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs")) {
      return "it is a Git LFS pointer, not the file itself; run git lfs pull where it came from";
    }
    if (text.startsWith("PK\003\004")) {
      return text.contains("/data.pkl") || text.contains("data.pkl")
          ? "it is a PyTorch file (a zip with a pickle); export it with torch.onnx.export"
          : text.contains("configuration.json") || text.contains("coefficients.bin")
              ? "it is a Deeplearning4j zip; export it with ocelli export"
              : text.contains("config.json") || text.contains("metadata.json")
                  ? "it is a Keras file (a zip); convert it with tf2onnx"
                  : "it is a zip archive; unpack it and give the .onnx file inside";
    }
    if (text.startsWith("\u0089HDF\r\n")) {
      return "it is an HDF5 file, as Keras writes them (.h5); convert it with tf2onnx";
    }
    if (text.startsWith("\u0080\002") || text.startsWith("\u0080\004")) {
      return "it is a Python pickle, as older PyTorch writes them; export it with torch.onnx.export";
    }
    if (text.startsWith("TFL3", 4)) {
      return "it is a TensorFlow Lite model; convert it with tf2onnx --tflite";
    }
    if (text.startsWith("\u001f\u008b")) {
      return "it is packed with gzip; unpack it first";
    }
    if (low.startsWith("<!doctype html") || low.startsWith("<html") || low.startsWith("<head")) {
      return "it is an HTML page, perhaps of a download that failed; download the file itself";
    }
    if (isText(head)) {
      return "it is a text file; " + EXPORT;
    }
    return null;
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      boolean control = b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != '\f';
      if (control || b == 127) {
        return false;
      }
    }
    return true;
  }

  /** The error for a file that ONNX Runtime refused. */
  static OcelliException refused(String name, @Nullable String diagnosis, Exception cause) {
    if (diagnosis != null) {
      int split = diagnosis.indexOf("; ");
      String what = split < 0 ? diagnosis : diagnosis.substring(0, split);
      String remedy = split < 0 ? "check the file" : diagnosis.substring(split + 2);
      return new OcelliException(
          "not an ONNX model: " + what, name, "the model file", remedy, cause);
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
