package io.ocelli.augment.quality;

import io.ocelli.image.Image;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;

/** New pictures that OpenCV fills. */
final class Fresh {
  private Fresh() {}

  /** A picture; whatever happens, nothing is left open. */
  static Image picture(Consumer<Mat> work) {
    Mat out = new Mat();
    try {
      work.accept(out);
      return Image.owning(out);
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }
}
