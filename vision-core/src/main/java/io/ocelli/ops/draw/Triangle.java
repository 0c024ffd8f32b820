package io.ocelli.ops.draw;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;
import java.util.List;

/** Draws a triangle; see {@link Op}. */
@Op(
    name = "triangle",
    does = "Draws a triangle and marks its centroid.",
    finds = Triangle.Measured.class,
    example = "triangle corners=15%,85%;50%,10%;85%,80% color=white line-width=3 fill=0.25",
    scene = "leaf",
    notes = "Measures its centroid, area and perimeter.")
public record Triangle(
    @Param(
            does = "its three corners",
            byDefault = "50%,10%;90%,90%;10%,90%",
            attempt = "10%,10%;90%,10%;10%,90%")
        Points corners,
    @Param(does = "whether a cross marks its centroid", byDefault = "true", attempt = "false")
        boolean centroid,
    @Param(
            does = "how much of the colour is laid into its inside, 0 to 1",
            byDefault = "0",
            attempt = "0.5",
            min = 0,
            max = 1)
        double fill,
    @Param(does = "its colour", byDefault = "#d55e00", attempt = "white") Rgb color,
    @Param(
            does = "how wide the line is; 0 suits the picture's size",
            unit = "px",
            byDefault = "0",
            attempt = "6",
            min = 0,
            max = 1000)
        double lineWidth)
    implements Transform {
  /**
   * The triangle in numbers.
   *
   * @param centroid the mean of its corners
   * @param area in square pixels
   * @param perimeter in pixels
   */
  public record Measured(Point centroid, double area, double perimeter) implements Finding {}

  /** Checks that there are three corners. */
  public Triangle {
    Drawing.requireExactly(corners, 3, "a triangle", "three corners");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Point> at = corners.in(in.width(), in.height());
    Measured measured = measure(at.get(0), at.get(1), at.get(2));
    findings.add(measured);
    return Drawing.on(
        in,
        canvas -> {
          double width = Drawing.lineWidth(lineWidth, in);
          canvas.fillPolygon(at, color, fill).polygon(at, color, width);
          if (centroid) {
            canvas.cross(measured.centroid(), 4 * width + 4, color, width);
          }
        });
  }

  private static Measured measure(Point a, Point b, Point c) {
    double cross = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    return new Measured(
        new Point((a.x() + b.x() + c.x()) / 3, (a.y() + b.y() + c.y()) / 3),
        Math.abs(cross) / 2,
        a.distance(b) + b.distance(c) + c.distance(a));
  }
}
