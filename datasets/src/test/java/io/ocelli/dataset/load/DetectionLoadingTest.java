package io.ocelli.dataset.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Letterbox;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionLoadingTest {
  private static final int SIDE = 128;

  private static final int HUES = 12;

  private static Preprocess input(Preprocess.Resize resize) {
    return new Preprocess(
        SIDE,
        SIDE,
        resize,
        Preprocess.ColorOrder.BGR,
        1,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0),
        1,
        Preprocess.FILL);
  }

  /** Dark pictures of several shapes with one rectangle each, whose class is its hue. */
  private static List<AnnotatedPicture> rectangles(int n, int scale, boolean reaching) {
    Random random = new Random(5);
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int width = scale * (60 + random.nextInt(100));
      int height = scale * (60 + random.nextInt(100));
      int x1 = random.nextInt(width / 3);
      int y1 = random.nextInt(height / 3);
      int x2 = width - 1 - random.nextInt(width / 3);
      int y2 = height - 1 - random.nextInt(height / 3);
      byte[] bgr = new byte[3 * width * height];
      for (int y = y1; y < y2; y++) {
        for (int x = x1; x < x2; x++) {
          for (int c = 0; c < 3; c++) {
            bgr[3 * (y * width + x) + c] = bgr(i % HUES)[c];
          }
        }
      }
      try (Image image = Image.ofBgr(width, height, bgr)) {
        ByteSource source = ByteSource.of("p" + i, image.encode(ImageFormat.PNG));
        Box box = new Box(x1, y1, x2, y2);
        List<Instance> objects = List.of(new Instance(i % HUES, box));
        pictures.add(
            new AnnotatedPicture(
                source,
                "p" + i,
                width,
                height,
                reaching
                    ? List.of(new Instance(i % HUES, new Box(-7, y1, width + 9, y2)))
                    : objects,
                List.of(i % HUES),
                Optional.empty(),
                Map.of()));
      }
    }
    return pictures;
  }

  private static LoaderOptions options(String changes) {
    return LoaderOptions.DEFAULT
        .withBatchSize(5)
        .withSeed(3)
        .withAugmentation(Augmentation.parse(changes));
  }

  private static byte[] bgr(int hue) {
    int rgb = java.awt.Color.HSBtoRGB((float) hue / HUES, 1, 0.98f);
    return new byte[] {(byte) rgb, (byte) (rgb >> 8), (byte) (rgb >> 16)};
  }

  private static boolean has(FloatBuffer pixels, int picture, int x, int y, int hue) {
    if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) {
      return false;
    }
    int[] bgr = new int[3];
    for (int c = 0; c < 3; c++) {
      bgr[c] = Math.round(pixels.get(((picture * 3 + c) * SIDE + y) * SIDE + x));
    }
    float[] hsb = java.awt.Color.RGBtoHSB(bgr[2], bgr[1], bgr[0], null);
    double away = Math.abs(hsb[0] * HUES - hue);
    return Math.min(away, HUES - away) < 0.5 && hsb[1] * hsb[2] > 0.2;
  }

  /** Where the colour of a box ends, going out from its middle. */
  private static Box bounds(FloatBuffer pixels, int picture, int hue, Box box) {
    int x = (int) box.center().x();
    int y = (int) box.center().y();
    int x1 = x;
    int x2 = x;
    int y1 = y;
    int y2 = y;
    while (has(pixels, picture, x1 - 1, y, hue)) {
      x1--;
    }
    while (has(pixels, picture, x2, y, hue)) {
      x2++;
    }
    while (has(pixels, picture, x, y1 - 1, hue)) {
      y1--;
    }
    while (has(pixels, picture, x, y2, hue)) {
      y2++;
    }
    return new Box(x1, y1, x2, y2);
  }

  private static double difference(Box a, Box b) {
    return Math.max(
        Math.max(Math.abs(a.x1() - b.x1()), Math.abs(a.y1() - b.y1())),
        Math.max(Math.abs(a.x2() - b.x2()), Math.abs(a.y2() - b.y2())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "none; LETTERBOX; 1",
        "none; LETTERBOX_TOP_LEFT; 6",
        "none; STRETCH; 6",
        "none; CROP; 6",
        "hflip | vflip p=0.5 | zoom max=1.3 border=constant; LETTERBOX; 1",
        "rot90 | transpose p=0.5; LETTERBOX; 3",
        "resized-crop area=0.5..0.9; LETTERBOX; 1",
        "mosaic; LETTERBOX; 1",
        "mosaic tiles=9; LETTERBOX; 3",
        "detector; LETTERBOX; 1",
        "detector; STRETCH; 3"
      })
  void boxesLieWhereTheirPixelsAre(String changes, Preprocess.Resize resize, int scale) {
    ExampleSource source = ExampleSource.ofPictures(rectangles(HUES, scale, false));
    int seen = 0;
    List<String> wrong = new ArrayList<>();
    try (BatchLoader loader = new BatchLoader(source, input(resize), options(changes))) {
      for (int e = 0; e < 2; e++) {
        try (Epoch epoch = loader.epoch(e, true)) {
          while (epoch.hasNext()) {
            try (Batch batch = epoch.next()) {
              for (int i = 0; i < batch.size(); i++) {
                for (Instance object : batch.objects().get(i)) {
                  Box box = object.box();
                  // Copies of one picture in a mosaic may touch.
                  boolean twice =
                      batch.objects().get(i).stream()
                              .filter(other -> other.label() == object.label())
                              .count()
                          > 1;
                  if (twice || Math.min(box.width(), box.height()) < 6) {
                    continue;
                  }
                  Box pixels = bounds(batch.pixels(), i, object.label(), box);
                  if (difference(box, pixels) >= 1.5) {
                    wrong.add("picture %d: %s and %s".formatted(i, box, pixels));
                  }
                  seen++;
                }
              }
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(20);
  }

  @Test
  void theBorderIsThatOfTheLetterboxAndWholeBatchesEqualThePreprocessing() {
    List<AnnotatedPicture> pictures = rectangles(6, 2, false);
    Preprocess input = input(Preprocess.Resize.LETTERBOX);
    FloatBuffer expected =
        java.nio.ByteBuffer.allocateDirect(4 * input.elements())
            .order(java.nio.ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (BatchLoader loader =
            new BatchLoader(ExampleSource.ofPictures(pictures), input, options("none"));
        var direct = input.start();
        Epoch epoch = loader.epoch(0, false);
        Batch batch = epoch.next()) {
      for (int i = 0; i < batch.size(); i++) {
        try (Image image = pictures.get(i).source().decode(input.decodeOptions())) {
          direct.write(image, expected, 0);
        }
        float[] wanted = new float[input.elements()];
        float[] actual = new float[input.elements()];
        expected.get(0, wanted);
        batch.pixels().get(i * input.elements(), actual);
        assertThat(actual).isEqualTo(wanted);
      }
    }
  }

  @Test
  void boxesGoBackToThePixelsOfThePicture() {
    List<AnnotatedPicture> pictures = rectangles(9, 5, false);
    for (Preprocess.Resize resize : Preprocess.Resize.values()) {
      try (BatchLoader loader =
              new BatchLoader(ExampleSource.ofPictures(pictures), input(resize), options("none"));
          Epoch epoch = loader.epoch(0, true)) {
        while (epoch.hasNext()) {
          try (Batch batch = epoch.next()) {
            for (int i = 0; i < batch.size(); i++) {
              Letterbox place = batch.placements().get(i);
              Box there = batch.objects().get(i).get(0).box();
              Box back =
                  new Box(
                      (float) place.sourceX(there.x1()),
                      (float) place.sourceY(there.y1()),
                      (float) place.sourceX(there.x2()),
                      (float) place.sourceY(there.y2()));
              Box original = pictures.get(batch.indices()[i]).instances().get(0).box();
              Box seen =
                  new Box(
                      Math.max(original.x1(), (float) place.sourceX(0)),
                      Math.max(original.y1(), (float) place.sourceY(0)),
                      Math.min(original.x2(), (float) place.sourceX(SIDE)),
                      Math.min(original.y2(), (float) place.sourceY(SIDE)));
              assertThat(difference(back, seen)).isLessThan(0.01);
            }
          }
        }
      }
    }
  }

  @Test
  void boxesBeyondThePictureAreCutToItNotToTheTensor() {
    try (BatchLoader loader =
            new BatchLoader(
                ExampleSource.ofPictures(rectangles(5, 1, true)),
                input(Preprocess.Resize.LETTERBOX),
                options("none"));
        Epoch epoch = loader.epoch(0, false);
        Batch batch = epoch.next()) {
      for (int i = 0; i < batch.size(); i++) {
        Letterbox place = batch.placements().get(i);
        Box box = batch.objects().get(i).get(0).box();
        assertThat((double) box.x1()).isCloseTo(place.left(), within(1e-3));
        assertThat((double) box.x2()).isCloseTo(place.left() + place.width(), within(1e-3));
      }
    }
  }
}
