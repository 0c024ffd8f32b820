package io.ocelli.image;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** Turns a stored picture upright (EXIF 2.32, tag 0x0112); exact, no value changes. */
public final class Orientation {
  private Orientation() {}

  /** The upright picture; closes the stored one unless it is returned. */
  static Mat upright(Mat stored, int orientation) {
    if (orientation == 1) {
      return stored;
    }
    Mat upright = new Mat();
    try (stored) {
      upright(stored, upright, orientation);
      return upright;
    } catch (RuntimeException | Error e) {
      upright.close();
      throw e;
    }
  }

  /**
   * Turns a matrix, for code of this module that computes with OpenCV.
   *
   * @param stored is left as it is
   * @param upright gets the upright picture
   * @param orientation the number in EXIF, 1 to 8
   */
  public static void upright(Mat stored, Mat upright, int orientation) {
    switch (orientation) {
      case 1 -> stored.copyTo(upright);
      case 2 -> flip(stored, upright, 1);
      case 3 -> rotate(stored, upright, ROTATE_180);
      case 4 -> flip(stored, upright, 0);
      case 5 -> transpose(stored, upright);
      case 6 -> rotate(stored, upright, ROTATE_90_CLOCKWISE);
      case 7 -> {
        try (Mat transposed = new Mat()) {
          transpose(stored, transposed);
          rotate(transposed, upright, ROTATE_180);
        }
      }
      case 8 -> rotate(stored, upright, ROTATE_90_COUNTERCLOCKWISE);
      default -> throw new IllegalArgumentException("no such EXIF orientation: " + orientation);
    }
  }
}
