package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.remap;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A bent picture of the same size: each pixel comes from a place of its own. */
public final class Field implements Motion {
  private static final int STEPS = 20;

  /** Below this the field is folded, or nearly so, and its slope leads astray. */
  private static final double FOLDED = 0.1;

  private final int width;
  private final int height;
  private final float[] fromX;
  private final float[] fromY;
  private final Edges edges;

  /**
   * A field.
   *
   * @param fromX for each pixel of the result, row by row, how far right it comes from, where whole
   *     numbers are the centres of pixels; not copied
   * @param fromY the same, down
   */
  public Field(int width, int height, float[] fromX, float[] fromY, Edges edges) {
    if (fromX.length != width * height || fromY.length != width * height) {
      throw new IllegalArgumentException(
          "%d and %d places for %dx%d pixels".formatted(fromX.length, fromY.length, width, height));
    }
    this.width = width;
    this.height = height;
    this.fromX = fromX;
    this.fromY = fromY;
    this.edges = edges;
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
    return false;
  }

  /**
   * The field says where pixels come from; where a place goes is found by Newton's method. Exact to
   * a small part of a pixel where the field does not fold.
   */
  @Override
  public void map(double[] xy, int inWidth, int inHeight) {
    for (int i = 0; i < xy.length; i += 2) {
      double x = xy[i] - 0.5;
      double y = xy[i + 1] - 0.5;
      double goalX = x;
      double goalY = y;
      for (int step = 0; step < STEPS; step++) {
        double errorX = goalX - at(fromX, x, y, true);
        double errorY = goalY - at(fromY, x, y, false);
        if (Math.abs(errorX) + Math.abs(errorY) < 1e-3) {
          break;
        }
        double xx = at(fromX, x + 0.5, y, true) - at(fromX, x - 0.5, y, true);
        double yToX = at(fromX, x, y + 0.5, true) - at(fromX, x, y - 0.5, true);
        double yx = at(fromY, x + 0.5, y, false) - at(fromY, x - 0.5, y, false);
        double yy = at(fromY, x, y + 0.5, false) - at(fromY, x, y - 0.5, false);
        double det = xx * yy - yToX * yx;
        if (det < FOLDED) {
          x += errorX;
          y += errorY;
        } else {
          x += (yy * errorX - yToX * errorY) / det;
          y += (xx * errorY - yx * errorX) / det;
        }
      }
      xy[i] = x + 0.5;
      xy[i + 1] = y + 0.5;
    }
  }

  /** Between the pixels by their four neighbours; beyond the edges the shift stays the same. */
  private double at(float[] from, double x, double y, boolean horizontal) {
    double inX = Math.min(Math.max(x, 0), width - 1.0);
    double inY = Math.min(Math.max(y, 0), height - 1.0);
    int left = (int) Math.min(inX, Math.max(0, width - 2));
    int top = (int) Math.min(inY, Math.max(0, height - 2));
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    double fx = inX - left;
    double fy = inY - top;
    double upper = from[top * width + left] * (1 - fx) + from[top * width + right] * fx;
    double lower = from[bottom * width + left] * (1 - fx) + from[bottom * width + right] * fx;
    return upper * (1 - fy) + lower * fy + (horizontal ? x - inX : y - inY);
  }

  @Override
  public Motion bounded() {
    return new Field(width, height, fromX, fromY, edges.empty());
  }

  @Override
  public void draw(MatPair pair, boolean labels) {
    int how = labels ? INTER_NEAREST : edges.interpolation().code();
    try (FloatPointer x = new FloatPointer(fromX);
        FloatPointer y = new FloatPointer(fromY);
        Mat mapX = new Mat(height, width, CV_32FC1, x);
        Mat mapY = new Mat(height, width, CV_32FC1, y);
        Scalar fill = edges.fill(labels)) {
      remap(pair.from(), pair.to(), mapX, mapY, how, edges.border().code(), fill);
    }
  }
}
