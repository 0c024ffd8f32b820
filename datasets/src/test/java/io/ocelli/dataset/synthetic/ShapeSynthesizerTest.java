package io.ocelli.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.ReadOptions;
import io.ocelli.error.UsageException;
import java.awt.image.DataBufferByte;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeSynthesizerTest {
  private static final int SIZE = 128;
  private static final int PICTURES = 40;

  @TempDir Path dir;

  private static ShapeSynthesizer shapes(long seed) {
    return new ShapeSynthesizer(SIZE, ShapeRules.DEFAULT, seed);
  }

  private static byte[] pixels(SyntheticPicture picture) {
    return ((DataBufferByte) picture.picture().getRaster().getDataBuffer()).getData();
  }

  @Test
  void aMaskIsWhatTheShapeChanges() {
    int objects = 0;
    int[] kinds = new int[ShapeKind.values().length];
    for (int i = 0; i < PICTURES; i++) {
      ShapeScene scene = shapes(3).scene(i);
      List<Instance> marked = shapes(3).picture(i).objects();
      Layer all = scene.paint(-1);
      for (int k = 0; k < marked.size(); k++) {
        byte[] mask = marked.get(k).mask().orElseThrow().pixels();
        int[] without = scene.paint(k).argb;
        Sprite sprite = scene.shapes().get(k);
        int same = 0;
        int wrong = 0;
        for (int p = 0; p < mask.length; p++) {
          int x = p % SIZE;
          int y = p / SIZE;
          boolean changed = all.argb[p] != without[p];
          same += mask[p] == 1 && !changed ? 1 : 0;
          wrong += mask[p] == 1 && !sprite.covers(x, y) ? 1 : 0;
          // Beyond the mask only what it covers by less than half, or others by half or more.
          wrong += changed && !sprite.touches(x, y) ? 1 : 0;
        }
        assertThat(wrong).as("picture %d, object %d", i, k).isZero();
        // Noise behind may have the very colour of the shape somewhere.
        assertThat(same).isLessThanOrEqualTo((int) (0.01 * marked.get(k).mask().get().area()));
        objects++;
        kinds[marked.get(k).label()]++;
      }
    }
    assertThat(objects).isGreaterThan(2 * PICTURES);
    assertThat(kinds).doesNotContain(0);
  }

  @Test
  void boxesAndOutlinesAreThoseOfTheMasks() {
    for (int i = 0; i < PICTURES; i++) {
      for (Instance object : shapes(4).picture(i).objects()) {
        assertThat(object.box()).isEqualTo(object.mask().orElseThrow().bounds().orElseThrow());
        assertThat(Instance.bounds(object.polygons())).isEqualTo(object.box());
        double area = object.polygons().stream().mapToDouble(Polygon::area).sum();
        // Holes are filled.
        assertThat(area).isGreaterThanOrEqualTo(object.mask().get().area());
        if (!shapes(4).classNames().get(object.label()).equals("text")) {
          assertThat(area).isCloseTo(object.mask().get().area(), within(0.1 * area));
        }
      }
    }
  }

  @Test
  void theRulesHold() {
    ShapeRules rules = new ShapeRules(6, 6, 0.1, 0.8);
    ShapeSynthesizer strict = new ShapeSynthesizer(SIZE, rules, 5);
    int full = 0;
    for (int i = 0; i < 10; i++) {
      ShapeScene scene = strict.scene(i);
      full += scene.shapes().size() == 6 ? 1 : 0;
      assertThat(scene.shapes().size()).isLessThanOrEqualTo(6);
      List<PixelRegion> visible = scene.visible();
      for (int k = 0; k < visible.size(); k++) {
        assertThat(visible.get(k).count())
            .isGreaterThanOrEqualTo((int) (0.8 * scene.shapes().get(k).area()));
      }
    }
    assertThat(full).isGreaterThan(5);
    assertThat(new ShapeSynthesizer(SIZE, new ShapeRules(0, 0, 0.3, 0.5), 5).picture(0).objects())
        .isEmpty();
    assertThatThrownBy(() -> new ShapeRules(5, 4, 0.3, 0.5)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new ShapeRules(1, 4, 1.5, 0.5)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new ShapeRules(1, 4, 0.5, 0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> new ShapeSynthesizer(9000, rules, 1))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    assertThat(pixels(shapes(1).picture(7))).isEqualTo(pixels(shapes(1).picture(7)));
    assertThat(pixels(shapes(1).picture(7))).isNotEqualTo(pixels(shapes(2).picture(7)));
    assertThat(pixels(shapes(1).picture(7))).isNotEqualTo(pixels(shapes(1).picture(8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "yolo", "voc", "labelme", "csv"})
  void everyFormatReturnsTheBoxes(String name) throws Exception {
    DatasetFormat format = DatasetFormat.ofName(name);
    SyntheticDataset set = new SyntheticDataset(shapes(6), new SplitRatios(0.25, 0.25));
    SyntheticDataset.Drawn drawn = set.write(dir.resolve("a"), format, 12, 2, n -> {});
    set.write(dir.resolve("b"), format, 12, 1, n -> {});
    assertThat(Trees.files(dir.resolve("a"))).isEqualTo(Trees.files(dir.resolve("b")));
    try (Stream<Path> beside = Files.list(dir)) {
      assertThat(beside.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("a", "b");
    }
    DetectionDataset read = format.read(dir.resolve("a"), ReadOptions.DEFAULT);
    assertThat(read.problems()).isEmpty();
    assertThat(read.pictures()).hasSize(12);
    if (!name.equals("labelme")) {
      assertThat(read.pictures(Split.TRAIN)).hasSize(6);
      assertThat(read.pictures(Split.VAL)).hasSize(3);
    }
    for (AnnotatedPicture picture : drawn.data().pictures()) {
      AnnotatedPicture same =
          read.pictures().stream()
              .filter(one -> one.path().endsWith(picture.path()))
              .findFirst()
              .orElseThrow();
      assertThat(same.instances()).hasSameSizeAs(picture.instances());
      for (int i = 0; i < same.instances().size(); i++) {
        Instance before = picture.instances().get(i);
        Instance after = same.instances().get(i);
        assertThat(read.classes().get(after.label()))
            .isEqualTo(drawn.data().classes().get(before.label()));
        assertThat(after.box().x1()).isCloseTo(before.box().x1(), within(0.01f));
        assertThat(after.box().y2()).isCloseTo(before.box().y2(), within(0.01f));
        if (name.equals("coco")) {
          assertThat(after.mask()).isEqualTo(before.mask());
        }
      }
    }
  }

  @Test
  void formatsWithoutObjectsAreRefused() {
    SyntheticDataset set = new SyntheticDataset(shapes(6), SplitRatios.NONE);
    assertThatThrownBy(
            () -> set.write(dir.resolve("x"), DatasetFormat.ofName("idx"), 2, 1, n -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("objects");
    assertThat(dir.resolve("x")).doesNotExist();
  }

  @Test
  void leavesHaveMasksOfTheirLesions() {
    LeafSynthesizer leaves = new LeafSynthesizer(96, 2);
    int lesions = 0;
    for (int i = 0; i < 20; i++) {
      SyntheticPicture picture = leaves.picture(i);
      LeafCondition condition = List.of(LeafCondition.values()).get(i % 5);
      byte[] leaf = picture.objects().get(0).mask().orElseThrow().pixels();
      assertThat(leaves.classNames().get(picture.objects().get(0).label())).isEqualTo("leaf");
      List<Instance> others = picture.objects().subList(1, picture.objects().size());
      boolean spotted =
          condition == LeafCondition.BLIGHT
              || condition == LeafCondition.RUST
              || condition == LeafCondition.SPOTS;
      assertThat(others.isEmpty()).as(condition + " " + i).isEqualTo(!spotted);
      for (Instance lesion : others) {
        assertThat(leaves.classNames().get(lesion.label())).isEqualTo(condition.label());
        byte[] mask = lesion.mask().orElseThrow().pixels();
        for (int p = 0; p < mask.length; p++) {
          assertThat(mask[p]).isLessThanOrEqualTo(leaf[p]);
        }
        lesions++;
      }
      assertThat(pixels(picture))
          .isEqualTo(
              ((DataBufferByte) leaves.draw(condition, i / 5).getRaster().getDataBuffer())
                  .getData());
    }
    assertThat(lesions).isGreaterThan(20);
  }

  /** The files of a tree with their bytes. */
  private static final class Trees {
    static java.util.Map<String, String> files(Path root) throws java.io.IOException {
      java.util.Map<String, String> files = new java.util.TreeMap<>();
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(
              root.relativize(file).toString(),
              java.util.Arrays.hashCode(Files.readAllBytes(file)) + "");
        }
      }
      return files;
    }
  }
}
