package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.transform;

import io.ocelli.image.Image;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One linear pass over the colours, in place.
 *
 * @param brightness factor of all channels
 * @param contrast factor of the distance from mid-gray
 * @param saturation factor of the distance from the pixel's own gray
 */
record ColourChange(double brightness, double contrast, double saturation) {
  private static final double MID_GRAY = 127.5;

  /** ITU-R BT.601, in BGR order. */
  private static final double[] GRAY = {0.114, 0.587, 0.299};

  void apply(Image image) {
    double factor = brightness * contrast;
    double offset = MID_GRAY * (1 - contrast);
    if (saturation == 1) {
      if (factor != 1 || offset != 0) {
        image.mat().convertTo(image.mat(), -1, factor, offset);
      }
      return;
    }
    float[] rows = new float[12];
    for (int to = 0; to < 3; to++) {
      for (int from = 0; from < 3; from++) {
        double own = to == from ? saturation : 0;
        rows[4 * to + from] = (float) (factor * (own + (1 - saturation) * GRAY[from]));
      }
      rows[4 * to + 3] = (float) offset;
    }
    try (FloatPointer coefficients = new FloatPointer(rows);
        Mat matrix = new Mat(3, 4, CV_32F, coefficients)) {
      transform(image.mat(), image.mat(), matrix);
    }
  }
}
