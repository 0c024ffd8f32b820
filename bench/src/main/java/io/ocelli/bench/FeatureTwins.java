package io.ocelli.bench;

import static io.ocelli.bench.FilterTwins.onGray;
import static org.bytedeco.opencv.global.opencv_imgproc.Canny;

import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.bytedeco.opencv.opencv_features2d.FastFeatureDetector;
import org.bytedeco.opencv.opencv_features2d.Feature2D;
import org.bytedeco.opencv.opencv_features2d.ORB;
import org.bytedeco.opencv.opencv_features2d.SIFT;
import org.bytedeco.opencv.opencv_imgproc.LineSegmentDetector;
import org.bytedeco.opencv.opencv_imgproc.Vec4iVector;

/** Features by hand: only found, not drawn, so that the pipelines show nothing either. */
final class FeatureTwins {
  private static final String FINDINGS = "findings, not pictures; Ocelli also sorts them";

  private FeatureTwins() {}

  static List<Twin> all() {
    return List.of(
        found("lines", "lines show=none", FeatureTwins::lines),
        found("line-segments", "line-segments show=none", FeatureTwins::segments),
        found("corners", "corners show=none", FeatureTwins::corners),
        found(
            "fast",
            "fast show=none",
            gray ->
                detect(gray, FastFeatureDetector.create(20, true, FastFeatureDetector.TYPE_9_16))),
        found(
            "orb",
            "orb max=150 show=none",
            gray -> detect(gray, ORB.create(150, 1.2f, 8, 31, 0, 2, ORB.HARRIS_SCORE, 31, 20))),
        found(
            "sift",
            "sift max=150 show=none",
            gray -> detect(gray, SIFT.create(150, 3, 0.04, 10, 1.6, false))),
        Twin.of(
                "template",
                "template with=scene/leaf-part.png scales=1..1 show=none",
                FeatureTwins::template)
            .timedOnly("findings, not pictures; above 2 megapixels Ocelli goes coarse to fine"));
  }

  private static Twin found(String operation, String pipeline, Consumer<Mat> work) {
    return Twin.of(operation, pipeline, onGray((gray, out) -> work.accept(gray)))
        .timedOnly(FINDINGS);
  }

  private static void detect(Mat gray, Feature2D made) {
    try (Feature2D detector = made;
        KeyPointVector points = new KeyPointVector()) {
      detector.detect(gray, points);
    }
  }

  private static void lines(Mat gray) {
    int side = Math.min(gray.cols(), gray.rows());
    try (Mat edges = new Mat();
        Vec4iVector found = new Vec4iVector()) {
      Canny(gray, edges, 50, 150);
      opencv_imgproc.HoughLinesP(
          edges, found, 1, Math.PI / 180, (int) (0.15 * side), 0.08 * side, 0.01 * side);
    }
  }

  private static void segments(Mat gray) {
    try (Mat found = new Mat();
        LineSegmentDetector detector = opencv_imgproc.createLineSegmentDetector()) {
      detector.detect(gray, found);
    }
  }

  private static void corners(Mat gray) {
    double apart = 0.01 * Math.min(gray.cols(), gray.rows());
    try (Mat places = new Mat();
        Mat everywhere = new Mat();
        Size window = new Size(3, 3);
        Size noZone = new Size(-1, -1);
        TermCriteria enough = new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, 40, 0.001)) {
      opencv_imgproc.goodFeaturesToTrack(
          gray, places, 500, 0.02, apart, everywhere, 3, false, 0.04);
      if (!places.empty()) {
        opencv_imgproc.cornerSubPix(gray, places, window, noZone, enough);
      }
    }
  }

  private static Mat template(Mat bgr) {
    String file = BenchScenes.file("leaf-part").toString();
    return Twin.make(
        out -> {
          try (Mat part = opencv_imgcodecs.imread(file)) {
            opencv_imgproc.matchTemplate(bgr, part, out, opencv_imgproc.TM_CCOEFF_NORMED);
          }
        });
  }
}
