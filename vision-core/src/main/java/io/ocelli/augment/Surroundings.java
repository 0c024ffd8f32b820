package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import io.ocelli.ops.Border;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A picture with as much of its border around it as a map of the plane will look at. OpenCV takes
 * about a third longer to follow a border's rule for each pixel than to draw the border first and
 * to warp without one.
 */
final class Surroundings implements AutoCloseable {
  /** Neighbours that cubic and Lanczos interpolation look at, and one for rounding. */
  private static final int REACH = 5;

  /** So much of the picture's area may be drawn around it. */
  private static final double MOST = 1.5;

  private final Mat mat;
  private final boolean own;
  private final int left;
  private final int top;
  private final int border;

  private Surroundings(Mat mat, boolean own, int left, int top, int border) {
    this.mat = mat;
    this.own = own;
    this.left = left;
    this.top = top;
    this.border = border;
  }

  /**
   * The picture as it should be warped.
   *
   * @param inverse nine numbers: where the centre of a pixel of the result comes from
   * @param width of the result
   * @param height of the result
   */
  static Surroundings of(double[] inverse, Mat in, int width, int height, Edges edges) {
    double[] bounds = bounds(inverse, width, height);
    int before = pixels(-bounds[0]);
    int above = pixels(-bounds[1]);
    int after = pixels(bounds[2] - (in.cols() - 1));
    int below = pixels(bounds[3] - (in.rows() - 1));
    double area = ((double) before + in.cols() + after) * ((double) above + in.rows() + below);
    if (edges.border() == Border.CONSTANT || area > (1 + MOST) * in.cols() * in.rows()) {
      return new Surroundings(in, false, 0, 0, edges.border().code());
    }
    if (before + above + after + below == 0) {
      return new Surroundings(in, false, 0, 0, BORDER_CONSTANT);
    }
    Mat large = new Mat();
    try (Scalar none = new Scalar(0)) {
      copyMakeBorder(in, large, above, below, before, after, edges.border().code(), none);
      return new Surroundings(large, true, before, above, BORDER_CONSTANT);
    } catch (RuntimeException | Error e) {
      large.close();
      throw e;
    }
  }

  private static int pixels(double beyond) {
    return (int) Math.min(Math.max(0, Math.ceil(beyond + REACH)), 1e8);
  }

  /** The least and the largest x and y that corners of the result come from. */
  private static double[] bounds(double[] m, int width, int height) {
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (int corner = 0; corner < 4; corner++) {
      double u = corner % 2 * (width - 1.0);
      double v = (corner < 2 ? 0 : 1) * (height - 1.0);
      double w = m[6] * u + m[7] * v + m[8];
      if (w <= 0) {
        // The horizon runs through the picture.
        return new double[] {
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY
        };
      }
      double x = (m[0] * u + m[1] * v + m[2]) / w;
      double y = (m[3] * u + m[4] * v + m[5]) / w;
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
    return bounds;
  }

  /** Lets a map come from this picture instead of the one without a border. */
  void moveInto(double[] inverse) {
    for (int column = 0; column < 3; column++) {
      inverse[column] += left * inverse[6 + column];
      inverse[3 + column] += top * inverse[6 + column];
    }
  }

  Mat mat() {
    return mat;
  }

  /** The rule that is left for the warp. */
  int border() {
    return border;
  }

  @Override
  public void close() {
    if (own) {
      mat.close();
    }
  }
}
