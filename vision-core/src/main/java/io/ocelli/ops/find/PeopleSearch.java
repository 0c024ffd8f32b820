package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.HOGDescriptor;

/**
 * Looks for people with histograms of oriented gradients and OpenCV's linear classifier.
 *
 * @param threshold that a window's score has to reach
 * @param scale from one window size to the next
 * @param enlarge what the picture is multiplied by first, to see smaller people
 */
record PeopleSearch(double threshold, double scale, double enlarge) {
  private static final int WINDOW_WIDTH = 64;
  private static final int WINDOW_HEIGHT = 128;
  private static final double SAME = 0.45;
  private static final double INSIDE = 0.75;

  /** Searching changes nothing in it, so all threads share it; it lives as long as the process. */
  private static final class Holder {
    static final HOGDescriptor HOG = make();

    private static HOGDescriptor make() {
      HOGDescriptor hog = new HOGDescriptor();
      try (FloatPointer weights = HOGDescriptor.getDefaultPeopleDetector();
          Mat detector = new Mat(weights)) {
        hog.setSVMDetector(detector);
      }
      return hog;
    }
  }

  /** The people, the largest first, then from top to bottom. */
  List<Person> in(Raster picture) {
    List<Person> all = new ArrayList<>();
    try (Raster bgr = picture.to(ColorSpace.BGR);
        Mat large = Scaled.by(enlarge, bgr.mat())) {
      if (large.cols() < WINDOW_WIDTH || large.rows() < WINDOW_HEIGHT) {
        return List.of();
      }
      try (RectVector boxes = new RectVector();
          DoublePointer scores = new DoublePointer();
          Size stride = new Size(8, 8);
          Size padding = new Size(8, 8)) {
        // Group threshold 0: grouped below by score, which OpenCV's grouping loses.
        Holder.HOG.detectMultiScale(
            large, boxes, scores, threshold, stride, padding, scale, 0, false);
        for (long i = 0; i < boxes.size(); i++) {
          try (Rect at = boxes.get(i)) {
            all.add(new Person(trimmed(at, picture), scores.get(i)));
          }
        }
      }
    }
    all.sort(
        Comparator.<Person>comparingDouble(person -> -person.score())
            .thenComparing(person -> person.box().y1())
            .thenComparing(person -> person.box().x1()));
    List<Person> kept = new ArrayList<>();
    for (Person person : all) {
      if (kept.stream()
          .noneMatch(
              other ->
                  Overlap.iou(other.box(), person.box()) > SAME
                      || Overlap.ofSmaller(other.box(), person.box()) > INSIDE)) {
        kept.add(person);
      }
    }
    kept.sort(
        Comparator.<Person>comparingDouble(person -> -person.box().height())
            .thenComparing(person -> person.box().y1())
            .thenComparing(person -> person.box().x1()));
    return kept;
  }

  /** The detector's window has a margin around the person, about as in OpenCV's own sample. */
  private Box trimmed(Rect window, Raster picture) {
    double x = window.x() + 0.1 * window.width();
    double y = window.y() + 0.07 * window.height();
    return new Box(
            (float) (x / enlarge),
            (float) (y / enlarge),
            (float) ((x + 0.8 * window.width()) / enlarge),
            (float) ((y + 0.86 * window.height()) / enlarge))
        .clip(picture.width(), picture.height());
  }
}
