package io.ocelli.augment.color;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.transform;

import io.ocelli.image.Image;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** New channels as sums of the old ones. */
final class ColorMatrix {
  private ColorMatrix() {}

  /**
   * Changes a picture.
   *
   * @param rows three for the new blue, green and red, each with the parts of the old blue, green
   *     and red
   */
  static Image apply(Image image, float[] rows) {
    try (FloatPointer numbers = new FloatPointer(rows);
        Mat matrix = new Mat(3, 3, CV_32F, numbers)) {
      transform(image.mat(), image.mat(), matrix);
    }
    return image;
  }
}
