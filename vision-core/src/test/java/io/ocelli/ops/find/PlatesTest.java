package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Found;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plates on drawn pictures: 30 of them, {@code -Docelli.drawn=200} for as many, {@code
 * -Docelli.drawn.seed=1000} for others.
 */
class PlatesTest {
  private static final int PICTURES = Integer.getInteger("ocelli.drawn", 30);
  private static final int SEED = Integer.getInteger("ocelli.drawn.seed", 0);

  @TempDir static Path folder;

  @Test
  void findsAndReadsDrawnPlates() throws IOException {
    List<Path> photographs = photographs();
    int found = 0;
    int near = 0;
    int read = 0;
    int others = 0;
    int counted = 0;
    boolean reads = Tesseract.data().isPresent();
    for (int i = SEED; i < SEED + PICTURES; i++) {
      try (DrawnPlates.Drawn drawn = DrawnPlates.draw(i, photographs);
          Raster picture = Raster.of(drawn.image())) {
        boolean hit = false;
        List<Plate> plates = plates(picture, "plates show=none");
        for (Plate plate : plates) {
          double off = plate.center().distance(drawn.centre());
          assertThat(plate.confidence()).isBetween(reads ? 0.57 : 0.0, reads ? 1.0 : 0.0);
          if (off > drawn.width() / 4 || hit) {
            others++;
          } else {
            hit = true;
            near += off <= 2 ? 1 : 0;
            read += plate.text().orElse("").equals(drawn.text()) ? 1 : 0;
          }
        }
        found += hit ? 1 : 0;
        counted += hit && plates.size() == 1 ? 1 : 0;
      }
    }
    System.out.printf(
        "%d drawn plates: %d found, %d of them within 2 pixels, %d read right, %d other finds,"
            + " %d pictures counted right%n",
        PICTURES, found, near, read, others, counted);
    assertThat(counted).as("counted right").isGreaterThanOrEqualTo((int) (0.9 * PICTURES));
    assertThat(found).as("found").isGreaterThanOrEqualTo((int) Math.ceil(0.9 * PICTURES));
    assertThat(near).as("within 2 pixels").isGreaterThanOrEqualTo((int) (0.95 * found));
    assertThat(others).as("other finds").isLessThanOrEqualTo(PICTURES / 10);
    if (reads) {
      assertThat(read).as("read right").isGreaterThanOrEqualTo((int) Math.ceil(0.75 * found));
    }
  }

  @Test
  void withoutLanguageDataAPlateIsFoundAndTheFindingSaysHowToReadIt() {
    try (DrawnPlates.Drawn drawn = DrawnPlates.draw(3, List.of());
        Raster picture = Raster.of(drawn.image())) {
      List<Plate> plates = plates(picture, "plates tessdata='" + folder + "'");
      assertThat(plates)
          .anySatisfy(
              plate -> {
                assertThat(plate.center().distance(drawn.centre())).isLessThan(5);
                assertThat(plate.text()).isEmpty();
                assertThat(plate.confidence()).isZero();
                assertThat(plate.note().orElseThrow()).contains("tesseract").hasLineCount(1);
              });
      assertThat(plates(picture, "plates read=false"))
          .allSatisfy(plate -> assertThat(plate.note()).isEmpty());
    }
  }

  @Test
  void cropsAreStraight() {
    try (DrawnPlates.Drawn drawn = DrawnPlates.draw(3, List.of());
        Raster picture = Raster.of(drawn.image());
        Result crops = Pipeline.parse("plate-crops margin=0 read=false").run(picture);
        Result wide = Pipeline.parse("plate-crops margin=1 read=false").run(picture)) {
      assertThat(crops.parts()).isNotEmpty();
      Plate plate = (Plate) crops.findings().get(0).finding();
      Raster crop = crops.parts().get(0).raster();
      Raster wider = wide.parts().get(0).raster();
      double across = plate.corners().get(0).distance(plate.corners().get(1));
      assertThat((double) crop.width()).isCloseTo(across, within(5.0));
      assertThat(wider.height()).isBetween(3 * crop.height() - 2, 3 * crop.height() + 2);
      // Straight already: what is found in it is level.
      for (Plate inside : plates(wider, "plates read=false")) {
        assertThat(inside.angle()).isBetween(-2.0, 2.0);
      }
    }
  }

  @Test
  void severalThreadsFindAndReadTheSame() {
    try (DrawnPlates.Drawn drawn = DrawnPlates.draw(2, List.of());
        Raster picture = Raster.of(drawn.image())) {
      List<Plate> alone = plates(picture, "plates");
      assertThat(alone).isNotEmpty();
      assertThat(
              IntStream.range(0, 6)
                  .parallel()
                  .mapToObj(i -> plates(picture, "plates"))
                  .distinct()
                  .toList())
          .containsExactly(alone);
    }
  }

  @Test
  void aPictureWithoutWritingHasNoPlate() {
    for (String sample : List.of("cat.bmp", "bird.bmp", "parrot.jpg")) {
      try (Raster picture = FacesTest.sample(sample)) {
        assertThat(plates(picture, "plates read=false")).as(sample).isEmpty();
      }
    }
    try (Image blank = Image.blank(300, 200, 90, 90, 90);
        Raster picture = Raster.of(blank);
        Result masked = Pipeline.parse("plates show=mask").run(picture)) {
      assertThat(masked.parts().get(0).raster().space()).isEqualTo(ColorSpace.GRAY);
      assertThat(masked.parts().get(0).raster().values()).containsOnly(0);
    }
  }

  @Test
  void cornersGoClockwiseFromTheTopLeft() {
    try (DrawnPlates.Drawn drawn = DrawnPlates.draw(6, List.of());
        Raster picture = Raster.of(drawn.image())) {
      for (Plate plate : plates(picture, "plates read=false")) {
        List<Point> c = plate.corners();
        assertThat(c).hasSize(4);
        assertThat(c.get(0).x()).isLessThan(c.get(1).x());
        assertThat(c.get(3).x()).isLessThan(c.get(2).x());
        assertThat(c.get(0).y()).isLessThan(c.get(3).y());
        assertThat(c.get(1).y()).isLessThan(c.get(2).y());
      }
    }
  }

  static void requireEnglish() {
    assumeTrue(
        Tesseract.data(java.util.Optional.empty(), "eng").isPresent(),
        () -> "Tesseract has no English data: " + Tesseract.howToGet("eng"));
  }

  private static List<Plate> plates(Raster picture, String pipeline) {
    try (Result result = Pipeline.parse(pipeline).run(picture)) {
      return result.findings().stream().map(Found::finding).map(Plate.class::cast).toList();
    }
  }

  /** Photographs to draw on; none where the test data is absent. */
  private static List<Path> photographs() throws IOException {
    Path folder =
        Path.of(System.getProperty("ocelli.testdata", "../../shared/data")).resolve("detection");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("coco") && file.toString().endsWith(".jpg"))
          .sorted()
          .toList();
    }
  }
}
