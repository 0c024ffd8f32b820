package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * A crop, a pad, or both: whole pixels, none is resampled.
 *
 * @param left where it begins in the picture; below 0 pads
 * @param top where it begins in the picture; below 0 pads
 * @param width of the result
 * @param height of the result
 * @param edges what lies beyond
 */
public record Window(int left, int top, int width, int height, Edges edges) implements Motion {
  /** Refuses an empty one. */
  public Window {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an empty window: " + width + "x" + height);
    }
  }

  @Override
  public int outWidth(int inWidth, int inHeight) {
    return width;
  }

  @Override
  public int outHeight(int inWidth, int inHeight) {
    return height;
  }

  @Override
  public boolean keepsBoxes() {
    return true;
  }

  @Override
  public void map(double[] xy, int inWidth, int inHeight) {
    for (int i = 0; i < xy.length; i += 2) {
      xy[i] -= left;
      xy[i + 1] -= top;
    }
  }

  @Override
  public Motion bounded() {
    return new Window(left, top, width, height, edges.empty());
  }

  @Override
  public void draw(MatPair pair, boolean labels) {
    Mat in = pair.from();
    int before = Math.max(0, -left);
    int above = Math.max(0, -top);
    int after = Math.max(0, left + width - in.cols());
    int below = Math.max(0, top + height - in.rows());
    if (before + above + after + below == 0) {
      part(in, left, top, pair.to());
      return;
    }
    boolean covers =
        left <= 0 && top <= 0 && left + width >= in.cols() && top + height >= in.rows();
    try (Scalar fill = edges.fill(labels);
        Mat large = new Mat()) {
      if (covers) {
        copyMakeBorder(in, pair.to(), above, below, before, after, edges.border().code(), fill);
        return;
      }
      copyMakeBorder(in, large, above, below, before, after, edges.border().code(), fill);
      part(large, left + before, top + above, pair.to());
    }
  }

  private void part(Mat in, int x, int y, Mat out) {
    try (Rect rect = new Rect(x, y, width, height);
        Mat part = new Mat(in, rect)) {
      part.copyTo(out);
    }
  }
}
