package io.ocelli.ops.segment;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LineWidth;
import io.ocelli.draw.Palette;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Follows the outlines of things; see {@link Op}. */
@Op(
    name = "contours",
    does = "Follows the outlines of things and measures their shapes.",
    finds = Contour.class,
    example = "contours outline=polygon",
    scene = "shapes",
    source = "Suzuki and Abe 1985; OpenCV findContours",
    notes =
        "--json gives of each, the largest first: area, perimeter, centroid, circularity, area of"
            + " the convex hull and solidity, box, rotated box, fitted ellipse, polygon, and the"
            + " points where they are asked for.")
public record Contours(
    @Param(
            does = "threshold between things and ground; none is Otsu's",
            byDefault = "none",
            attempt = "90",
            min = 0,
            max = 255)
        Optional<Integer> value,
    @Param(does = "whether things are light or dark", byDefault = "light", attempt = "dark")
        Foreground foreground,
    @Param(
            does = "only the outermost outlines, or those of holes and of things in holes too",
            byDefault = "external",
            attempt = "all")
        Mode mode,
    @Param(
            does = "outlines that enclose less are left out",
            unit = "px²",
            byDefault = "0",
            attempt = "50",
            min = 0,
            max = 1e9)
        double minArea,
    @Param(
            does = "how far the polygon may be from the outline, as a part of its perimeter",
            unit = "%",
            byDefault = "2",
            attempt = "5",
            min = 0,
            max = 50)
        double epsilon,
    @Param(does = "the points of the outlines among the findings", byDefault = "false")
        boolean points,
    @Param(does = "what is drawn of each", byDefault = "contour", attempt = "rotated-box")
        Shape outline,
    @Param(does = "what is shown", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** Which outlines are followed. */
  public enum Mode {
    /** Only the outermost. */
    EXTERNAL,
    /** Those of holes, and of things in holes, too. */
    ALL
  }

  /** What is drawn of each. */
  public enum Shape {
    /** The outline itself. */
    CONTOUR,
    /** Its convex hull. */
    HULL,
    /** Its upright box. */
    BOX,
    /** The smallest turned box around it. */
    ROTATED_BOX,
    /** The ellipse that fits best, where there is one. */
    ELLIPSE,
    /** The polygon with few corners. */
    POLYGON
  }

  /** What is shown. */
  public enum Show {
    /** The picture with what was found. */
    DRAW,
    /** The insides of the outlines in white on black. */
    MASK,
    /** The picture as it is. */
    NONE
  }

  /** An outline in OpenCV's list, with what it is ordered by. */
  private record Entry(long index, boolean hole, double area, Box box) {}

  @Override
  public Raster apply(Raster in, Findings findings) {
    try (Mat mask = new Mat();
        MatVector lines = new MatVector();
        Mat hierarchy = new Mat()) {
      foreground.mask(in, value, mask);
      opencv_imgproc.findContours(
          mask,
          lines,
          hierarchy,
          mode == Mode.EXTERNAL ? opencv_imgproc.RETR_EXTERNAL : opencv_imgproc.RETR_CCOMP,
          opencv_imgproc.CHAIN_APPROX_SIMPLE);
      List<Entry> order = order(lines, hierarchy);
      List<Contour> contours = new ArrayList<>();
      for (Entry entry : order) {
        contours.add(
            Outline.measure(
                lines.get(entry.index()),
                contours.size() + 1,
                entry.hole(),
                epsilon / 100,
                points));
      }
      contours.forEach(findings::add);
      return switch (show) {
        case DRAW -> draw(in, contours, order, lines);
        case MASK -> mask(in, order, lines);
        case NONE -> in;
      };
    }
  }

  private List<Entry> order(MatVector lines, Mat hierarchy) {
    int count = Math.toIntExact(lines.size());
    int[] links = new int[4 * count];
    if (count > 0) {
      hierarchy.<IntBuffer>createBuffer().get(links);
    }
    List<Entry> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Mat line = lines.get(i);
      double area = opencv_imgproc.contourArea(line);
      if (area >= minArea) {
        order.add(new Entry(i, links[4 * i + 3] >= 0, area, Outline.box(line)));
      }
    }
    order.sort(
        Comparator.comparingDouble((Entry entry) -> -entry.area())
            .thenComparingDouble(entry -> entry.box().y1())
            .thenComparingDouble(entry -> entry.box().x1())
            .thenComparingLong(Entry::index));
    return order;
  }

  private static Raster mask(Raster in, List<Entry> order, MatVector lines) {
    return Raster.make(
        ColorSpace.GRAY,
        out -> {
          out.create(in.height(), in.width(), opencv_core.CV_8UC1);
          try (Scalar black = new Scalar(0);
              Scalar white = new Scalar(255)) {
            out.put(black);
            for (Entry entry : order) {
              opencv_imgproc.drawContours(
                  out,
                  lines,
                  (int) entry.index(),
                  white,
                  opencv_imgproc.FILLED,
                  opencv_imgproc.LINE_8,
                  null,
                  0,
                  null);
            }
          }
        });
  }

  private Raster draw(Raster in, List<Contour> contours, List<Entry> order, MatVector lines) {
    try (Image image = in.toImage()) {
      Canvas canvas = Canvas.on(image);
      double width = LineWidth.of(image);
      double letters = TextStyle.of(image).size();
      for (int i = contours.size() - 1; i >= 0; i--) {
        Contour contour = contours.get(i);
        Rgb colour = Palette.of(i);
        shape(canvas, contour, lines.get(order.get(i).index()), colour, width);
        if (contour.box().height() > 2 * letters && contour.box().width() > 2 * letters) {
          canvas.label(String.valueOf(contour.number()), contour.centroid(), colour);
        }
      }
      return Raster.of(image);
    }
  }

  private void shape(Canvas canvas, Contour contour, Mat line, Rgb colour, double width) {
    switch (outline) {
      case CONTOUR -> canvas.polygon(Outline.points(line), colour, width);
      case HULL -> canvas.polygon(Outline.hull(line), colour, width);
      case BOX -> canvas.rectangle(contour.box(), colour, width);
      case ROTATED_BOX -> canvas.polygon(contour.rotatedBox().corners(), colour, width);
      case ELLIPSE ->
          contour.ellipse().ifPresent(ellipse -> canvas.ellipse(ellipse, colour, width));
      case POLYGON -> canvas.polygon(contour.polygon(), colour, width);
    }
  }
}
