package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.augment.Dice;
import io.ocelli.augment.Example;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Box;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.MinimumSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExampleSourceTest {
  private static ByteSource picture(String name, int width, int height, int blue) {
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
    }
    try (Image image = Image.ofBgr(width, height, bgr)) {
      return ByteSource.of(name, image.encode(ImageFormat.JPEG));
    }
  }

  private static ByteSource broken(int i) {
    return ByteSource.of("broken" + i + ".jpg", new byte[] {1, 2, (byte) i});
  }

  @Test
  void aSampleIsReadWithItsClass() {
    ExampleSource source = ExampleSource.of(List.of(new Sample(picture("a", 9, 7, 0), 3)));
    try (Example example = source.read(0, DecodeOptions.DEFAULT)) {
      assertThat(example.labels()).isEqualTo(Map.of(3, 1.0));
      assertThat(example.objects()).isEmpty();
      assertThat(example.width()).isEqualTo(9);
    }
    assertThat(source.name(0)).isEqualTo("a");
    assertThat(source.known(0).classes()).containsExactly(3);
  }

  @Test
  void objectsAreInThePixelsOfAPictureThatIsDecodedSmaller() {
    byte[] left = new byte[101 * 61];
    for (int y = 0; y < 61; y++) {
      for (int x = 0; x < 50; x++) {
        left[y * 101 + x] = 1;
      }
    }
    Instance object =
        new Instance(
            1,
            new Box(10, 20, 50, 60),
            List.of(new Polygon(10, 20, 50, 20, 50, 60)),
            Optional.of(RunLengthMask.of(101, 61, left)),
            List.of(new KeyPoint(40, 30)),
            false,
            Map.of("coco.area", "800", "difficult", "1"));
    AnnotatedPicture annotated =
        new AnnotatedPicture(
            picture("a", 101, 61, 0),
            "a.jpg",
            101,
            61,
            List.of(object),
            List.of(2, 0),
            Optional.empty(),
            Map.of());
    ExampleSource source = ExampleSource.ofPictures(List.of(annotated));
    try (Example whole = source.read(0, DecodeOptions.DEFAULT)) {
      assertThat(whole.objects()).containsExactly(object);
      assertThat(whole.labels()).isEqualTo(Map.of(0, 1.0, 2, 1.0));
    }
    DecodeOptions half = DecodeOptions.DEFAULT.withMinimum(MinimumSize.covering(50, 30));
    try (Example small = source.read(0, half)) {
      assertThat(small.width()).isEqualTo(51);
      assertThat(small.height()).isEqualTo(31);
      Instance scaled = small.objects().get(0);
      assertThat(scaled.box().x1()).isBetween(4.99f, 5.1f);
      assertThat(scaled.box().y2()).isBetween(30f, 30.6f);
      assertThat(scaled.polygons().get(0).bounds()).isEqualTo(scaled.box());
      assertThat(scaled.mask().orElseThrow().bounds()).contains(new Box(0, 0, 25, 31));
      assertThat(scaled.keyPoints().get(0).x()).isBetween(20.0, 20.3);
      assertThat(scaled.attributes()).isEqualTo(Map.of("difficult", "1"));
    }
    assertThat(source.known(0).classes()).containsExactly(0, 1, 2);
  }

  @Test
  void objectsOfAnotherPictureAreRefused() {
    AnnotatedPicture false1 =
        new AnnotatedPicture(
            picture("a.jpg", 60, 40, 0),
            "a.jpg",
            40,
            60,
            List.of(new Instance(0, new Box(1, 1, 20, 20))));
    ExampleSource source =
        ExampleSource.ofPictures(List.of(false1, false1.withInstances(List.of())));
    assertThatThrownBy(() -> source.read(0, DecodeOptions.DEFAULT))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("60x40 instead of 40x60")
        .hasMessageContaining("a.jpg");
    source.read(1, DecodeOptions.DEFAULT).close();
  }

  @Test
  void othersDependOnTheDiceAndGoPastBrokenPictures() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(new Sample(i < 3 || i == 9 ? broken(i) : picture("p" + i, 8, 8, 20 * i), i));
    }
    ExampleSource source = ExampleSource.of(samples);
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int k = 0; k < 60; k++) {
      int expected = Dice.of(1, 0, k, 0).below(10);
      expected = expected < 3 || expected == 9 ? 3 : expected;
      try (Example other = source.others().draw(Dice.of(1, 0, k, 0))) {
        assertThat(other.labels()).containsOnlyKeys(expected);
      }
      drawn.add(expected);
    }
    assertThat(drawn).containsExactly(3, 4, 5, 6, 7, 8);
  }

  @Test
  void othersOfBrokenPicturesAlone() {
    ExampleSource source =
        ExampleSource.of(List.of(new Sample(broken(0), 0), new Sample(broken(1), 0)));
    assertThatThrownBy(() -> source.others().draw(Dice.of(1, 0, 0, 0)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("none of the pictures can be read")
        .hasMessageContaining("2 pictures");
  }
}
