package io.ocelli.model.onnx;

import io.ocelli.error.OcelliException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is no ONNX model, called by its name. Told by its first bytes, a zip by the names of
 * its entries; the extension says nothing.
 *
 * @param what for example "it is an HTML page"
 * @param remedy what to do, often how to convert it
 */
public record ForeignFile(String what, String remedy) {
  private static final int HEAD = 1 << 16;
  private static final int MOST_ENTRIES = 20_000;
  private static final String GIVE = "give an .onnx file";
  private static final String TORCH =
      "export it where it was trained: torch.onnx.export(model, example, \"model.onnx\"), for"
          + " Ultralytics yolo export model=best.pt format=onnx";
  private static final String DL4J = "it is a Deeplearning4j zip";
  private static final String UNPACK = "unpack it and give the .onnx file inside";

  /** What a file or folder is instead of an ONNX model; null when its bytes do not tell. */
  public static @Nullable ForeignFile of(Path file) {
    if (Files.isDirectory(file)) {
      return folder(file);
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      return new ForeignFile("it cannot be read (" + e.getMessage() + ")", "check the file");
    }
    if (!isZip(head)) {
      return ofHead(head);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip(zip.stream().limit(MOST_ENTRIES).map(ZipEntry::getName).toList());
    } catch (IOException | IllegalArgumentException cutShort) {
      return zip(entries(head));
    }
  }

  /** As {@link #of(Path)}, for the bytes of a file. */
  static @Nullable ForeignFile of(byte[] bytes) {
    return isZip(bytes)
        ? zip(entries(bytes))
        : ofHead(bytes.length > HEAD ? Arrays.copyOf(bytes, HEAD) : bytes);
  }

  /** What a file is that cannot be read as ONNX's format. */
  static ForeignFile unreadable(IOException e) {
    return e instanceof EOFException
        ? new ForeignFile("it is cut short", "copy or download it again")
        : new ForeignFile("its bytes are no ONNX model", GIVE);
  }

  /** Whether it is a network of Deeplearning4j, which Ocelli can turn into ONNX. */
  public boolean isDeeplearning4j() {
    return what.equals(DL4J);
  }

  /** The error that says so. */
  public OcelliException error(String file, @Nullable Exception cause) {
    String problem = "not an ONNX model: " + what;
    return cause == null
        ? new OcelliException(problem, file, "the model file", remedy)
        : new OcelliException(problem, file, "the model file", remedy, cause);
  }

  private static @Nullable ForeignFile folder(Path folder) {
    if (Files.exists(folder.resolve("saved_model.pb"))) {
      return new ForeignFile(
          "it is a TensorFlow SavedModel (a folder)",
          "convert it: python -m tf2onnx.convert --saved-model " + folder + " --output model.onnx");
    }
    if (Files.exists(folder.resolve("Manifest.json")) && Files.exists(folder.resolve("Data"))) {
      return new ForeignFile(
          "it is a Core ML package (a folder)", "export the model it was made from to ONNX");
    }
    return null;
  }

