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

/** Draws a polygon; see {@link Op}. */
@Op(
    name = "polygon",
    does = "Draws a closed polygon.",
    example =
        "polygon points=50%,5%;95%,40%;78%,95%;22%,95%;5%,40% color=#56b4e9 line-width=3 fill=0.3",
    scene = "leaf",
    notes = "Where it crosses itself it is filled by the even-odd rule.")
public record Polygon(
    @Param(
            does = "its corners, three or more",
            byDefault = "50%,10%;90%,50%;50%,90%;10%,50%",
            attempt = "50%,5%;95%,40%;78%,95%;22%,95%;5%,40%")
        Points points,
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
  /** Checks that there are three corners. */
  public Polygon {
    Drawing.requireAtLeast(points, 3, "a polygon");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Point> at = points.in(in.width(), in.height());
    return Drawing.on(
        in,
        canvas ->
            canvas
                .fillPolygon(at, color, fill)
                .polygon(at, color, Drawing.lineWidth(lineWidth, in)));
  }
}
