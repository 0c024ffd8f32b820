package io.ocelli.bench;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What someone would write by hand with OpenCV in place of a random change of augmentation.
 *
 * @param change what Ocelli runs, with ranges of one value so that the two can be compared
 * @param call the same by hand, with its parameters worked out each time
 * @param difference mean difference of a value that is allowed; negative where chance decides, so
 *     that only the times are compared
 */
record ChangeTwin(String change, Twin.Call call, double difference) {
  /** A twin that gives the same, but for rounding. */
  static ChangeTwin of(String change, Twin.Call call) {
    return new ChangeTwin(change, call, 0.6);
  }

  /** A twin whose pixels are other random ones. */
  static ChangeTwin random(String change, Twin.Call call) {
    return new ChangeTwin(change, call, -1);
  }

  /** The change's name. */
  String name() {
    int end = change.indexOf(' ');
    return end < 0 ? change : change.substring(0, end);
  }

  /** Whether results are compared. */
  boolean compared() {
    return difference >= 0;
  }

  /** The picture by hand. */
  Mat run(Mat bgr) {
    return call.run(bgr);
  }
}
