package io.ocelli.ops.draw;

import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;

/** Draws an ellipse; see {@link Op}. */
@Op(
    name = "ellipse",
    does = "Draws an ellipse, turned by any angle.",
    example = "ellipse width=85% height=40% angle=25 color=white line-width=3 fill=0.2",
    scene = "leaf")
public record Ellipse(
    @Param(does = "its middle", byDefault = "50%,50%", attempt = "25%,25%") Points center,
    @Param(
            does = "its first axis from end to end; per cent are of the picture's width",
            unit = "px or %",
            byDefault = "60%",
            attempt = "80",
            min = 0)
        Length width,
    @Param(
            does = "its second axis from end to end; per cent are of the picture's height",
            unit = "px or %",
            byDefault = "30%",
            attempt = "40",
            min = 0)
        Length height,
    @Param(
            does = "how far the first axis is turned, counter-clockwise",
            unit = "degrees",
            byDefault = "0",
            attempt = "30",
            min = -360,
            max = 360)
        double angle,
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
  /** Checks that the middle is one place. */
  public Ellipse {
    Drawing.requireOne(center, "center");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    RotatedBox box =
        new RotatedBox(
            Drawing.place(center, in), width.of(in.width()), height.of(in.height()), -angle);
    return Drawing.on(
        in, canvas -> Drawing.ellipse(canvas, box, fill, color, Drawing.lineWidth(lineWidth, in)));
  }
}
