package io.ocelli.augment.quality;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Random values that depend on their seed alone. */
final class Noise {
  private Noise() {}

  /**
   * Fills a matrix of any type with a normal distribution.
   *
   * @param deviation standard deviation
   */
  static void normal(Mat out, double deviation, long seed) {
    try (RNG random = new RNG(seed);
        Scalar zero = new Scalar(0);
        Scalar strength = new Scalar(deviation);
        Mat mean = new Mat(1, 1, CV_64F, zero);
        Mat spread = new Mat(1, 1, CV_64F, strength)) {
      random._fill(out, RNG.NORMAL, mean, spread);
    }
  }
}
