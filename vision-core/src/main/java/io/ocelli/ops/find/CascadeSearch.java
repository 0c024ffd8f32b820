package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Slides the window of a cascade over a gray picture, in sizes that grow by a factor.
 *
 * @param scale from one window size to the next, above 1
 * @param neighbors windows about the same place that have to be accepted there; 1 gives each window
 *     on its own
 * @param minSide width of the smallest window in pixels
 * @param maxSide width of the largest window in pixels; 0 for the picture's
 */
record CascadeSearch(double scale, int neighbors, double minSide, double maxSide) {
  /**
   * A place where windows were accepted.
   *
   * @param box the mean of the windows
   * @param neighbors how many there were
   */
  record Hit(Box box, int neighbors) {}

  /** What a cascade accepts in an 8-bit gray picture, in OpenCV's order. */
  List<Hit> in(Mat gray, Cascade cascade) {
    if (gray.cols() < cascade.width() || gray.rows() < cascade.height()) {
      return List.of();
    }
    return cascade.use(
        classifier -> {
          List<Hit> hits = new ArrayList<>();
          try (RectVector boxes = new RectVector();
              IntPointer counts = new IntPointer();
              Size min = size(cascade, Math.max(minSide, cascade.width()));
              Size max = size(cascade, maxSide)) {
            // OpenCV drops groups of as many as its threshold, and keeps those that are larger.
            classifier.detectMultiScale2(gray, boxes, counts, scale, neighbors - 1, 0, min, max);
            for (long i = 0; i < boxes.size(); i++) {
              try (Rect at = boxes.get(i)) {
                hits.add(
                    new Hit(Box.ofXywh(at.x(), at.y(), at.width(), at.height()), counts.get(i)));
              }
            }
          }
          return hits;
        });
  }

  private static Size size(Cascade cascade, double side) {
    return new Size(
        (int) Math.round(side), (int) Math.round(side * cascade.height() / cascade.width()));
  }
}
