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

/** Draws a circle; see {@link Op}. */
@Op(
    name = "circle",
    does = "Draws a circle.",
    example = "circle center=50%,50% radius=40% color=#f0e442 line-width=3 fill=0.2",
    scene = "leaf")
public record Circle(
    @Param(does = "its middle", byDefault = "50%,50%", attempt = "25%,25%") Points center,
    @Param(
            does = "its radius; per cent are of the shorter side",
            unit = "px or %",
            byDefault = "25%",
            attempt = "40",
            min = 0)
        Length radius,
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
  public Circle {
    Drawing.requireOne(center, "center");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    double side = 2 * radius.of(Math.min(in.width(), in.height()));
    return Drawing.on(
        in,
        canvas ->
            Drawing.ellipse(
                canvas,
                new RotatedBox(Drawing.place(center, in), side, side, 0),
                fill,
                color,
                Drawing.lineWidth(lineWidth, in)));
  }
}
