package io.ocelli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import io.ocelli.model.convert.OnnxWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.onnx.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTimeAugmentationTest {
  private static final ClassifierOptions CPU = ClassifierOptions.DEFAULT.withDevice(Device.CPU);

  @TempDir Path folder;

  /**
   * A net of random weights whose dense layer sees every place, so that no two views answer alike.
   */
  private Path model(int width, int height) throws IOException {
    NetBuilder builder = NetBuilder.of("test", new Shape(3, height, width));
    builder.conv("conv", 6, Window.of(3, 2, 1), true).relu("relu").flatten("flat");
    Net net = builder.dense("logits", 3).softmax().build();
    ModelCard card =
        ModelCard.classifier(List.of("a", "b", "c"), Preprocess.stretch01(width, height), null);
    return Files.write(
        folder.resolve(width + "x" + height + ".onnx"),
        OnnxWriter.write(
            net,
            Initializer.of(5).parameters(net),
            new OnnxWriter.Options(false, card.toMetadata(), "images", "output")));
  }

  private static Classifier open(Path model, TestTimeAugmentation augmentation, int threads) {
    return Classifier.open(
        model.toString(), CPU.withAugmentation(augmentation).withThreads(threads));
  }

  private static Image leaf(int index) {
    return Image.of(
        new LeafSynthesizer(64, 3).draw(List.of(LeafCondition.values()).get(index % 4), index));
  }

  /** Turned by hand, so that nothing is shared with what is tested. */
  private static Image turned(Image image, boolean transpose, boolean down, boolean right) {
    int side = image.width();
    byte[] from = new byte[3 * side * side];
    image.pixels().get(0, from);
    byte[] to = new byte[from.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int row = transpose ? x : y;
        int column = transpose ? y : x;
        int at = (down ? side - 1 - row : row) * side + (right ? side - 1 - column : column);
        System.arraycopy(from, 3 * at, to, 3 * (y * side + x), 3);
      }
    }
    return Image.ofBgr(side, side, to);
  }

  private static void isTheMean(float[] answer, List<float[]> views) {
    for (int k = 0; k < answer.length; k++) {
      int column = k;
      double mean = views.stream().mapToDouble(view -> view[column]).average().orElseThrow();
      assertThat((double) answer[k]).isCloseTo(mean, within(1e-6));
    }
  }

  @Test
  void answersTheMeanProbabilityOfTurnedPictures() throws IOException {
    Path model = model(64, 64);
    try (Classifier plain = open(model, TestTimeAugmentation.NONE, 1);
        Image leaf = leaf(0)) {
      List<float[]> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        try (Image turned = turned(leaf, i >= 4, (i & 2) != 0, (i & 1) != 0)) {
          all.add(plain.probabilities(turned));
        }
      }
      assertThat(all.get(0)).isEqualTo(plain.probabilities(leaf));
      assertThat(Math.abs(all.get(0)[0] - all.get(1)[0])).as("views differ").isGreaterThan(1e-4f);
      try (Classifier flip = open(model, TestTimeAugmentation.FLIP, 1);
          Classifier flips = open(model, TestTimeAugmentation.FLIPS, 1);
          Classifier dihedral = open(model, TestTimeAugmentation.DIHEDRAL, 1)) {
        isTheMean(flip.probabilities(leaf), all.subList(0, 2));
        isTheMean(flips.probabilities(leaf), all.subList(0, 4));
        isTheMean(dihedral.probabilities(leaf), all);
        assertThat(flips.augmentation()).isEqualTo(TestTimeAugmentation.FLIPS);
      }
    }
  }

  @Test
  void manyPicturesAnswerInOrderAsOneAloneWithAnyNumberOfThreads() throws IOException {
    Path model = model(64, 64);
    List<ByteSource> sources = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      try (Image leaf = leaf(i)) {
        byte[] bytes =
            i == 7 ? "none".getBytes(StandardCharsets.UTF_8) : leaf.encode(ImageFormat.PNG);
        sources.add(ByteSource.of("leaf " + i, bytes));
      }
    }
    for (TestTimeAugmentation augmentation : TestTimeAugmentation.values()) {
      for (int threads : new int[] {1, 3}) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Classifier classifier = open(model, augmentation, threads)) {
          classifier.classifyAll(sources, 1, outcomes::add);
          assertThat(outcomes).hasSize(23);
          for (int i = 0; i < 23; i++) {
            assertThat(outcomes.get(i).source().name()).isEqualTo("leaf " + i);
            if (outcomes.get(i) instanceof Outcome.Classified classified) {
              try (Image leaf = leaf(i)) {
                assertThat(classified.probabilities()).isEqualTo(classifier.probabilities(leaf));
              }
            } else {
              assertThat(i).isEqualTo(7);
            }
          }
        }
      }
    }
  }

  @Test
  void quarterTurnsOfAnOblongInputAreRefused() throws IOException {
    Path model = model(64, 48);
    open(model, TestTimeAugmentation.FLIPS, 1).close();
    assertThatThrownBy(() -> open(model, TestTimeAugmentation.DIHEDRAL, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("square input", "64x48", "'dihedral'", "take 'flips'");
  }
}
