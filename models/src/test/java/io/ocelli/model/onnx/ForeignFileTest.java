package io.ocelli.model.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ocelli.error.OcelliException;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.zoo.ModelAddition;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no ONNX model, wherever one is named. */
class ForeignFileTest {
  @TempDir Path folder;

  private static byte[] zip(String... entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(new byte[100]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static Stream<Arguments> files() {
    String meta = "\n@\u00120\n.\n\005AddV2\u0012\006\n\001x\"\001T*\u0012\n\001T\u0012\004type";
    return Stream.of(
        arguments("", "it is empty"),
        arguments("just some words\n", "a text file"),
        arguments("<!DOCTYPE html><html>404</html>", "an HTML page"),
        arguments("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>", "file server"),
        arguments("{\"a\": 1}", "a JSON file"),
        arguments(
            "version https://git-lfs.github.com/spec/v1\noid sha256:41a3\nsize 3593903\n",
            "a Git LFS pointer, not the file itself (3593903 bytes)"),
        arguments("\u0089HDF\r\n\u001a\n\0\0", "an HDF5 file"),
        arguments("\u0080\002\u008a\nl\u00fc\u009cF\u00f9 j", "a PyTorch file (in the form before"),
        arguments("\u0080\004\u0095\0\0\0", "a Python pickle"),
        arguments("\u001c\0\0\0TFL3\0\0", "a TensorFlow Lite model"),
        arguments("\b\001\u0012\u00c0\001" + meta + "serve", "a TensorFlow SavedModel"),
        arguments("\n \n\005input\u0012\013Placeholder\0\0", "a frozen TensorFlow graph"),
        arguments("\u0014\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\"}}", "a safetensors file"),
        arguments("GGUF\003\0\0\0", "a GGUF file"),
        arguments("<?xml version=\"1.0\"?>\n<net name=\"x\" version=\"11\">", "an OpenVINO model"),
        arguments("\b\004\u00120\n\020\n\005image\u001a\007\"\005\001\001", "a Core ML model"),
        arguments("\u001f\u008b\b\0", "packed with gzip"),
        arguments("\u0089PNG\r\n\u001a\n", "a picture (PNG)"),
        arguments("\u00ff\u00d8\u00ff\u00e0", "a picture (JPEG)"),
        arguments("[net]\nbatch=1\n", "a Darknet configuration"),
        arguments("\0\0\0\0\0\0\0\0", "its bytes are no ONNX model"));
  }

  static Stream<Arguments> zips() {
    return Stream.of(
        arguments(zip("best/data.pkl", "best/data/0", "best/version"), "a PyTorch file (a zip"),
        arguments(zip("m/data.pkl", "m/code/__torch__/net.py"), "a TorchScript program"),
        arguments(zip("metadata.json", "config.json", "model.weights.h5"), "a Keras file (a zip)"),
        arguments(zip("configuration.json", "coefficients.bin"), "a Deeplearning4j zip"),
        arguments(zip("model/saved_model.pb"), "a zip with a TensorFlow SavedModel"),
        arguments(zip("a/readme.txt"), "a zip archive"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesAreCalledByTheirNames(String content, String expected) throws IOException {
    isNamed(bytes(content), expected);
  }

  @ParameterizedTest
  @MethodSource("zips")
  void zipsAreCalledByWhatIsInside(byte[] content, String expected) throws IOException {
    isNamed(content, expected);
    isNamed(Arrays.copyOf(content, content.length / 2), "zip");
  }

  private void isNamed(byte[] content, String expected) throws IOException {
    Path file = folder.resolve("modèle 葉.onnx");
    Files.write(file, content);
    ModelStore store = ModelStore.at(folder.resolve("store"));
    assertThatThrownBy(() -> store.add(ModelAddition.of(file)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("not an ONNX model: ")
        .hasMessageContaining(expected)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> store.info(file.toString())).hasMessageContaining(expected);
    assertThatThrownBy(() -> OnnxModel.open(content, "bytes", OnnxOptions.SHARED))
        .hasMessageContaining(expected);
    assertThat(store.folder()).doesNotExist();
  }

  @Test
  void foldersOfOtherProgramsAreNamed() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    Files.createFile(saved.resolve("saved_model.pb"));
    assertThatThrownBy(() -> ModelLocator.resolve(saved.toString(), folder.resolve("store")))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("a TensorFlow SavedModel")
        .hasMessageContaining("tf2onnx.convert --saved-model " + saved);
  }

  @Test
  void aModelCutShortIsNamedWhereverItIsCut() throws IOException {
    byte[] whole = Files.readAllBytes(TestData.require("models/mnist-opt.onnx"));
    assertThat(ModelFiles.diagnose(whole)).isNull();
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      int length = i < 40 ? i + 1 : i < 80 ? whole.length - i + 39 : random.nextInt(whole.length);
      ForeignFile named = ModelFiles.diagnose(Arrays.copyOf(whole, Math.max(1, length)));
      assertThat(named).as("%d bytes", length).isNotNull();
      assertThat(named.what()).as("%d bytes", length).isEqualTo("it is cut short");
    }
  }
}
