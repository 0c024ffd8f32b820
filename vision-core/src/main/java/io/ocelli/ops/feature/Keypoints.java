package io.ocelli.ops.feature;

import io.ocelli.draw.Canvas;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.KeyPoint;
import org.bytedeco.opencv.opencv_core.KeyPointVector;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_features2d.Feature2D;

/** Runs OpenCV's detectors of key points and shows what they find. */
final class Keypoints {
  private Keypoints() {}

  /** Finds, tells and shows. */
  static Raster apply(
      Raster in, Findings findings, int max, Show show, Supplier<? extends Feature2D> maker) {
    List<Keypoint> all = detect(in, maker);
    List<Keypoint> kept = all.subList(0, Math.min(max, all.size()));
    kept.forEach(findings::add);
    return Marks.show(
        in,
        show,
        kept,
        Keypoints::draw,
        (canvas, point, width) -> Marks.whiteSpot(canvas, point.at(), width));
  }

  private static List<Keypoint> detect(Raster in, Supplier<? extends Feature2D> maker) {
    try (Raster gray = in.to(ColorSpace.GRAY);
        Feature2D detector = maker.get();
        KeyPointVector found = new KeyPointVector()) {
      detector.detect(gray.mat(), found);
      List<Keypoint> points = list(found);
      points.sort(Keypoint.ORDER);
      return points;
    }
  }

  /** The same points in Java, in the same order. */
  static List<Keypoint> list(KeyPointVector found) {
    List<Keypoint> points = new ArrayList<>();
    for (long i = 0; i < found.size(); i++) {
      KeyPoint point = found.get(i);
      Point2f at = point.pt();
      points.add(
          new Keypoint(new Point(at.x(), at.y()), point.size(), point.angle(), point.response()));
    }
    return points;
  }

  private static void draw(Canvas canvas, Keypoint point, double width) {
    double radius = Math.max(2, point.size() / 2);
    canvas.circle(point.at(), radius, Marks.COLOUR, width);
    if (point.angle() >= 0) {
      double angle = Math.toRadians(point.angle());
      Point end =
          new Point(
              point.at().x() + radius * Math.cos(angle), point.at().y() + radius * Math.sin(angle));
      canvas.line(point.at(), end, Marks.COLOUR, width);
    }
  }
}
