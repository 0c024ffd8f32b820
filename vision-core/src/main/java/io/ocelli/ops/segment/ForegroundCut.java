package io.ocelli.ops.segment;

import io.ocelli.geometry.Box;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The steps of {@link GrabCut}. The time of a cut grows faster than the number of pixels, so a
 * large picture is cut in a smaller size; what is within about one small pixel of the border is
 * then cut again in the picture's own size, by the colours that were learned, tile by tile.
 */
final class ForegroundCut {
  private static final int SEED = 1;

  /** Side of what is cut anew at once. */
  private static final int TILE = 256;

  private final Mat bgr;
  private final Rect area;
  private final int iterations;

  private ForegroundCut(Mat bgr, Rect area, int iterations) {
    this.bgr = bgr;
    this.area = area;
    this.iterations = iterations;
  }

  /**
   * 255 for the thing, 0 for the ground.
   *
   * @param box whole pixels within the picture
   * @param maxPixels a larger picture is cut in about this size first
   */
  static byte[] of(Mat bgr, Box box, int iterations, int maxPixels) {
    byte[] values = new byte[bgr.cols() * bgr.rows()];
    if (box.width() == bgr.cols() && box.height() == bgr.rows()) {
      Arrays.fill(values, (byte) 255);
      return values;
    }
    try (Rect area =
            new Rect((int) box.x1(), (int) box.y1(), (int) box.width(), (int) box.height());
        Mat mask = new Mat()) {
      ForegroundCut cut = new ForegroundCut(bgr, area, iterations);
      double scale = Math.sqrt((double) maxPixels / values.length);
      if (scale < 1) {
        cut.inTwoSizes(scale, mask);
      } else {
        cut.whole(mask);
      }
      mask.<ByteBuffer>createBuffer().get(values);
      return values;
    }
  }

  private void whole(Mat mask) {
    try (Mat ground = new Mat();
        Mat thing = new Mat()) {
      learn(bgr, area, mask, ground, thing);
    }
  }

