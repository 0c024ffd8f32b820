package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.image.Raster;
import io.ocelli.ops.Found;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacePartsTest {
  @Test
  void fourFacesHaveEightEyes() {
    try (Raster picture = FacesTest.sample("ultraface-2.jpg")) {
      List<FacePart> eyes = parts(picture, "eyes");
      assertThat(eyes).hasSize(8);
      assertThat(eyes).extracting(FacePart::face).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
      for (int i = 0; i < 8; i += 2) {
        assertThat(eyes.get(i).box().center().x()).isLessThan(eyes.get(i + 1).box().center().x());
      }
    }
  }

  @Test
  void eyesBehindGlassesAreSeen() {
    try (Raster picture = FacesTest.sample("grace_hopper.bmp")) {
      assertThat(parts(picture, "eyes")).hasSize(2);
    }
  }

  @Test
  void fourPeopleSmile() {
    try (Raster picture = FacesTest.sample("ultraface-2.jpg")) {
      assertThat(parts(picture, "smiles")).extracting(FacePart::face).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void whereNoFaceIsThereIsNoEye() {
    try (Raster picture = FacesTest.sample("cat.bmp")) {
      assertThat(parts(picture, "eyes")).isEmpty();
      assertThat(parts(picture, "smiles")).isEmpty();
    }
  }

  private static List<FacePart> parts(Raster picture, String pipeline) {
    try (Result result = Pipeline.parse(pipeline).run(picture)) {
      return result.findings().stream().map(Found::finding).map(FacePart.class::cast).toList();
    }
  }
}
