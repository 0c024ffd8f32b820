package io.ocelli.ops.draw;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;
import java.util.List;

/** Draws a rectangle; see {@link Op}. */
@Op(
    name = "rectangle",
    does = "Draws a rectangle.",
    example = "rectangle corners=25%,15%;75%,85% color=white line-width=3 fill=0.25",
    scene = "leaf",
    notes = "Its edges lie between pixels: 0,0;10,10 is the ten pixels from 0 to 9 each way.")
public record Rectangle(
    @Param(does = "two opposite corners", byDefault = "25%,25%;75%,75%", attempt = "0%,0%;50%,50%")
        Points corners,
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
  /** Checks that there are two corners. */
  public Rectangle {
    Drawing.requireExactly(corners, 2, "a rectangle", "two opposite corners");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in,
        canvas -> {
          List<Point> at = corners.in(in.width(), in.height());
          Box box =
              new Box(
                  (float) Math.min(at.get(0).x(), at.get(1).x()),
                  (float) Math.min(at.get(0).y(), at.get(1).y()),
                  (float) Math.max(at.get(0).x(), at.get(1).x()),
                  (float) Math.max(at.get(0).y(), at.get(1).y()));
          canvas
              .fillRectangle(box, color, fill)
              .rectangle(box, color, Drawing.lineWidth(lineWidth, in));
        });
  }
}
