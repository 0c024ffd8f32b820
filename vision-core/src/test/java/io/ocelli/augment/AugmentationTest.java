package io.ocelli.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.augment.mixing.Mixup;
import io.ocelli.error.UsageException;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final Augmentation MANY =
      Augmentation.parse(
          "hflip p=0.5 | vflip p=0.5 | shift max=20% | rotate max=30 | zoom max=1.3"
              + " | brightness max=0.3 | contrast max=0.3 | saturation max=0.3 | cutout side=0.3"
              + " | one-of { brightness max=0.5 | contrast max=0.9 p=0.5 } p=0.5");

  private static Image picture(int width, int height) {
    byte[] bgr = new byte[3 * width * height];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (i * 7 + i / 11);
    }
    return Image.ofBgr(width, height, bgr);
  }

  private static byte[] bytes(Image image) {
    byte[] bytes = new byte[image.pixels().remaining()];
    image.pixels().get(bytes);
    return bytes;
  }

  private static byte[] changed(Augmentation augmentation, Image in, int epoch, int index) {
    try (Image out = augmentation.apply(in, 42, epoch, index)) {
      assertThat(out.width()).isEqualTo(in.width());
      assertThat(out.height()).isEqualTo(in.height());
      return bytes(out);
    }
  }

  @Test
  void dependsOnSeedEpochAndIndexAlone() {
    try (Image in = picture(40, 30)) {
      byte[] before = bytes(in);
      Set<Integer> different = new HashSet<>();
      byte[][] inOrder = new byte[64][];
      for (int i = 0; i < 64; i++) {
        inOrder[i] = changed(MANY, in, i / 8, i % 8);
        different.add(Arrays.hashCode(inOrder[i]));
      }
      assertThat(different).as("epochs and indices differ").hasSize(64);
      IntStream.range(0, 64)
          .parallel()
          .forEach(i -> assertThat(changed(MANY, in, i / 8, i % 8)).isEqualTo(inOrder[i]));
      assertThat(bytes(in)).as("the picture itself").isEqualTo(before);
    }
  }

  @Test
  void aStepDrawsTheSameWhateverOtherStepsDo() {
    try (Image in = picture(40, 30)) {
      for (int i = 0; i < 20; i++) {
        assertThat(changed(Augmentation.parse("one-of { contrast max=0 } | hflip p=0.5"), in, 0, i))
            .isEqualTo(
                changed(Augmentation.parse("rotate max=0 | hflip p=0 | hflip p=0.5"), in, 0, i));
      }
    }
  }

  @Test
  void noneIsACopy() {
    try (Image in = picture(33, 21)) {
      assertThat(changed(Augmentation.NONE, in, 0, 0)).isEqualTo(bytes(in));
    }
  }

  @Test
  void flipsAreExactAndAsFrequentAsAsked() {
    try (Image in = picture(16, 8)) {
      byte[] plain = bytes(in);
      byte[] mirrored = new byte[plain.length];
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 16; x++) {
          System.arraycopy(plain, 3 * (y * 16 + 15 - x), mirrored, 3 * (y * 16 + x), 3);
        }
      }
      Augmentation flip = Augmentation.parse("hflip p=0.25");
      int flipped = 0;
      for (int i = 0; i < 2000; i++) {
        byte[] out = changed(flip, in, 0, i);
        boolean same = Arrays.equals(out, mirrored);
        assertThat(same || Arrays.equals(out, plain)).isTrue();
        flipped += same ? 1 : 0;
      }
      assertThat(flipped).isBetween(420, 580);
    }
  }

  /** A white square is where its box is, whatever happened to both. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hflip",
        "vflip",
        "rotate max=90..90 border=constant",
        "rotate max=-90..-90 border=constant",
        "shift max=6 border=constant",
        "zoom max=1.4 border=constant",
        "hflip | rotate max=90..90 border=constant | vflip",
        "shift max=5 border=constant | hflip | zoom max=1.2 border=constant",
      })
  void pictureBoxOutlineMaskAndPointMoveTogether(String text) {
    Augmentation augmentation = Augmentation.parse(text);
    Box box = new Box(14, 18, 24, 30);
    for (int index = 0; index < 25; index++) {
      byte[] inside = new byte[50 * 50];
      Image picture = Image.blank(50, 50, 0, 0, 0);
      for (int y = 18; y < 30; y++) {
        for (int x = 14; x < 24; x++) {
          picture.pixels().put(3 * (y * 50 + x), (byte) 255);
          inside[y * 50 + x] = 1;
        }
      }
      Instance square =
          new Instance(
              3,
              box,
              List.of(Polygon.of(box)),
              Optional.of(RunLengthMask.of(50, 50, inside)),
              List.of(new KeyPoint(14, 18)),
              false,
              Map.of("coco.area", "120", "difficult", "1"));
      Raster mask = Raster.of(50, 50, ColorSpace.GRAY, inside);
      try (Example example =
          Example.owning(picture, Map.of(1, 1.0), List.of(square), Optional.of(mask))) {
        augmentation.apply(example, Others.NONE, 1, 0, index);
        Instance moved = example.objects().get(0);
        Box seen = white(example.picture());
        assertThat(moved.label()).isEqualTo(3);
        close(moved.box(), seen, 1.01);
        close(moved.polygons().get(0).bounds(), moved.box(), 1e-3);
        close(moved.mask().orElseThrow().bounds().orElseThrow(), seen, 1.01);
        close(maskBounds(example.mask().orElseThrow()), seen, 1.01);
        KeyPoint point = moved.keyPoints().get(0);
        assertThat(
                Math.min(
                    Math.abs(point.x() - moved.box().x1()), Math.abs(point.x() - moved.box().x2())))
            .isLessThan(1e-3);
        assertThat(
                Math.min(
                    Math.abs(point.y() - moved.box().y1()), Math.abs(point.y() - moved.box().y2())))
            .isLessThan(1e-3);
        assertThat(moved.attributes()).isEqualTo(Map.of("difficult", "1"));
      }
    }
  }

  private static void close(Box one, Box two, double tolerance) {
    assertThat((double) one.x1()).isCloseTo(two.x1(), within(tolerance));
    assertThat((double) one.y1()).isCloseTo(two.y1(), within(tolerance));
    assertThat((double) one.x2()).isCloseTo(two.x2(), within(tolerance));
    assertThat((double) one.y2()).isCloseTo(two.y2(), within(tolerance));
  }

  private static Box white(Image image) {
    byte[] inside = new byte[image.width() * image.height()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) ((image.pixels().get(3 * i) & 0xFF) > 127 ? 1 : 0);
    }
    return RunLengthMask.of(image.width(), image.height(), inside).bounds().orElseThrow();
  }

  private static Box maskBounds(Raster mask) {
    return RunLengthMask.of(mask.width(), mask.height(), mask.values()).bounds().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Symmetry.class)
  void symmetriesMovePixelsAndPlacesAlike(Symmetry symmetry) {
    try (Image in = picture(7, 4);
        Image out = MatPair.move(in, symmetry);
        Image asMap = MatPair.move(in, symmetry.planar(7, 4, Edges.REFLECT))) {
      assertThat(bytes(asMap)).isEqualTo(bytes(out));
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 7; x++) {
          double[] place = {x + 0.5, y + 0.5};
          symmetry.map(place, 7, 4);
          int column = (int) place[0];
          int row = (int) place[1];
          int to = row * out.width() + column;
          assertThat(out.pixels().get(3 * to)).isEqualTo(in.pixels().get(3 * (y * 7 + x)));
        }
      }
      for (Symmetry next : Symmetry.values()) {
        try (Image both = MatPair.move(out, next);
            Image atOnce = MatPair.move(in, symmetry.then(next))) {
          assertThat(bytes(atOnce)).isEqualTo(bytes(both));
        }
      }
    }
  }

  @Test
  void whatIsTooLittleToSeeIsDropped() {
    Box box = new Box(10, 10, 30, 30);
    assertThat(left(-22, "keep-objects", box)).containsExactly(new Box(0, 10, 8, 30));
    assertThat(left(-22, "keep-objects min-visible=0.5", box)).isEmpty();
    assertThat(left(-22, "keep-objects min-area=161", box)).isEmpty();
    assertThat(left(-22, "keep-objects min-side=9", box)).isEmpty();
    assertThat(left(-30, "keep-objects min-visible=0", box)).isEmpty();
    assertThat(left(-29, "keep-objects", box)).as("a twentieth is less than a tenth").isEmpty();
    assertThat(left(-29, "keep-objects min-visible=0", box)).hasSize(1);
  }

  private static List<Box> left(int move, String rule, Box box) {
    try (Image picture = Image.blank(40, 40, 0, 0, 0);
        Example example = Example.of(picture, List.of(new Instance(0, box)))) {
      example.move(new Window(-move, 0, 40, 40, Edges.REFLECT));
      Augmentation.parse(rule).apply(example, Others.NONE, 0, 0, 0);
      return example.objects().stream().map(Instance::box).toList();
    }
  }

  @Test
  void aTurnedBoxHoldsItsCornersOrItsEllipse() {
    Box box = new Box(30, 40, 70, 60);
    Box corners = turned(box, KeepObjects.BoxFit.CORNERS);
    assertThat((double) corners.width()).isCloseTo(60 / Math.sqrt(2), within(1e-3));
    Box ellipse = turned(box, KeepObjects.BoxFit.ELLIPSE);
    assertThat((double) ellipse.width()).isCloseTo(Math.sqrt(2 * (400 + 100)), within(0.05));
    assertThat(ellipse.center().x()).isCloseTo(50, within(1e-3));
  }

  private static Box turned(Box box, KeepObjects.BoxFit fit) {
    try (Image picture = Image.blank(100, 100, 0, 0, 0);
        Example example = Example.of(picture, List.of(new Instance(0, box)))) {
      example.fit(fit);
      double c = Math.sqrt(0.5);
      example.move(Planar.aboutCentre(c, c, -c, c, 0, 0, 100, 100, Edges.REFLECT));
      return example.objects().get(0).box();
    }
  }

  @Test
  void aFieldMovesPlacesToWhereItsPixelsGo() {
    int n = 60;
    float[] x = new float[n * n];
    float[] y = new float[n * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        x[row * n + column] = (float) (column + 3 * Math.sin(row / 9.0));
        y[row * n + column] = (float) (row + 2 * Math.cos(column / 8.0));
      }
    }
    Field field = new Field(n, n, x, y, Edges.REFLECT);
    for (int[] pixel : new int[][] {{25, 20}, {12, 40}, {44, 33}}) {
      int at = pixel[1] * n + pixel[0];
      double[] place = {x[at] + 0.5, y[at] + 0.5};
      field.map(place, n, n);
      assertThat(place[0]).isCloseTo(pixel[0] + 0.5, within(0.01));
      assertThat(place[1]).isCloseTo(pixel[1] + 0.5, within(0.01));
    }
  }

  @Test
  void mixupMixesLabelsAsItMixesPixels() {
    Augmentation mixup = Augmentation.of(Step.of(new Mixup(1)));
    assertThat(mixup.mixes()).isTrue();
    for (int i = 0; i < 10; i++) {
      try (Image dark = Image.blank(8, 6, 0, 0, 0);
          Example example = Example.of(dark, 2)) {
        Others white =
            dice ->
                Example.owning(
                    Image.blank(4, 4, 200, 200, 200), Map.of(5, 1.0), List.of(), Optional.empty());
        mixup.apply(example, white, 7, 0, i);
        double share = example.labels().get(5);
        assertThat(example.labels().get(2)).isCloseTo(1 - share, within(1e-12));
        assertThat((double) (example.picture().pixels().get(0) & 0xFF))
            .isCloseTo(200 * share, within(0.51));
        assertThat(share).isLessThanOrEqualTo(0.5);
        assertThat(dark.pixels().get(0)).isZero();
      }
    }
    try (Image dark = Image.blank(8, 6, 0, 0, 0)) {
      assertThatThrownBy(() -> mixup.apply(dark, 0, 0, 0)).hasMessageContaining("others");
    }
  }

  @Test
  void choicesTakeTheirWeightsAndTheirNumber() {
    Augmentation one = Augmentation.parse("one-of { hflip p=0.25 | vflip p=0.75 }");
    try (Image in = picture(6, 5);
        Image mirrored = MatPair.move(in, Symmetry.HFLIP)) {
      int first = 0;
      for (int i = 0; i < 1000; i++) {
        first += Arrays.equals(changed(one, in, 0, i), bytes(mirrored)) ? 1 : 0;
      }
      assertThat(first).isBetween(200, 300);
      byte[] both = changed(Augmentation.parse("hflip | vflip"), in, 0, 0);
      for (int i = 0; i < 20; i++) {
        assertThat(changed(Augmentation.parse("some-of n=2 { hflip | vflip p=0.1 }"), in, 0, i))
            .isEqualTo(both);
        assertThat(changed(Augmentation.parse("all-of { hflip | vflip }"), in, 0, i))
            .isEqualTo(both);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hflip p=0.5 | rotate max=20 border=reflect",
        "rotate max=-5..20 | one-of { brightness | contrast p=0.5 | some-of { hflip | vflip } } p=0.3",
        "keep-objects min-visible=0.4 boxes=ellipse",
      })
  void whatIsWrittenIsReadAgain(String text) {
    Augmentation read = text.isEmpty() ? Augmentation.NONE : Augmentation.parse(text);
    assertThat(read.toString()).isEqualTo(text);
  }

  @Test
  void presetsAreTheirSteps() {
    for (Preset preset : Preset.values()) {
      assertThat(Augmentation.parse(preset.toString())).isEqualTo(preset.augmentation());
      assertThat(preset.augmentation().isNone()).isEqualTo(preset == Preset.NONE);
      if (!preset.text().isEmpty()) {
        String written = preset.augmentation().toString();
        assertThat(Augmentation.parse(written)).isEqualTo(preset.augmentation());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "hflip p=1.5 § out of range for p of hflip § character 9",
        "hflipp § no change and no preset § did you mean 'hflip'",
        "one-of p=0.5 § no block for one-of § one-of { operation",
        "one-of { hflip | vflip § a block that does not end § character 8",
        "hflip } § a '}' without its '{' § character 7",
        "one-of { } § there is no operation § character 10",
        "hflip { vflip } § hflip takes no block § character 7",
        "rotate max=20..5 § not a value for max § smaller number first",
        "leef § no change and no preset § did you mean 'leaf'",
        "rotate p=x § not a value for p of rotate § 0 to 1",
        "quite-unknown § unknown operation § ocelli data augment --list",
      })
  void refusesWhatCannotBe(String text, String problem, String remedy) {
    assertThatThrownBy(() -> Augmentation.parse(text.strip()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(remedy)
        .hasMessageContaining("the augmentation");
  }

  /** A mirror image beyond the border is no part of the object. */
  @Test
  void masksAreNotMirroredAtTheBorder() {
    byte[] inside = new byte[100];
    for (int y = 4; y < 6; y++) {
      inside[10 * y + 1] = 1;
    }
    Instance object =
        new Instance(
            0,
            new Box(1, 4, 2, 6),
            List.of(),
            Optional.of(RunLengthMask.of(10, 10, inside)),
            List.of(),
            false,
            Map.of());
    for (String text :
        List.of("shift max=30% vertical=0 border=reflect", "pad left=4 border=reflect")) {
      for (int epoch = 0; epoch < 10; epoch++) {
        try (Image picture = Image.blank(10, 10, 1, 2, 3);
            Example example = Example.of(picture, List.of(object))) {
          Augmentation.parse(text).apply(example, Others.NONE, 1, epoch, 0);
          for (Instance moved : example.objects()) {
            assertThat(moved.mask().orElseThrow().area()).as(text).isLessThanOrEqualTo(2);
          }
        }
      }
    }
  }

  @Test
  void anObjectWithNothingButAMaskIsDroppedWhenLittleOfItIsLeft() {
    byte[] inside = new byte[60 * 60];
    for (int y = 20; y < 40; y++) {
      for (int x = 44; x < 60; x++) {
        inside[60 * y + x] = 1;
      }
    }
    RunLengthMask mask = RunLengthMask.of(60, 60, inside);
    Instance object =
        new Instance(
            0, new Box(44, 20, 60, 40), List.of(), Optional.of(mask), List.of(), false, Map.of());
    // Turned by 2 degrees and shifted so that a strip of about two columns of sixteen stays.
    String text = "keep-objects min-visible=%s min-area=0 min-side=0";
    try (Image picture = Image.blank(60, 60, 10, 20, 30)) {
      for (String least : List.of("0.05", "0.5")) {
        Planar away =
            Planar.aboutCentre(0.9994, 0.0349, -0.0349, 0.9994, 13, 0, 60, 60, Edges.REFLECT);
        try (Example example = Example.of(picture, List.of(object))) {
          example.move(away);
          Augmentation.parse(text.formatted(least)).apply(example, Others.NONE, 1, 0, 0);
          assertThat(example.objects()).hasSize(least.equals("0.5") ? 0 : 1);
        }
      }
    }
  }

  @Test
  void onlySomeMixingChangesMixLabels() {
    assertThat(Augmentation.parse("hflip | copy-paste").mixesLabels()).isFalse();
    assertThat(Augmentation.parse("hflip | copy-paste").mixes()).isTrue();
    assertThat(Augmentation.parse("one-of { hflip | mixup }").mixesLabels()).isTrue();
    assertThat(Preset.DETECTOR.augmentation().mixesLabels()).isTrue();
    assertThat(Preset.STRONG.augmentation().mixes()).isFalse();
  }
}
