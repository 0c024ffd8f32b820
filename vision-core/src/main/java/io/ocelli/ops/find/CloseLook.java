package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.ops.find.CascadeSearch.Hit;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** A second look at a place: enlarged or shrunk to one size, in finely graded window sizes. */
final class CloseLook {
  /** Side to which a place is brought, in pixels. */
  private static final int SIDE = 48;

  private static final double SCALE = 1.05;
  private static final double SMALLEST = 0.7;
  private static final double LARGEST = 1.4;
  private static final double MARGIN = 0.4;
  private static final double SAME = 0.4;

  private CloseLook() {}

  /**
   * The thing at a place.
   *
   * @param gray 8-bit gray
   * @param place where it should be, a square of at least one pixel
   * @param cascades all of them have to see it
   * @param neighbors how many windows each of them has to accept about the place
   * @return the mean of the accepted windows, and how many each cascade accepted on average
   */
  static Optional<Hit> at(Mat gray, Box place, List<Cascade> cascades, int neighbors) {
    double margin = place.width() * MARGIN;
    int x1 = (int) Math.max(0, place.x1() - margin);
    int y1 = (int) Math.max(0, place.y1() - margin);
    int x2 = (int) Math.min(gray.cols(), place.x2() + margin);
    int y2 = (int) Math.min(gray.rows(), place.y2() + margin);
    double factor = SIDE / place.width();
    CascadeSearch search = new CascadeSearch(SCALE, 1, SIDE * SMALLEST, SIDE * LARGEST);
    double x = 0;
    double y = 0;
    double side = 0;
    int total = 0;
    try (Rect at = new Rect(x1, y1, x2 - x1, y2 - y1);
        Mat part = new Mat(gray, at);
        Mat large = Scaled.by(factor, part)) {
      for (Cascade cascade : cascades) {
        int seen = 0;
        for (Hit hit : search.in(large, cascade)) {
          Box box = hit.box();
          float left = (float) (x1 + box.x1() / factor);
          float top = (float) (y1 + box.y1() / factor);
          float width = (float) (box.width() / factor);
          if (Overlap.iou(place, Box.ofXywh(left, top, width, width)) > SAME) {
            x += left;
            y += top;
            side += width;
            seen++;
          }
        }
        if (seen < neighbors) {
          return Optional.empty();
        }
        total += seen;
      }
    }
    float mean = (float) (side / total);
    return Optional.of(
        new Hit(
            Box.ofXywh((float) (x / total), (float) (y / total), mean, mean),
            Math.round((float) total / cascades.size())));
  }
}
