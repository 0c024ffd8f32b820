package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Found;
import io.ocelli.ops.Part;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import io.ocelli.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faces in photographs whose faces were counted by people. */
class FacesTest {
  @ParameterizedTest
  @CsvSource({
    "ultraface-2.jpg, 4",
    "ultraface-13.jpg, 2",
    "grace_hopper.bmp, 1",
    "cat.bmp, 0",
    "bird.bmp, 0",
    "hot_dog.jpg, 0",
    "mnist_nine.bmp, 0",
    "fastestdet-3.jpg, 0"
  })
  void findsAsManyAsThereAre(String sample, int faces) {
    try (Raster picture = sample(sample)) {
      assertThat(faces(picture, "faces")).hasSize(faces);
    }
  }

  /** 52 people on stairs; one is half hidden. All heads are in the upper 270 rows. */
  @Test
  void findsACrowd() {
    try (Raster picture = sample("ultraface-1.jpg")) {
      List<Face> faces = faces(picture, "faces show=none");
      assertThat(faces).hasSizeBetween(50, 52);
      assertThat(faces)
          .allSatisfy(
              face -> {
                assertThat(face.box().y2()).isLessThan(270);
                assertThat(face.box().width()).isBetween(19f, 45f);
                assertThat(face.score()).isGreaterThanOrEqualTo(10);
              });
      for (int i = 1; i < faces.size(); i++) {
        assertThat(faces.get(i).box().width()).isLessThanOrEqualTo(faces.get(i - 1).box().width());
      }
    }
  }

  @Test
  void facesLieWhereTheyAre() {
    try (Raster picture = sample("grace_hopper.bmp")) {
      Box box = faces(picture, "faces").get(0).box();
      assertThat(box.center().distance(new Point(265, 220))).isLessThan(15);
      assertThat((double) box.width()).isCloseTo(225, within(25.0));
    }
  }

  @Test
  void aMirroredOrEnlargedPictureHasTheSameFaces() {
    try (Raster picture = sample("ultraface-13.jpg");
        Raster mirrored =
            Raster.make(ColorSpace.BGR, out -> opencv_core.flip(picture.mat(), out, 1));
        Raster larger =
            Raster.make(
                ColorSpace.BGR,
                out -> {
                  try (var scaled = Scaled.by(2, picture.mat())) {
                    scaled.copyTo(out);
                  }
                })) {
      List<Face> faces = faces(picture, "faces");
      List<Face> back = faces(mirrored, "faces");
      List<Face> large = faces(larger, "faces");
      assertThat(back).hasSameSizeAs(faces);
      assertThat(large).hasSameSizeAs(faces);
      for (Face face : faces) {
        Point at = face.box().center();
        assertThat(back)
            .anyMatch(
                other ->
                    other.box().center().distance(new Point(picture.width() - at.x(), at.y())) < 5);
        assertThat(large)
            .anyMatch(
                other -> other.box().center().distance(new Point(2 * at.x(), 2 * at.y())) < 10);
      }
    }
  }

  @Test
  void everyColourSpaceGivesTheSameCount() {
    try (Raster picture = sample("ultraface-13.jpg")) {
      for (ColorSpace space : ColorSpace.values()) {
        try (Raster other = picture.to(space)) {
          assertThat(faces(other, "faces")).as(space.name()).hasSize(2);
        }
      }
    }
  }

  @Test
  void facesBelowTheSmallestSizeAreLeftOut() {
    try (Raster picture = sample("ultraface-13.jpg")) {
      assertThat(faces(picture, "faces min-size=120")).isEmpty();
      assertThat(faces(picture, "faces min-size=50")).hasSize(2);
      assertThat(faces(picture, "faces neighbors=1000")).isEmpty();
    }
  }

  @Test
  void drawsAndMasksWhatItFinds() {
    try (Raster picture = sample("grace_hopper.bmp");
        Result drawn = Pipeline.parse("faces").run(picture);
        Result masked = Pipeline.parse("faces show=mask").run(picture);
        Result plain = Pipeline.parse("faces show=none").run(picture)) {
      Box box = ((Face) drawn.findings().get(0).finding()).box();
      Raster mask = masked.parts().get(0).raster();
      assertThat(mask.space()).isEqualTo(ColorSpace.GRAY);
      byte[] values = mask.values();
      int width = mask.width();
      Point centre = box.center();
      int row = (int) centre.y();
      int column = (int) centre.x();
      int middle = row * width + column;
      assertThat(values[middle]).isEqualTo((byte) 255);
      assertThat(values[0]).isZero();
      int white = 0;
      for (byte value : values) {
        white += value == -1 ? 1 : 0;
      }
      double area = (double) box.width() * box.height();
      assertThat((double) white).isCloseTo(area, within(area * 0.02));
      assertThat(drawn.parts().get(0).raster().values()).isNotEqualTo(picture.values());
      assertThat(plain.parts().get(0).raster().values()).isEqualTo(picture.values());
    }
  }

  @Test
  void cutsFacesOutWithAMargin() {
    try (Raster picture = sample("ultraface-13.jpg");
        Result tight = Pipeline.parse("face-crops margin=0").run(picture);
        Result wide = Pipeline.parse("face-crops margin=20").run(picture)) {
      assertThat(tight.parts()).extracting(Part::name).containsExactly("face-1", "face-2");
      for (int i = 0; i < 2; i++) {
        Box box = ((Face) tight.findings().get(i).finding()).box();
        Raster crop = tight.parts().get(i).raster();
        assertThat((double) crop.width()).isCloseTo(box.width(), within(2.0));
        assertThat(crop.space()).isEqualTo(ColorSpace.BGR);
        assertThat(wide.parts().get(i).raster().width()).isEqualTo(crop.width() + 40);
      }
    }
  }

  @Test
  void profilesAreFoundInTheMirrorToo() {
    try (Raster picture = sample("ultraface-2.jpg")) {
      List<Face> faces = faces(picture, "faces view=both");
      assertThat(faces.stream().filter(face -> face.view().equals("front"))).hasSize(4);
    }
  }

  @Test
  void severalThreadsFindTheSame() throws Exception {
    try (Raster picture = sample("ultraface-13.jpg")) {
      List<Face> alone = faces(picture, "faces");
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<List<Face>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(threads.submit(() -> faces(picture, "faces")));
        }
        for (Future<List<Face>> one : all) {
          assertThat(one.get()).isEqualTo(alone);
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  static Raster sample(String name) {
    try (Image image = Image.read(TestData.require("models/samples/" + name))) {
      return Raster.of(image);
    }
  }

  private static List<Face> faces(Raster picture, String pipeline) {
    try (Result result = Pipeline.parse(pipeline).run(picture)) {
      return result.findings().stream().map(Found::finding).map(Face.class::cast).toList();
    }
  }
}
