package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {
  /** A picture of one gray with a mask of one class. */
  private static Example plain(int width, int height, int gray, int label, Instance... objects) {
    byte[] mask = new byte[width * height];
    Arrays.fill(mask, (byte) label);
    return Example.owning(
        Image.blank(width, height, gray, gray, gray),
        Map.of(label, 1.0),
        List.of(objects),
        Optional.of(Raster.of(width, height, ColorSpace.GRAY, mask)));
  }

  private static int gray(Example example, int x, int y) {
    return example.picture().pixels().get(3 * (y * example.width() + x)) & 0xFF;
  }

  private static double share(Example example, int gray) {
    int count = 0;
    for (int y = 0; y < example.height(); y++) {
      for (int x = 0; x < example.width(); x++) {
        count += gray(example, x, y) == gray ? 1 : 0;
      }
    }
    return (double) count / (example.width() * example.height());
  }

  @Test
  void cutmixWeighsLabelsByWhatIsSeen() {
    Augmentation cutmix = Augmentation.parse("cutmix");
    int cut = 0;
    for (int i = 0; i < 40; i++) {
      Instance object = new Instance(7, new Box(4, 4, 24, 20));
      try (Example example = plain(60, 40, 10, 1, object)) {
        cutmix.apply(
            example,
            dice -> plain(30, 30, 200, 2, new Instance(8, new Box(2, 2, 28, 28))),
            3,
            0,
            i);
        double other = share(example, 200);
        assertThat(example.labels().getOrDefault(2, 0.0)).isCloseTo(other, within(1e-9));
        assertThat(example.labels().get(1)).isCloseTo(1 - other, within(1e-9));
        byte[] mask = example.mask().orElseThrow().values();
        for (int p = 0; p < mask.length; p++) {
          assertThat(mask[p]).isEqualTo((byte) (gray(example, p % 60, p / 60) == 10 ? 1 : 2));
        }
        cut += other > 0 ? 1 : 0;
        for (Instance one : example.objects()) {
          int wanted = one.label() == 7 ? 10 : 200;
          Box box = one.box();
          assertThat(
                  gray(example, (int) box.x1(), (int) box.y1()) == wanted
                      || gray(example, (int) Math.ceil(box.x2()) - 1, (int) Math.ceil(box.y2()) - 1)
                          == wanted
                      || gray(example, (int) box.x1(), (int) Math.ceil(box.y2()) - 1) == wanted
                      || gray(example, (int) Math.ceil(box.x2()) - 1, (int) box.y1()) == wanted)
              .isTrue();
        }
      }
    }
    assertThat(cut).isGreaterThan(30);
  }

  @Test
  void whatLiesBeneathIsCutExactly() {
    Box box = new Box(10, 10, 30, 30);
    Polygon triangle = new Polygon(10, 10, 30, 10, 10, 30);
    byte[] inside = new byte[40 * 40];
    for (int y = 10; y < 30; y++) {
      Arrays.fill(inside, y * 40 + 10, y * 40 + 30, (byte) 1);
    }
    Instance plain = new Instance(0, box);
    Instance outlined =
        new Instance(
            1,
            box,
            List.of(triangle),
            Optional.empty(),
            List.of(new KeyPoint(29, 10.5), new KeyPoint(10.5, 29)),
            false,
            Map.of("coco.area", "200"));
    Instance masked =
        new Instance(
            2,
            box,
            List.of(),
            Optional.of(RunLengthMask.of(40, 40, inside)),
            List.of(),
            false,
            Map.of());
    Instance gone = new Instance(3, new Box(22, 12, 30, 20));
    try (Example example = plain(40, 40, 0, 0, plain, outlined, masked, gone);
        Example over = plain(20, 40, 255, 5, new Instance(9, new Box(1, 2, 5, 6)))) {
      example.paste(over, 20, 0);
      List<Instance> left = example.objects();
      assertThat(left).hasSize(4);
      Box half = new Box(10, 10, 20, 30);
      assertThat(left.get(0).box()).isEqualTo(half);
      assertThat(left.get(1).box()).isEqualTo(half);
      assertThat(left.get(1).polygons()).hasSize(1);
      assertThat(left.get(1).polygons().get(0).area()).isCloseTo(150, within(1e-9));
      assertThat(left.get(1).keyPoints())
          .extracting(KeyPoint::visibility)
          .containsExactly(KeyPoint.Visibility.HIDDEN, KeyPoint.Visibility.VISIBLE);
      assertThat(left.get(1).attributes()).isEmpty();
      assertThat(left.get(2).box()).isEqualTo(half);
      assertThat(left.get(2).mask().orElseThrow().area()).isEqualTo(200);
      assertThat(left.get(3)).isEqualTo(new Instance(9, new Box(21, 2, 25, 6)));
      assertThat(example.mask().orElseThrow().values()[25]).isEqualTo((byte) 5);
      assertThat(example.mask().orElseThrow().values()[15]).isZero();
      Augmentation.parse("keep-objects min-visible=0.6").apply(example, Others.NONE, 0, 0, 0);
      assertThat(example.objects())
          .as("half of the box is seen, three quarters of the triangle")
          .extracting(Instance::label)
          .containsExactly(1, 9);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 9})
  void mosaicMovesEachPictureWithItsObjects(int tiles) {
    Augmentation mosaic = Augmentation.parse("mosaic tiles=" + tiles + " color=black");
    for (int index = 0; index < 20; index++) {
      // A white square on a ground of its own gray; class and gray belong together.
      int[] drawn = {0};
      try (Example example = squared(1)) {
        mosaic.apply(example, dice -> squared(2 + drawn[0]++), 5, 0, index);
        assertThat(drawn[0]).isEqualTo(tiles - 1);
        assertThat(example.width()).isEqualTo(120);
        assertThat(example.height()).isEqualTo(90);
        double sum = example.labels().values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(example.objects()).isNotEmpty();
        for (Instance object : example.objects()) {
          Box box = object.box();
          assertThat(box.clip(120, 90)).isEqualTo(box);
          Box outline = Instance.bounds(object.polygons());
          assertThat((double) outline.x1()).isCloseTo(box.x1(), within(1e-3));
          assertThat((double) outline.y2()).isCloseTo(box.y2(), within(1e-3));
          if (box.width() > 4 && box.height() > 4) {
            int x = (int) box.center().x();
            int y = (int) box.center().y();
            assertThat(gray(example, x, y)).isEqualTo(255);
            assertThat(example.mask().orElseThrow().values()[y * 120 + x])
                .isEqualTo((byte) object.label());
            assertThat(white(example, (int) box.x1() - 2, y)).isFalse();
            assertThat(white(example, (int) box.x2() + 2, y)).isFalse();
            assertThat(white(example, x, (int) box.y1() - 2)).isFalse();
            assertThat(white(example, x, (int) box.y2() + 2)).isFalse();
          }
        }
      }
    }
  }

  /** Outside of the picture nothing is white. */
  private static boolean white(Example example, int x, int y) {
    return x >= 0
        && y >= 0
        && x < example.width()
        && y < example.height()
        && gray(example, x, y) > 200;
  }

  private static Example squared(int label) {
    Box box = new Box(20, 30, 60, 70);
    Example example =
        plain(100, 100, 10 * label, label, Instance.outlined(label, List.of(Polygon.of(box))));
    for (int y = 30; y < 70; y++) {
      for (int x = 20; x < 60; x++) {
        for (int c = 0; c < 3; c++) {
          example.editable().pixels().put(3 * (y * 100 + x) + c, (byte) 255);
        }
      }
    }
    // The picture of the first is 120 x 90 so that sizes differ.
    if (label == 1) {
      example.move(new Window(0, 0, 120, 90, Edges.REFLECT));
    }
    return example;
  }

  @Test
  void mosaicsHaveFourOrNineTiles() {
    assertThatThrownBy(() -> Augmentation.parse("mosaic tiles=5")).hasMessageContaining("4 or 9");
  }

  @Test
  void copiedObjectsHideWhatLiesBeneath() {
    Augmentation paste = Augmentation.parse("copy-paste objects=1 scale=1");
    Polygon triangle = new Polygon(10, 10, 40, 10, 10, 40);
    for (int i = 0; i < 10; i++) {
      Instance wide = Instance.outlined(1, List.of(Polygon.of(new Box(0, 20, 50, 50))));
      Instance under = Instance.outlined(2, List.of(Polygon.of(new Box(12, 12, 14, 14))));
      try (Example example = plain(50, 50, 10, 3, wide, under)) {
        paste.apply(
            example,
            dice ->
                plain(
                    50,
                    50,
                    200,
                    4,
                    Instance.outlined(5, List.of(triangle)),
                    new Instance(6, new Box(0, 0, 9, 9))),
            1,
            0,
            i);
        assertThat(example.labels()).containsOnlyKeys(3);
        double pasted = share(example, 200) * 2500;
        assertThat(pasted).as("the triangle alone").isBetween(430.0, 480.0);
        long below =
            IntStream.range(20 * 50, 50 * 50)
                .filter(p -> gray(example, p % 50, p / 50) == 200)
                .count();
        assertThat(below).isGreaterThan(100);
        Instance first = example.objects().get(0);
        assertThat(first.polygons().stream().mapToDouble(Polygon::area).sum())
            .isCloseTo(1500.0 - (double) below, within(25.0));
        assertThat(first.box()).isEqualTo(new Box(0, 20, 50, 50));
        assertThat(example.objects()).extracting(Instance::label).contains(5).doesNotContain(6);
        byte[] mask = example.mask().orElseThrow().values();
        for (int p = 0; p < mask.length; p++) {
          assertThat(mask[p]).isEqualTo((byte) (gray(example, p % 50, p / 50) == 10 ? 3 : 4));
        }
        boolean hidden =
            IntStream.range(0, 4).allMatch(k -> gray(example, 12 + k % 2, 12 + k / 2) == 200);
        assertThat(example.objects().stream().anyMatch(o -> o.label() == 2)).isEqualTo(!hidden);
      }
    }
  }
}