  private void inTwoSizes(double scale, Mat mask) {
    int width = Math.max(1, (int) Math.round(bgr.cols() * scale));
    int height = Math.max(1, (int) Math.round(bgr.rows() * scale));
    try (Size size = new Size(width, height);
        Size full = bgr.size();
        Rect within = shrunk((double) width / bgr.cols(), (double) height / bgr.rows());
        Mat small = new Mat();
        Mat coarse = new Mat();
        Mat ground = new Mat();
        Mat thing = new Mat()) {
      opencv_imgproc.resize(bgr, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      learn(small, within, coarse, ground, thing);
      try (Mat gray = new Mat()) {
        opencv_imgproc.resize(coarse, gray, full, 0, 0, opencv_imgproc.INTER_LINEAR);
        opencv_imgproc.threshold(gray, mask, 127, 255, opencv_imgproc.THRESH_BINARY);
      }
      int reach =
          (int) Math.ceil(Math.max((double) bgr.cols() / width, (double) bgr.rows() / height));
      refine(mask, reach, ground, thing);
    }
  }

  /** The pixels that lie in the rectangle as a whole, at least one: ground stays ground. */
  private Rect shrunk(double byX, double byY) {
    int left = (int) Math.ceil(area.x() * byX - 1e-9);
    int top = (int) Math.ceil(area.y() * byY - 1e-9);
    int right = (int) Math.floor((area.x() + area.width()) * byX + 1e-9);
    int bottom = (int) Math.floor((area.y() + area.height()) * byY + 1e-9);
    int x = right > left ? left : (int) (area.x() * byX);
    int y = bottom > top ? top : (int) (area.y() * byY);
    return new Rect(x, y, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** Cuts from nothing but the rectangle; gives the colours of both sides too. */
  private void learn(Mat picture, Rect within, Mat mask, Mat ground, Mat thing) {
    opencv_core.setRNGSeed(SEED);
    opencv_imgproc.grabCut(
        picture, mask, within, ground, thing, iterations, opencv_imgproc.GC_INIT_WITH_RECT);
    keep(mask);
  }

  /** Odd numbers are the thing, even ones the ground: sure or not. */
  private static void keep(Mat mask) {
    try (Scalar one = new Scalar(opencv_imgproc.GC_FGD);
        Mat bit = new Mat(1, 1, opencv_core.CV_64FC1, one)) {
      opencv_core.bitwise_and(mask, bit, mask);
    }
    mask.convertTo(mask, opencv_core.CV_8U, 255, 0);
  }

  /** Cuts anew what is near to the border. */
  private void refine(Mat mask, int reach, Mat ground, Mat thing) {
    try (Mat sure = new Mat(mask.rows(), mask.cols(), opencv_core.CV_8UC1);
        Mat near = new Mat()) {
      border(mask, reach, near);
      constraints(mask, near, sure);
      for (int y = 0; y < mask.rows(); y += TILE) {
        for (int x = 0; x < mask.cols(); x += TILE) {
          tile(x, y, 2 * reach, sure, near, mask, ground, thing);
        }
      }
    }
  }

  /** White within {@code reach} of a change. */
  private static void border(Mat mask, int reach, Mat near) {
    try (Size side = new Size(2 * reach + 1, 2 * reach + 1);
        Mat brush = opencv_imgproc.getStructuringElement(opencv_imgproc.MORPH_RECT, side)) {
      opencv_imgproc.morphologyEx(mask, near, opencv_imgproc.MORPH_GRADIENT, brush);
    }
  }

  /** What OpenCV calls the mask: the border may change sides, except for outside of the box. */
  private void constraints(Mat mask, Mat near, Mat sure) {
    set(sure, opencv_imgproc.GC_BGD, null);
    set(sure, opencv_imgproc.GC_FGD, mask);
    try (Mat inner = new Mat(near, area);
        Mat part = new Mat(sure, area);
        Mat on = new Mat(mask, area);
        Mat nearOn = new Mat()) {
      set(part, opencv_imgproc.GC_PR_BGD, inner);
      opencv_core.bitwise_and(inner, on, nearOn);
      set(part, opencv_imgproc.GC_PR_FGD, nearOn);
    }
    try (Mat out = new Mat(sure.rows(), sure.cols(), opencv_core.CV_8UC1);
        Mat within = new Mat(out, area)) {
      set(out, 255, null);
      set(within, 0, null);
      set(sure, opencv_imgproc.GC_BGD, out);
    }
  }

  private static void set(Mat mat, int value, @org.jspecify.annotations.Nullable Mat where) {
    try (Scalar number = new Scalar(value);
        Mat values = new Mat(1, 1, opencv_core.CV_64FC1, number)) {
      if (where == null) {
        mat.setTo(values);
      } else {
        mat.setTo(values, where);
      }
    }
  }

  /** Cuts one tile together with a margin, so that tiles meet without a seam. */
  private void tile(int x, int y, int margin, Mat sure, Mat near, Mat mask, Mat ground, Mat thing) {
    int right = Math.min(mask.cols(), x + TILE);
    int bottom = Math.min(mask.rows(), y + TILE);
    int left = Math.max(0, x - margin);
    int top = Math.max(0, y - margin);
    try (Rect core = new Rect(x, y, right - x, bottom - y);
        Mat changing = new Mat(near, core)) {
      if (opencv_core.countNonZero(changing) == 0) {
        return;
      }
      try (Rect all =
              new Rect(
                  left,
                  top,
                  Math.min(mask.cols(), right + margin) - left,
                  Math.min(mask.rows(), bottom + margin) - top);
          Rect inner = new Rect(x - left, y - top, right - x, bottom - y);
          Mat picture = new Mat(bgr, all);
          Mat given = new Mat(sure, all);
          Mat cut = given.clone();
          Mat taken = new Mat(cut, inner);
          Mat place = new Mat(mask, core)) {
        opencv_imgproc.grabCut(
            picture, cut, all, ground, thing, 1, opencv_imgproc.GC_EVAL_FREEZE_MODEL);
        keep(cut);
        taken.copyTo(place);
      }
    }
  }
}
