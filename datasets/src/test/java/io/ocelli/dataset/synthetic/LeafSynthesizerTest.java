package io.ocelli.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.audit.MeanColorBaseline;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeafSynthesizerTest {
  @TempDir Path dir;

  private static byte[] pixels(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  @Test
  void theSameSeedDrawsTheSameWithAnyNumberOfThreads() throws IOException {
    new LeafSynthesizer(64, 9).write(dir.resolve("a"), 6, 1, n -> {});
    AtomicInteger calls = new AtomicInteger();
    new LeafSynthesizer(64, 9).write(dir.resolve("b"), 6, 4, n -> calls.incrementAndGet());
    new LeafSynthesizer(64, 10).write(dir.resolve("c"), 6, 4, n -> {});
    assertThat(calls).hasValue(30);
    ClassDataset a = ClassFolder.read(dir.resolve("a"), SplitRatios.NONE, 0);
    ClassDataset b = ClassFolder.read(dir.resolve("b"), SplitRatios.NONE, 0);
    ClassDataset c = ClassFolder.read(dir.resolve("c"), SplitRatios.NONE, 0);
    assertThat(a.classes())
        .containsExactly("blight", "healthy", "mosaic", "rust", "spots")
        .isEqualTo(LeafSynthesizer.classes());
    assertThat(a.all()).hasSize(30);
    assertThat(a.all().get(0).path()).isEqualTo("blight/leaf-00001.jpg");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      byte[] bytes = a.all().get(i).source().read();
      assertThat(b.all().get(i).source().read()).isEqualTo(bytes);
      assertThat(c.all().get(i).source().read()).isNotEqualTo(bytes);
      seen.add(java.util.Arrays.hashCode(bytes) + "");
    }
    assertThat(seen).hasSize(30);
    try (Image image = Image.read(dir.resolve("a/rust/leaf-00006.jpg"))) {
      assertThat(image.width()).isEqualTo(64);
      assertThat(image.height()).isEqualTo(64);
    }
  }

  @Test
  void aPictureDoesNotDependOnWhatWasDrawnBefore() {
    LeafSynthesizer leaves = new LeafSynthesizer(80, 4);
    byte[] first = pixels(leaves.draw(LeafCondition.RUST, 17)).clone();
    leaves.draw(LeafCondition.SPOTS, 3);
    assertThat(pixels(leaves.draw(LeafCondition.RUST, 17))).isEqualTo(first);
    assertThat(pixels(leaves.draw(LeafCondition.RUST, 18))).isNotEqualTo(first);
    assertThat(pixels(leaves.draw(LeafCondition.SPOTS, 17))).isNotEqualTo(first);
  }

  @Test
  void everySizeIsDrawn() {
    for (int size : new int[] {64, 97, 224, 512}) {
      LeafSynthesizer leaves = new LeafSynthesizer(size, 2);
      for (LeafCondition condition : LeafCondition.values()) {
        BufferedImage image = leaves.draw(condition, 0);
        assertThat(image.getWidth()).isEqualTo(size);
        int low = 255;
        int high = 0;
        for (byte b : pixels(image)) {
          low = Math.min(low, b & 255);
          high = Math.max(high, b & 255);
        }
        assertThat(high - low).isGreaterThan(40);
      }
    }
    assertThatThrownBy(() -> new LeafSynthesizer(63, 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new LeafSynthesizer(513, 0)).isInstanceOf(UsageException.class);
  }

  @Test
  void theMeanColourDoesNotSolveIt() {
    new LeafSynthesizer(64, 3).write(dir.resolve("m"), 80, 2, n -> {});
    ClassDataset data = ClassFolder.read(dir.resolve("m"), new SplitRatios(0, 0.34), 1);
    List<Sample> train = data.samples(Split.TRAIN);
    double accuracy =
        MeanColorBaseline.fit(train, 5, 2).score(data.samples(Split.TEST), 2).accuracy();
    assertThat(accuracy).isLessThan(0.45);
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Files.createDirectories(dir.resolve("full/rust"));
    LeafSynthesizer leaves = new LeafSynthesizer(64, 3);
    assertThatThrownBy(() -> leaves.write(dir.resolve("full"), 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("written over");
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThatThrownBy(() -> leaves.write(file, 1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> leaves.write(dir.resolve("n"), 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> leaves.write(file.resolve("below"), 1))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("cannot be written");
  }
}
