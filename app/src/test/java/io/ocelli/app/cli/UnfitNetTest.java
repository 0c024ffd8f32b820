package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.synthetic.LeafSynthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that do not fit their pictures or classes are refused before training starts. */
class UnfitNetTest {
  @TempDir Path folder;
  private Path leaves = Path.of("");

  @BeforeEach
  void draw() throws IOException {
    leaves = folder.resolve("leaves");
    new LeafSynthesizer(64, 1).write(leaves, 4);
  }

  private Invocation train(String... words) {
    String[] all = new String[words.length + 8];
    System.arraycopy(
        new String[] {"train", "classifier", "--data", leaves.toString(), "--mode", "scratch"},
        0,
        all,
        0,
        6);
    all[6] = "--out";
    all[7] = folder.resolve("runs").toString();
    System.arraycopy(words, 0, all, 8, words.length);
    Invocation refused = Invocation.here(all);
    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(folder.resolve("runs/train/weights")).doesNotExist();
    return refused;
  }

  @Test
  void picturesSmallerThanTheNetNeeds() {
    assertThat(train("--net", "vgg16", "--image-size", "16").err())
        .contains(
            "pictures are too small for vgg16: 16x16", "block5_pool", "pictures of at least 32x32");
  }

  @Test
  void aHeadOfTheWrongClassCount() throws IOException {
    Path net =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            layers:
              - conv: 8
              - flatten
              - dense: {out: 10, activation: softmax}
            """);
    assertThat(train("--net", net.toString(), "--image-size", "32").err())
        .contains("ends in 10 classes, and 5 are wanted", "wrong.yaml", "write out: classes");
  }
}
