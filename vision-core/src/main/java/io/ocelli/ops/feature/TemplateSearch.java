package io.ocelli.ops.feature;

import io.ocelli.geometry.Box;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The comparing of {@link Template}: coarse to fine where the picture is large. What is told was
 * always measured in the picture's own size; smaller copies only say where to measure.
 *
 * <p>In a copy that is f times smaller, a place may lie between pixels, and looks less like the
 * template than it is. By how much is measured on the template itself, moved by half such a pixel;
 * a copy in which that is too much, as with grain, is not used.
 */
final class TemplateSearch implements AutoCloseable {
  /** Smaller pictures are searched everywhere. */
  private static final int LARGE = 2_000_000;

  /** The shorter side that a template keeps in a small copy; less looks like anything. */
  private static final int LEAST_SIDE = 12;

  /** A template that looks less like itself after half a pixel is not looked for in that copy. */
  private static final double LEAST_LIKENESS = 0.7;

  /** How much less than that a place may look like the template in a small copy. */
  private static final double SLACK = 0.1;

  private final Mat picture;
  private final Mat template;
  private final double threshold;

  /** The picture, each half as large as the one before; the first is the picture itself. */
  private final List<Mat> pictures = new ArrayList<>();

  /**
   * Searches one picture; closes neither of the two.
   *
   * @param picture BGR
   * @param template BGR, not of one colour
   * @param threshold least correlation coefficient
   */
  TemplateSearch(Mat picture, Mat template, double threshold) {
    this.picture = picture;
    this.template = template;
    this.threshold = threshold;
    pictures.add(picture);
  }

  /** Places to compare at: those of the template's upper left corner. */
  private record Places(int left, int top, int right, int bottom) {
    /** The same in a picture of twice the size, and a little around them. */
    Places doubled() {
      return new Places(2 * left - 2, 2 * top - 2, 2 * right + 2, 2 * bottom + 2);
    }

    Places clip(Mat in, Mat template) {
      return new Places(
          Math.max(0, left),
          Math.max(0, top),
          Math.min(in.cols() - template.cols() + 1, right),
          Math.min(in.rows() - template.rows() + 1, bottom));
    }

    boolean isEmpty() {
      return left >= right || top >= bottom;
    }
  }

  /** A template, and from which score on a place is promising. */
  private record Level(Mat template, double least) {}

