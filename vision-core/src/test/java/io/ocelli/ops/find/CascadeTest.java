package io.ocelli.ops.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.find.CascadeSearch.Hit;
import java.io.File;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.junit.jupiter.api.Test;

/** The cascades in the resources are OpenCV's, and are asked as OpenCV is asked directly. */
class CascadeTest {
  @Test
  void equalsOpenCvCalledDirectly() throws Exception {
    File file =
        Loader.cacheResource(
            CascadeClassifier.class,
            Loader.getPlatform() + "/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml");
    try (Raster picture = FacesTest.sample("ultraface-13.jpg");
        Raster gray = picture.to(ColorSpace.GRAY);
        CascadeClassifier classifier = new CascadeClassifier(file.getPath());
        RectVector boxes = new RectVector();
        IntPointer counts = new IntPointer();
        Size min = new Size(25, 25);
        Size max = new Size(100, 100)) {
      List<Hit> hits = new CascadeSearch(1.1, 3, 25, 100).in(gray.mat(), Cascade.FRONTAL_ALT2);
      classifier.detectMultiScale2(gray.mat(), boxes, counts, 1.1, 2, 0, min, max);

      assertThat(hits).hasSize((int) boxes.size()).hasSizeGreaterThanOrEqualTo(2);
      for (int i = 0; i < hits.size(); i++) {
        try (Rect rect = boxes.get(i)) {
          assertThat(hits.get(i))
              .isEqualTo(
                  new Hit(
                      Box.ofXywh(rect.x(), rect.y(), rect.width(), rect.height()), counts.get(i)));
        }
      }
    }
  }

  @Test
  void eachIsThereAndHasTheSizeItIsSaidToHave() {
    List<Cascade> all =
        List.of(
            Cascade.FRONTAL_ALT2,
            Cascade.FRONTAL_ALT,
            Cascade.FRONTAL_DEFAULT,
            Cascade.PROFILE,
            Cascade.EYE,
            Cascade.EYE_WITH_GLASSES,
            Cascade.SMILE,
            Cascade.PLATE);
    try (Raster dot = Raster.of(1, 1, ColorSpace.GRAY, new byte[1])) {
      assertThat(dot.width()).isOne();
    }
    for (Cascade cascade : all) {
      int[] window =
          cascade.use(
              classifier -> {
                try (Size size = classifier.getOriginalWindowSize()) {
                  return new int[] {size.width(), size.height()};
                }
              });
      assertThat(window).containsExactly(cascade.width(), cascade.height());
    }
  }
}
