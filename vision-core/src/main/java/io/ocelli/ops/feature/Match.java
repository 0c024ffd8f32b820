package io.ocelli.ops.feature;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LineWidth;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Finds another picture of the same thing in this one; see {@link Op}. */
@Op(
    name = "match",
    does = "Finds another picture in this one by key points that look alike.",
    finds = PictureMatch.class,
    example = "match with=scene/leaf-part.png",
    source =
        "OpenCV SIFT, ORB or AKAZE, BFMatcher and findHomography; Lowe 2004, Fischler and Bolles"
            + " 1981",
    notes =
        "Works on the gray pictures. A pair counts when each is the other's best and the best is"
            + " clearly better than the second; RANSAC keeps the pairs that agree on one"
            + " perspective.")
public record Match(
    @Param(does = "the picture to look for", attempt = "scene/leaf-part.png") OtherPicture with,
    @Param(does = "kind of key points", byDefault = "sift", attempt = "orb") Method method,
    @Param(
            does = "most key points of each picture",
            byDefault = "2000",
            attempt = "500",
            min = 10,
            max = 100000)
        int max,
    @Param(
            does = "a pair's distance is at most this part of the second best's",
            byDefault = "0.75",
            attempt = "0.6",
            min = 0.01,
            max = 1)
        double ratio,
    @Param(
            does = "how far a pair may be from where the perspective puts it",
            unit = "px",
            byDefault = "3",
            attempt = "8",
            min = 0.1,
            max = 100)
        double tolerance,
    @Param(
            does = "pairs that have to agree for the picture to be found",
            byDefault = "10",
            attempt = "30",
            min = 4,
            max = 100000)
        int minInliers,
    @Param(does = "which picture is given", byDefault = "lines", attempt = "outline") Picture show)
    implements Transform {
  /** Kinds of key points. */
  public enum Method {
    /** The surest. */
    SIFT,
    /** The fastest. */
    ORB,
    /** Between the two; keeps to the borders of things. */
    AKAZE
  }

  /** What picture is given. */
  public enum Picture {
    /** This picture and the other side by side, with a line for each pair that agrees. */
    LINES,
    /** This picture with the outline of the other. */
    OUTLINE,
    /** The picture as it came. */
    NONE
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Raster gray = in.to(ColorSpace.GRAY);
        Raster other = with.raster();
        Raster otherGray = other.to(ColorSpace.GRAY)) {
      Matching.Outcome outcome = new Matching(this).run(gray.mat(), otherGray.mat());
      findings.add(outcome.match());
      return switch (show) {
        case NONE -> in;
        case OUTLINE -> Marks.drawn(in, canvas -> outline(canvas, outcome.match()));
        case LINES -> sideBySide(in, other, outcome);
      };
    }
  }

  private static void outline(Canvas canvas, PictureMatch match) {
    double width = 1.5 * LineWidth.of(canvas.image());
    canvas.polygon(match.outline(), Marks.COLOUR, width);
  }

  private static Raster sideBySide(Raster in, Raster other, Matching.Outcome outcome) {
    int width = in.width() + other.width();
    int height = Math.max(in.height(), other.height());
    try (Image both = Image.blank(width, height, 0, 0, 0)) {
      paste(in, both, 0);
      paste(other, both, in.width());
      Canvas canvas = Canvas.on(both);
      double line = LineWidth.of(both);
      List<Matching.Pair> pairs = outcome.shown();
      Rgb colour = outcome.match().found() ? Marks.COLOUR : Marks.SECOND;
      for (Matching.Pair pair : pairs) {
        Point there = new Point(pair.there().x() + in.width(), pair.there().y());
        canvas.line(pair.here(), there, colour, Math.max(1, line / 2));
        canvas.circle(pair.here(), 2 * line, colour, 1);
        canvas.circle(there, 2 * line, colour, 1);
      }
      outline(canvas, outcome.match());
      return Raster.of(both);
    }
  }

  private static void paste(Raster raster, Image onto, int left) {
    try (Image picture = raster.toImage();
        Rect place = new Rect(left, 0, picture.width(), picture.height());
        Mat part = new Mat(onto.mat(), place)) {
      picture.mat().copyTo(part);
    }
  }

  /** How two descriptors are compared. */
  int norm() {
    return method == Method.SIFT ? opencv_core.NORM_L2 : opencv_core.NORM_HAMMING;
  }
}
