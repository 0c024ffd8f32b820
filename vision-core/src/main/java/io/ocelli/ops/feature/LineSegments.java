package io.ocelli.ops.feature;

import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_imgproc.LineSegmentDetector;

/** Finds pieces of straight lines by LSD; see {@link Op}. */
@Op(
    name = "line-segments",
    does = "Finds pieces of straight lines to parts of a pixel, without thresholds to choose.",
    finds = Segment.class,
    example = "line-segments",
    scene = "street",
    source = "OpenCV LineSegmentDetector; Grompone von Gioi et al. 2012, LSD",
    notes = "Works on the gray picture. Each side of a thick stroke is a piece. Longest first.")
public record LineSegments(
    @Param(
            does = "shortest piece, as a part of the shorter side",
            unit = "px",
            byDefault = "3%",
            attempt = "10%")
        Length minLength,
    @Param(does = "how far the ends are refined", byDefault = "standard", attempt = "advanced")
        Refinement refine,
    @Param(
            does = "most pieces that are told",
            byDefault = "2000",
            attempt = "50",
            min = 1,
            max = 1000000)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** What LSD does to a piece after it was found. */
  public enum Refinement {
    /** Nothing. */
    NONE(opencv_imgproc.LSD_REFINE_NONE),
    /** Arcs are broken into straighter pieces. */
    STANDARD(opencv_imgproc.LSD_REFINE_STD),
    /** And each piece is checked against chance, and its width and ends are varied. */
    ADVANCED(opencv_imgproc.LSD_REFINE_ADV);

    private final int code;

    Refinement(int code) {
      this.code = code;
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    double shortest = minLength.of(Math.min(in.width(), in.height()));
    List<Segment> pieces = new ArrayList<>();
    // LSD first shrinks to 0.8; what has no pixels left then it refuses.
    if (in.width() > 2 && in.height() > 2) {
      try (Raster gray = in.to(ColorSpace.GRAY);
          Mat found = new Mat();
          LineSegmentDetector detector =
              opencv_imgproc.createLineSegmentDetector(
                  refine.code, 0.8, 0.6, 2.0, 22.5, 0, 0.7, 1024)) {
        detector.detect(gray.mat(), found);
        if (!found.empty()) {
          try (FloatIndexer ends = found.createIndexer()) {
            for (long i = 0; i < found.total(); i++) {
              Segment piece = segment(ends, i);
              if (piece.length() >= shortest) {
                pieces.add(piece);
              }
            }
          }
        }
      }
    }
    pieces.sort(Segment.ORDER);
    List<Segment> kept = pieces.subList(0, Math.min(max, pieces.size()));
    kept.forEach(findings::add);
    return Marks.show(
        in,
        show,
        kept,
        (canvas, s, width) -> canvas.line(s.from(), s.to(), Marks.COLOUR, width),
        (canvas, s, width) -> canvas.line(s.from(), s.to(), Rgb.WHITE, 1));
  }

  private static Segment segment(FloatIndexer ends, long row) {
    return Segment.between(
        new Point(ends.get(row, 0, 0), ends.get(row, 0, 1)),
        new Point(ends.get(row, 0, 2), ends.get(row, 0, 3)));
  }
}
