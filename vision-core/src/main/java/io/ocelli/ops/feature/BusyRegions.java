package io.ocelli.ops.feature;

import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Parts of a picture that are full of strong edges, as the modules of a code are. */
final class BusyRegions {
  private static final double LONGEST = 800;
  private static final int MOST = 8;

  /** Mean strength of the gradient in gray levels a pixel, from which on a place is busy. */
  private static final double[] BUSY = {10, 20};

  private BusyRegions() {}

  /** Boxes in pixels of the picture with some room around them, the largest first. */
  static List<Box> of(Mat gray) {
    List<Box> boxes = new ArrayList<>();
    double scale = Math.min(1, LONGEST / Math.max(gray.cols(), gray.rows()));
    try (Mat small = new Mat();
        Mat gx = new Mat();
        Mat gy = new Mat();
        Mat energy = new Mat();
        Size any = new Size(0, 0);
        Size window = new Size(13, 13)) {
      opencv_imgproc.resize(gray, small, any, scale, scale, opencv_imgproc.INTER_AREA);
      opencv_imgproc.GaussianBlur(small, small, any, 0.8);
      opencv_imgproc.Scharr(small, gx, opencv_core.CV_32F, 1, 0);
      opencv_imgproc.Scharr(small, gy, opencv_core.CV_32F, 0, 1);
      opencv_core.magnitude(gx, gy, energy);
      opencv_imgproc.blur(energy, energy, window);
      for (double busy : BUSY) {
        boxes(energy, busy * 32, scale, boxes);
      }
    }
    boxes.sort(Comparator.comparingDouble((Box b) -> -b.width() * b.height()));
    return boxes.subList(0, Math.min(MOST, boxes.size()));
  }

  private static void boxes(Mat energy, double least, double scale, List<Box> into) {
    try (Mat busy = new Mat();
        Mat mask = new Mat();
        MatVector contours = new MatVector()) {
      opencv_imgproc.threshold(energy, busy, least, 255, opencv_imgproc.THRESH_BINARY);
      busy.convertTo(mask, opencv_core.CV_8U);
      opencv_imgproc.findContours(
          mask, contours, opencv_imgproc.RETR_EXTERNAL, opencv_imgproc.CHAIN_APPROX_SIMPLE);
      for (long i = 0; i < contours.size(); i++) {
        try (Rect box = opencv_imgproc.boundingRect(contours.get(i))) {
          double side = Math.max(box.width(), box.height());
          if (Math.min(box.width(), box.height()) < 20
              || side > 3.0 * Math.min(box.width(), box.height())) {
            continue;
          }
          double room = 0.12 * side + 4;
          Box wide =
              Box.ofXywh(
                  (float) ((box.x() - room) / scale),
                  (float) ((box.y() - room) / scale),
                  (float) ((box.width() + 2 * room) / scale),
                  (float) ((box.height() + 2 * room) / scale));
          if (into.stream().noneMatch(other -> alike(other, wide))) {
            into.add(wide);
          }
        }
      }
    }
  }

  private static boolean alike(Box a, Box b) {
    return Math.abs(a.x1() - b.x1()) + Math.abs(a.x2() - b.x2()) < 0.15 * a.width()
        && Math.abs(a.y1() - b.y1()) + Math.abs(a.y2() - b.y2()) < 0.15 * a.height();
  }
}