  /** Where the template is, in a given size: all local maxima from the threshold on. */
  Collection<TemplateMatch> places(int width, int height, double scale) {
    Map<Box, TemplateMatch> found = new HashMap<>();
    List<Level> levels = new ArrayList<>();
    try {
      levels.add(new Level(resized(width, height, scale), threshold));
      if ((long) picture.cols() * picture.rows() > LARGE) {
        coarser(levels);
      }
      int top = levels.size() - 1;
      Places everywhere = new Places(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
      search(top, levels, everywhere, scale, found);
      return found.values();
    } finally {
      levels.forEach(level -> level.template().close());
    }
  }

  private Mat resized(int width, int height, double scale) {
    Mat out = new Mat();
    try (Size size = new Size(width, height)) {
      int how = scale < 1 ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(template, out, size, 0, 0, how);
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  private void coarser(List<Level> levels) {
    Mat own = levels.get(0).template();
    int factor = 2;
    while (Math.min(own.cols(), own.rows()) / factor >= LEAST_SIDE) {
      double likeness = likeness(own, factor);
      if (likeness < LEAST_LIKENESS) {
        return;
      }
      levels.add(
          new Level(
              shrunk(own, 0, 0, own.cols() / factor, own.rows() / factor, factor),
              threshold - (1 - likeness) - SLACK));
      if (pictures.size() < levels.size()) {
        Mat last = pictures.get(pictures.size() - 1);
        pictures.add(shrunk(last, 0, 0, last.cols() / 2, last.rows() / 2, 2));
      }
      factor *= 2;
    }
  }

  /** The correlation of a small template with itself, half a small pixel further. */
  private static double likeness(Mat own, int factor) {
    int width = own.cols() / factor - 1;
    int height = own.rows() / factor - 1;
    try (Mat still = shrunk(own, 0, 0, width, height, factor);
        Mat moved = shrunk(own, factor / 2, factor / 2, width, height, factor);
        Mat score = new Mat()) {
      opencv_imgproc.matchTemplate(still, moved, score, opencv_imgproc.TM_CCOEFF_NORMED);
      try (FloatIndexer value = score.createIndexer()) {
        return value.get(0, 0);
      }
    }
  }

  /** A part of a picture, so many times smaller. */
  private static Mat shrunk(Mat in, int x, int y, int width, int height, int factor) {
    Mat out = new Mat();
    try (Rect area = new Rect(x, y, width * factor, height * factor);
        Mat part = new Mat(in, area);
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(part, out, size, 0, 0, opencv_imgproc.INTER_AREA);
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }

  /** Compares at some places of one size; where that is not the last, goes on in the next. */
  private void search(
      int number, List<Level> levels, Places wanted, double scale, Map<Box, TemplateMatch> found) {
    Level level = levels.get(number);
    Mat in = pictures.get(number);
    Places places = wanted.clip(in, levels.get(number).template());
    if (places.isEmpty()) {
      return;
    }
    Mat own = level.template();
    try (Rect area =
            new Rect(
                places.left(),
                places.top(),
                places.right() - places.left() + own.cols() - 1,
                places.bottom() - places.top() + own.rows() - 1);
        Mat part = new Mat(in, area);
        Mat scores = new Mat();
        Mat largest = new Mat();
        Mat brush = new Mat()) { // stands for 3x3
      opencv_imgproc.matchTemplate(part, own, scores, opencv_imgproc.TM_CCOEFF_NORMED);
      opencv_imgproc.dilate(scores, largest, brush);
      if (number == 0) {
        tell(scores, largest, places, own, scale, found);
        return;
      }
      List<Places> promising = promising(scores, largest, level.least(), places);
      long near = (long) promising.size() * (own.cols() + 8) * (own.rows() + 8);
      if (near > 2L * area.width() * area.height()) {
        // So many that comparing all at once is less work.
        promising = List.of(places);
      }
      for (Places next : promising) {
        search(number - 1, levels, next.doubled(), scale, found);
      }
    }
  }

  /** Around each maximum that is high enough. */
  private static List<Places> promising(Mat scores, Mat largest, double least, Places places) {
    try (Mat marks = new Mat();
        Mat high = new Mat();
        Mat limit = new Mat(1, 1, opencv_core.CV_64F);
        Mat labels = new Mat();
        Mat stats = new Mat();
        Mat centres = new Mat()) {
      limit.<DoubleBuffer>createBuffer().put(least);
      opencv_core.compare(scores, largest, marks, opencv_core.CMP_GE);
      opencv_core.compare(scores, limit, high, opencv_core.CMP_GE);
      opencv_core.bitwise_and(marks, high, marks);
      int count =
          opencv_imgproc.connectedComponentsWithStats(
              marks, labels, stats, centres, 8, opencv_core.CV_32S);
      int[] boxes = new int[5 * count];
      stats.<IntBuffer>createBuffer().get(boxes);
      List<Places> out = new ArrayList<>();
      for (int i = 5; i < boxes.length; i += 5) {
        int left = places.left() + boxes[i];
        int top = places.top() + boxes[i + 1];
        out.add(new Places(left, top, left + boxes[i + 2], top + boxes[i + 3]));
      }
      return out;
    }
  }

  /** The maxima; those at the edge of what was compared only where that is the picture's. */
  private void tell(
      Mat scores,
      Mat largest,
      Places places,
      Mat own,
      double scale,
      Map<Box, TemplateMatch> found) {
    int firstX = places.left() == 0 ? 0 : 1;
    int firstY = places.top() == 0 ? 0 : 1;
    int endX = scores.cols() - (places.right() + own.cols() > picture.cols() ? 0 : 1);
    int endY = scores.rows() - (places.bottom() + own.rows() > picture.rows() ? 0 : 1);
    try (FloatIndexer score = scores.createIndexer();
        FloatIndexer peak = largest.createIndexer()) {
      for (int y = firstY; y < endY; y++) {
        for (int x = firstX; x < endX; x++) {
          float value = score.get(y, x);
          if (value >= threshold && value == peak.get(y, x)) {
            Box box = Box.ofXywh(places.left() + x, places.top() + y, own.cols(), own.rows());
            found.putIfAbsent(box, new TemplateMatch(box, Math.min(1, (double) value), scale));
          }
        }
      }
    }
  }

  @Override
  public void close() {
    pictures.subList(1, pictures.size()).forEach(Mat::close);
  }
}
