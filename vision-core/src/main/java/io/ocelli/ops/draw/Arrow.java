package io.ocelli.ops.draw;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;

/** Draws an arrow; see {@link Op}. */
@Op(
    name = "arrow",
    does = "Draws an arrow from one place to another.",
    example = "arrow from=12%,12% to=48%,45% color=yellow line-width=5",
    scene = "leaf")
public record Arrow(
    @Param(does = "where it begins", byDefault = "10%,10%", attempt = "10%,90%") Points from,
    @Param(does = "where its head is", byDefault = "50%,50%", attempt = "90%,10%") Points to,
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
  /** Checks that each end is one place. */
  public Arrow {
    Drawing.requireOne(from, "from");
    Drawing.requireOne(to, "to");
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in,
        canvas ->
            canvas.arrow(
                Drawing.place(from, in),
                Drawing.place(to, in),
                color,
                Drawing.lineWidth(lineWidth, in)));
  }
}
