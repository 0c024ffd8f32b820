package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.app.features.Npy;
import io.ocelli.image.Image;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli embed} and {@code ocelli search} with the smallest real model. */
class EmbedTest {
  @TempDir Path folder;
  private Path pictures;
  private String model = "";
  private String home = "";

  @BeforeEach
  void pictures() throws IOException {
    Path onnx = Files.copy(TestData.require("models/mnist-opt.onnx"), folder.resolve("m.onnx"));
    model = onnx.toString();
    Path labels = folder.resolve("digits.txt");
    Files.writeString(labels, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    home = System.getProperty("ocelli.home", "");
    System.setProperty("ocelli.home", folder.resolve("home").toString());
    pictures = Files.createDirectory(folder.resolve("p"));
    int value = 0;
    for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
      value += 50;
      try (Image image = Image.blank(28, 28, value, value, value)) {
        image.write(pictures.resolve(name));
      }
    }
    Files.copy(pictures.resolve("b.png"), pictures.resolve("e.png"));
    Files.writeString(pictures.resolve("bad.jpg"), "no picture");
    Invocation added =
        Invocation.here("models", "add", model, "--name", "digits", "--labels", labels.toString());
    assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.DONE);
    model = "digits";
  }

  @org.junit.jupiter.api.AfterEach
  void restore() {
    if (home.isEmpty()) {
      System.clearProperty("ocelli.home");
    } else {
      System.setProperty("ocelli.home", home);
    }
  }

  @Test
  void aMatrixItsPicturesAndWhatMadeIt() throws IOException {
    Path save = folder.resolve("f.npy");
    Invocation done =
        Invocation.here(
            "embed", pictures.toString(), "-m", model, "--normalize", "--save", save.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(done.err()).contains("failed: " + pictures.resolve("bad.jpg"), "5 of 6 pictures");
    List<String> rows = Files.readAllLines(folder.resolve("f.csv"));
    assertThat(rows.get(0)).isEqualTo("row,source,bytes,modified");
    assertThat(rows).hasSize(6);
    assertThat(rows.get(2)).startsWith("1," + pictures.resolve("b.png") + ",");
    assertThat(rows.get(5)).startsWith("4," + pictures.resolve("e.png") + ",");
    try (Npy matrix = Npy.open(save)) {
      assertThat(matrix.rows()).isEqualTo(5);
      assertThat(matrix.read(1, 1)).isEqualTo(matrix.read(4, 1));
      double sum = 0;
      for (float value : matrix.read(2, 1)) {
        sum += value * value;
      }
      assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
    }
    assertThat(folder.resolve("f.json")).content().contains("\"rows\" : 5");
    Invocation lines =
        Invocation.here(
            "embed", pictures.toString(), "-m", model, "--normalize", "--format", "csv", "-q");
    assertThat(lines.out().lines()).hasSize(6);
    assertThat(lines.out()).startsWith("source,f0,f1,");
  }

  @Test
  void theNearestAndTheSame() {
    String b = pictures.resolve("b.png").toString();
    String e = pictures.resolve("e.png").toString();
    Invocation found =
        Invocation.here(
            "search", b, "--in", pictures.toString(), "-m", model, "--format", "csv", "-k", "2");
    assertThat(found.err()).contains("computing the features of");
    assertThat(found.out().lines())
        .containsExactly(
            "source,rank,found,cosine", b + ",1," + b + ",1.000000", b + ",2," + e + ",1.000000");
    Invocation pairs =
        Invocation.here(
            "search", "--duplicates=0.9999999", "--in", pictures.toString(), "-m", model);
    assertThat(pairs.out()).contains(b + "  ~  " + e);
    assertThat(pairs.err()).doesNotContain("computing");
    assertThat(Invocation.here("search", "--in", "x", "-m", model).err())
        .contains("nothing to search for");
    assertThat(Invocation.here("search", b, "--in", b + "x", "-m", model).err())
        .contains("no such features or folder");
  }
}
