package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.ocelli.image.Image;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Flips, then zoom and turn about the centre, then a shift.
 *
 * @param mirrored left to right
 * @param upsideDown top to bottom
 * @param shiftX to the right, in pixels
 * @param shiftY down, in pixels
 * @param degrees counter-clockwise as seen
 * @param zoom above 1 enlarges
 */
record Warp(
    boolean mirrored,
    boolean upsideDown,
    double shiftX,
    double shiftY,
    double degrees,
    double zoom) {

  Image apply(Image in) {
    if (shiftX == 0 && shiftY == 0 && degrees == 0 && zoom == 1) {
      return flipped(in);
    }
    Mat out = new Mat();
    try (DoublePointer coefficients = new DoublePointer(inverse(in.width(), in.height()));
        Mat matrix = new Mat(2, 3, CV_64F, coefficients);
        Size size = new Size(in.width(), in.height());
        Scalar unused = new Scalar()) {
      warpAffine(
          in.mat(), out, matrix, size, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_REFLECT_101, unused);
      return Image.owning(out);
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  private Image flipped(Image in) {
    if (!mirrored && !upsideDown) {
      return in.copy();
    }
    Mat out = new Mat();
    flip(in.mat(), out, mirrored ? upsideDown ? -1 : 1 : 0);
    return Image.owning(out);
  }

  /** Where a pixel of the result comes from: {@code source = A * result + b}, row by row. */
  private double[] inverse(int width, int height) {
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    double cos = Math.cos(Math.toRadians(degrees)) / zoom;
    double sin = Math.sin(Math.toRadians(degrees)) / zoom;
    double flipX = mirrored ? -1 : 1;
    double flipY = upsideDown ? -1 : 1;
    double a = flipX * cos;
    double b = -flipX * sin;
    double c = flipY * sin;
    double d = flipY * cos;
    double fromX = centreX + shiftX;
    double fromY = centreY + shiftY;
    return new double[] {
      a, b, centreX - a * fromX - b * fromY, c, d, centreY - c * fromX - d * fromY
    };
  }
}
