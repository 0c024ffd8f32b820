package io.ocelli.augment;

import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import org.bytedeco.opencv.opencv_core.Mat;

/** What a motion reads and what it writes; it hides OpenCV's matrices from signatures. */
public final class MatPair {
  private final Mat from;
  private final Mat to;

  private MatPair(Mat from, Mat to) {
    this.from = from;
    this.to = to;
  }

  Mat from() {
    return from;
  }

  Mat to() {
    return to;
  }

  /** A moved picture. */
  static Image move(Image in, Motion motion) {
    return Image.make(out -> motion.draw(new MatPair(in.mat(), out), false));
  }

  /** Moved class numbers: no new values between them. */
  static Raster moveLabels(Raster in, Motion motion) {
    return Raster.make(ColorSpace.GRAY, out -> motion.draw(new MatPair(in.mat(), out), true));
  }
}
