package io.ocelli.ops.draw;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;
import java.util.List;

/** Draws a line; see {@link Op}. */
@Op(
    name = "line",
    does = "Draws a line through points, whole or in dashes.",
    example = "line points=10%,80%;35%,30%;60%,65%;90%,15% color=white line-width=4",
    scene = "leaf")
public record Line(
    @Param(
            does = "the points, two or more",
            byDefault = "10%,90%;90%,10%",
            attempt = "20%,50%;80%,50%")
        Points points,
    @Param(
            does = "length of each dash; 0 draws without gaps",
            unit = "px",
            byDefault = "0",
            attempt = "12",
            min = 0,
            max = 10000)
        double dash,
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
  /** Checks that there are two points. */
  public Line {
    Drawing.requireAtLeast(points, 2, "a line");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in,
        canvas -> {
          double width = Drawing.lineWidth(lineWidth, in);
          List<Point> places = points.in(in.width(), in.height());
          if (dash > 0) {
            canvas.dashes(places, false, color, width, dash, dash + width);
          } else {
            canvas.path(places, color, width);
          }
        });
  }
}
