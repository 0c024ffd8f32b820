package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.DMatch;
import org.bytedeco.opencv.opencv_core.DMatchVector;
import org.bytedeco.opencv.opencv_core.DMatchVectorVector;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_features2d.AKAZE;
import org.bytedeco.opencv.opencv_features2d.BFMatcher;
import org.bytedeco.opencv.opencv_features2d.Feature2D;
import org.bytedeco.opencv.opencv_features2d.SIFT;

/** The steps of {@link Match}. */
final class Matching {
  private final Match settings;

  Matching(Match settings) {
    this.settings = settings;
  }

  /** Two places that look alike. */
  record Pair(Point here, Point there) {}

  /** What was found, and the pairs to draw: those that agree, or all where none do. */
  record Outcome(PictureMatch match, List<Pair> shown) {}

  private record Described(List<Keypoint> points, Mat descriptors) implements AutoCloseable {
    @Override
    public void close() {
      descriptors.close();
    }
  }

  Outcome run(Mat here, Mat there) {
    try (Described mine = describe(here);
        Described other = describe(there)) {
      List<Pair> pairs = pairs(mine, other);
      Fit fit = fit(pairs, there.cols(), there.rows());
      PictureMatch match =
          new PictureMatch(
              mine.points().size(),
              other.points().size(),
              pairs.size(),
              fit.inliers().size(),
              fit.homography(),
              fit.outline());
      return new Outcome(match, match.found() ? fit.inliers() : pairs);
    }
  }

  private Feature2D detector(Mat gray) {
    int max = settings.max();
    return switch (settings.method()) {
      case SIFT -> SIFT.create(max, 3, 0.04, 10, 1.6, false);
      case ORB -> Orb.detector(max, 1.2, 8, 10, Math.min(gray.cols(), gray.rows()));
      case AKAZE ->
          AKAZE.create(
              AKAZE.DESCRIPTOR_MLDB, 0, 3, 0.0005f, 4, 4, 1 /* Perona and Malik's g2 */, max);
    };
  }

  private Described describe(Mat gray) {
    Mat descriptors = new Mat();
    try (Feature2D detector = detector(gray);
        KeyPointVector found = new KeyPointVector();
        Mat everywhere = new Mat()) {
      detector.detectAndCompute(gray, everywhere, found, descriptors, false);
      return new Described(Keypoints.list(found), descriptors);
    } catch (RuntimeException | Error e) {
      descriptors.close();
      throw e;
    }
  }

  private List<Pair> pairs(Described mine, Described other) {
    if (mine.descriptors().empty() || other.descriptors().empty()) {
      return List.of();
    }
    Map<Integer, Integer> forth = clearlyBest(other.descriptors(), mine.descriptors());
    Map<Integer, Integer> back = best(mine.descriptors(), other.descriptors());
    List<Pair> pairs = new ArrayList<>();
    forth.forEach(
        (there, here) -> {
          if (there.equals(back.get(here))) {
            pairs.add(new Pair(mine.points().get(here).at(), other.points().get(there).at()));
          }
        });
    return pairs;
  }

  /** For each row of {@code from}, its best row of {@code to} where the second is much worse. */
  private Map<Integer, Integer> clearlyBest(Mat from, Mat to) {
    Map<Integer, Integer> best = new java.util.TreeMap<>();
    try (BFMatcher matcher = new BFMatcher(settings.norm(), false);
        DMatchVectorVector found = new DMatchVectorVector()) {
      matcher.knnMatch(from, to, found, 2);
      for (long i = 0; i < found.size(); i++) {
        DMatchVector two = found.get(i);
        // A picture with one key point has no second best to compare with.
        if (two.size() == 2 && two.get(0).distance() <= settings.ratio() * two.get(1).distance()) {
          best.put(two.get(0).queryIdx(), two.get(0).trainIdx());
        }
      }
    }
    return best;
  }

  private Map<Integer, Integer> best(Mat from, Mat to) {
    Map<Integer, Integer> best = new HashMap<>();
    try (BFMatcher matcher = new BFMatcher(settings.norm(), false);
        DMatchVector found = new DMatchVector()) {
      matcher.match(from, to, found);
      for (long i = 0; i < found.size(); i++) {
        DMatch match = found.get(i);
        best.put(match.queryIdx(), match.trainIdx());
      }
    }
    return best;
  }

  private record Fit(List<Double> homography, List<Pair> inliers, List<Point> outline) {
    static final Fit NONE = new Fit(List.of(), List.of(), List.of());
  }

  private Fit fit(List<Pair> pairs, int width, int height) {
    if (pairs.size() < settings.minInliers()) {
      return Fit.NONE;
    }
    try (Mat from = new Mat(pairs.size(), 1, opencv_core.CV_32FC2);
        Mat to = new Mat(pairs.size(), 1, opencv_core.CV_32FC2);
        Mat agrees = new Mat()) {
      try (FloatIndexer a = from.createIndexer();
          FloatIndexer b = to.createIndexer()) {
        for (int i = 0; i < pairs.size(); i++) {
          put(a, i, pairs.get(i).there());
          put(b, i, pairs.get(i).here());
        }
      }
      try (Mat matrix =
          opencv_calib3d.findHomography(
              from, to, opencv_calib3d.RANSAC, settings.tolerance(), agrees, 5000, 0.999)) {
        return matrix.empty() ? Fit.NONE : judge(matrix, agrees, pairs, width, height);
      }
    }
  }

  private Fit judge(Mat matrix, Mat agrees, List<Pair> pairs, int width, int height) {
    List<Double> homography = new ArrayList<>();
    try (DoubleIndexer values = matrix.createIndexer()) {
      for (int i = 0; i < 9; i++) {
        homography.add(values.get(i / 3, i % 3));
      }
    }
    List<Pair> inliers = new ArrayList<>();
    try (UByteIndexer inlier = agrees.createIndexer()) {
      for (int i = 0; i < pairs.size(); i++) {
        if (inlier.get(i) != 0) {
          inliers.add(pairs.get(i));
        }
      }
    }
    List<Point> outline = new ArrayList<>();
    for (int[] corner : new int[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
      double x = corner[0] * width - 0.5;
      double y = corner[1] * height - 0.5;
      double w = homography.get(6) * x + homography.get(7) * y + homography.get(8);
      if (w <= 0) {
        return Fit.NONE;
      }
      outline.add(
          new Point(
              (homography.get(0) * x + homography.get(1) * y + homography.get(2)) / w,
              (homography.get(3) * x + homography.get(4) * y + homography.get(5)) / w));
    }
    // A picture seen in perspective stays convex and keeps its sense of turning, or is mirrored
    // as a whole; anything else is an accident of the pairs.
    return inliers.size() >= settings.minInliers() && Quads.isConvex(outline)
        ? new Fit(homography, inliers, outline)
        : Fit.NONE;
  }

  private static void put(FloatIndexer into, int row, Point point) {
    into.put(row, 0, 0, (float) point.x());
    into.put(row, 0, 1, (float) point.y());
  }
}
