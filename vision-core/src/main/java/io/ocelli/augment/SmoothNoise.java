package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Noise without sudden changes. */
public final class SmoothNoise {
  /** Noise is smoothed on a coarser grid with a Gaussian of this size, then drawn out. */
  private static final double COARSE = 3;

  private SmoothNoise() {}

  /**
   * Noise with mean 0 and standard deviation 1, row by row.
   *
   * @param sigma of the Gaussian that smooths it, in pixels
   */
  public static float[] draw(int width, int height, double sigma, long seed) {
    int step = (int) Math.max(1, sigma / COARSE);
    double own = sigma / step;
    int margin = (int) Math.ceil(3 * own);
    int kernel = 2 * margin + 1;
    int columns = (width + step - 1) / step + 1 + 2 * margin;
    int rows = (height + step - 1) / step + 1 + 2 * margin;
    float[] out = new float[width * height];
    try (RNG random = new RNG(seed);
        Mat noise = new Mat(rows, columns, CV_32F);
        Mat smooth = new Mat();
        Mat large = new Mat();
        Scalar zero = new Scalar(0);
        Scalar strength = new Scalar(2 * Math.sqrt(Math.PI) * own);
        Mat mean = new Mat(1, 1, CV_64F, zero);
        Mat deviation = new Mat(1, 1, CV_64F, strength);
        Size side = new Size(kernel, kernel)) {
      random._fill(noise, RNG.NORMAL, mean, deviation);
      GaussianBlur(noise, smooth, side, own, own, BORDER_REFLECT_101, 0);
      try (Rect middle = new Rect(margin, margin, columns - 2 * margin, rows - 2 * margin);
          Mat part = new Mat(smooth, middle);
          Size size = new Size(middle.width() * step, middle.height() * step)) {
        resize(part, large, size, 0, 0, INTER_CUBIC);
      }
      try (Rect frame = new Rect(0, 0, width, height);
          Mat part = new Mat(large, frame);
          Mat whole = part.clone()) {
        FloatBuffer values = whole.createBuffer();
        values.get(out);
      }
    }
    return out;
  }
}
