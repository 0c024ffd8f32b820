package io.ocelli.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.ops.geometric.Interpolation;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A part of the picture, made larger or smaller. Where it shrinks, areas are averaged.
 *
 * @param left where the part begins, inside the picture
 * @param top where the part begins, inside the picture
 * @param partWidth of the part
 * @param partHeight of the part
 * @param width of the result
 * @param height of the result
 * @param interpolation where it grows
 */
public record Resample(
    int left,
    int top,
    int partWidth,
    int partHeight,
    int width,
    int height,
    Interpolation interpolation)
    implements Motion {
  /** Refuses empty ones. */
  public Resample {
    if (left < 0 || top < 0 || partWidth < 1 || partHeight < 1 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "cannot make %dx%d of %dx%d at %d,%d"
              .formatted(width, height, partWidth, partHeight, left, top));
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
      xy[i] = (xy[i] - left) * width / partWidth;
      xy[i + 1] = (xy[i + 1] - top) * height / partHeight;
    }
  }

  @Override
  public void draw(MatPair pair, boolean labels) {
    boolean shrinks = width < partWidth && height < partHeight;
    int how = labels ? INTER_NEAREST : shrinks ? INTER_AREA : interpolation.code();
    try (Rect rect = new Rect(left, top, partWidth, partHeight);
        Mat part = new Mat(pair.from(), rect);
        Size size = new Size(width, height)) {
      resize(part, pair.to(), size, 0, 0, how);
    }
  }
}