  private static boolean isZip(byte[] head) {
    return text(head, 4).equals("PK\003\004");
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, Math.min(length, bytes.length), StandardCharsets.ISO_8859_1);
  }

  /** The entries of a zip as far as it can be read, and names that stand in its bytes. */
  private static List<String> entries(byte[] bytes) {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && names.size() < MOST_ENTRIES) {
        names.add(entry.getName());
        entry = zip.getNextEntry();
      }
    } catch (IOException | IllegalArgumentException cutShort) {
      names.add(text(bytes, HEAD));
    }
    return names.isEmpty() ? List.of(text(bytes, HEAD)) : names;
  }

  private static ForeignFile zip(List<String> entries) {
    if (any(entries, "/code/__torch__", "code/__torch__")) {
      return new ForeignFile("it is a TorchScript program (a zip with Python code)", TORCH);
    }
    if (any(entries, "data.pkl")) {
      return new ForeignFile("it is a PyTorch file (a zip with a pickle)", TORCH);
    }
    if (any(entries, "coefficients.bin") || any(entries, "configuration.json")) {
      return new ForeignFile(DL4J, "export it with ocelli export");
    }
    if (any(entries, "model.weights.h5", "metadata.json") || any(entries, "config.json")) {
      return new ForeignFile(
          "it is a Keras file (a zip)",
          "convert it in Python: keras.models.load_model(FILE).export(\"model.onnx\","
              + " format=\"onnx\")");
    }
    if (any(entries, "saved_model.pb")) {
      return new ForeignFile(
          "it is a zip with a TensorFlow SavedModel",
          "unpack it, then python -m tf2onnx.convert --saved-model FOLDER --output model.onnx");
    }
    if (any(entries, ".npy")) {
      return new ForeignFile("it is a NumPy archive (.npz)", GIVE);
    }
    return new ForeignFile("it is a zip archive", UNPACK);
  }

  private static boolean any(List<String> entries, String... parts) {
    return entries.stream()
        .anyMatch(entry -> Arrays.stream(parts).anyMatch(part -> entry.contains(part)));
  }

  private static @Nullable ForeignFile ofHead(byte[] head) {
    if (head.length == 0) {
      return new ForeignFile("it is empty", "copy or download it again");
    }
    String text = text(head, HEAD);
    ForeignFile known = text.startsWith("version https://git-lfs") ? lfs(text) : binary(text);
    if (known == null) {
      known = message(text);
    }
    return known == null && isText(head) ? words(text) : known;
  }

  private static ForeignFile lfs(String text) {
    int size = text.indexOf("\nsize ");
    String bytes = size < 0 ? "" : text.substring(size + 6).strip();
    return new ForeignFile(
        "it is a Git LFS pointer, not the file itself"
            + (bytes.matches("\\d+") ? " (" + bytes + " bytes)" : ""),
        "run git lfs pull where it came from");
  }

  private static @Nullable ForeignFile binary(String text) {
    if (text.startsWith("\u0089HDF\r\n")) {
      return new ForeignFile(
          "it is an HDF5 file, as Keras writes them (.h5)",
          "convert it with tf2onnx, or in Python: keras.models.load_model(FILE)"
              + ".export(\"model.onnx\", format=\"onnx\")");
    }
    if (text.startsWith("\u0080\002\u008a\nl\u00fc\u009cF")) {
      return new ForeignFile("it is a PyTorch file (in the form before version 1.6)", TORCH);
    }
    if (text.matches("(?s)\u0080[\002-\005].*")) {
      return new ForeignFile(
          "it is a Python pickle",
          "export the model inside: torch.onnx.export for PyTorch, skl2onnx for scikit-learn");
    }
    if (text.startsWith("TFL3", 4)) {
      return new ForeignFile(
          "it is a TensorFlow Lite model",
          "convert it: python -m tf2onnx.convert --tflite FILE --output model.onnx");
    }
    if (text.startsWith("GGUF") || text.startsWith("tjgg") || text.startsWith("lmgg")) {
      return new ForeignFile(
          "it is a GGUF file, as llama.cpp runs them: a language model",
          "give an .onnx classifier");
    }
    if (text.length() > 9 && text.charAt(8) == '{' && text.substring(2, 8).endsWith("\0\0\0\0")) {
      return new ForeignFile(
          "it is a safetensors file: weights without the network",
          "load them into the model in Python, then torch.onnx.export, or optimum-cli export onnx");
    }
    if (text.startsWith("\u0093NUMPY")) {
      return new ForeignFile("it is a NumPy array (.npy)", GIVE);
    }
    if (text.startsWith("ORTM", 4)) {
      return new ForeignFile(
          "it is a model in ONNX Runtime's own format (.ort)",
          "give the .onnx file it was made of");
    }
    return packedOrPicture(text);
  }

  private static @Nullable ForeignFile packedOrPicture(String text) {
    String packed =
        text.startsWith("\u001f\u008b")
            ? "gzip"
            : text.startsWith("BZh")
                ? "bzip2"
                : text.startsWith("\u00fd7zXZ")
                    ? "xz"
                    : text.startsWith("(\u00b5/\u00fd")
                        ? "zstd"
                        : text.startsWith("7z\u00bc\u00af")
                            ? "7z"
                            : text.startsWith("Rar!") ? "rar" : "";
    if (!packed.isEmpty()) {
      return new ForeignFile("it is packed with " + packed, "unpack it first");
    }
    if (text.startsWith("ustar", 257)) {
      return new ForeignFile("it is a tar archive", UNPACK);
    }
    String picture =
        text.startsWith("\u0089PNG")
            ? "PNG"
            : text.startsWith("\u00ff\u00d8\u00ff")
                ? "JPEG"
                : text.startsWith("GIF8")
                    ? "GIF"
                    : text.startsWith("RIFF") && text.startsWith("WEBP", 8) ? "WebP" : "";
    if (!picture.isEmpty()) {
      return new ForeignFile(
          "it is a picture (" + picture + ")", "name the model's .onnx file here");
    }
    if (text.startsWith("%PDF")) {
      return new ForeignFile("it is a PDF document", GIVE);
    }
    return null;
  }

  /** Other models in Protocol Buffers, told by what their first fields hold. */
  private static @Nullable ForeignFile message(String text) {
    boolean typed = text.contains("\u0012\004type");
    boolean nested = text.matches("(?s)\b[\001-\u0014]\u0012[\u0080-\u00ff]*[^\u0080-\u00ff]\n.*");
    if (nested && (typed || text.contains("serve"))) {
      return new ForeignFile(
          "it is a TensorFlow SavedModel (saved_model.pb)",
          "convert its folder: python -m tf2onnx.convert --saved-model FOLDER --output model.onnx");
    }
    if (nested) {
      return new ForeignFile(
          "it is a Core ML model (.mlmodel)", "export the model it was made from to ONNX");
    }
    if (text.startsWith("\n")
        && (text.contains("\u0012\013Placeholder") || text.contains("\u0012\005Const"))) {
      return new ForeignFile(
          "it is a frozen TensorFlow graph (.pb)",
          "convert it: python -m tf2onnx.convert --graphdef FILE --inputs … --outputs …");
    }
    return null;
  }

  private static ForeignFile words(String text) {
    String low = text.stripLeading().toLowerCase(Locale.ROOT);
    if (low.startsWith("<!doctype html") || low.startsWith("<html") || low.startsWith("<head")) {
      return new ForeignFile(
          "it is an HTML page, perhaps of a download that failed", "download the file itself");
    }
    if (low.startsWith("<")) {
      return low.contains("<net ") || low.contains("<net>")
          ? new ForeignFile(
              "it is an OpenVINO model (.xml)", "give the .onnx file that it was converted from")
          : low.contains("<error>")
              ? new ForeignFile(
                  "it is the error message of a file server (XML)", "download the file itself")
              : new ForeignFile("it is an XML file", GIVE);
    }
    if (low.startsWith("{") || low.startsWith("[{") || low.startsWith("[\"")) {
      return low.contains("\"format\"") && low.contains("layers-model")
          ? new ForeignFile(
              "it is a TensorFlow.js model", "convert it: python -m tf2onnx.convert --tfjs FILE")
          : new ForeignFile("it is a JSON file", GIVE);
    }
    if (low.startsWith("[net]") || low.startsWith("[convolutional]")) {
      return new ForeignFile(
          "it is a Darknet configuration (.cfg)",
          "convert it and its .weights to ONNX, for example with darknet2onnx");
    }
    if (low.startsWith("7767517")) {
      return new ForeignFile(
          "it is an ncnn model (.param)", "give the .onnx file that it was converted from");
    }
    if (low.contains("layer {") && low.contains("type:")) {
      return new ForeignFile(
          "it is a Caffe network (.prototxt)", "convert it and its .caffemodel to ONNX");
    }
    return new ForeignFile("it is a text file", GIVE);
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
}
