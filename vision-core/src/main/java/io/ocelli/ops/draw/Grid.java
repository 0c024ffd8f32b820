package io.ocelli.ops.draw;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;

/** Draws a grid; see {@link Op}. */
@Op(
    name = "grid",
    does = "Draws lines that cut the picture into equal cells.",
    example = "grid columns=6 rows=6 color=white",
    scene = "leaf")
public record Grid(
    @Param(does = "cells beside each other", byDefault = "3", attempt = "8", min = 1, max = 10000)
        int columns,
    @Param(does = "cells below each other", byDefault = "3", attempt = "8", min = 1, max = 10000)
        int rows,
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
  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in, canvas -> canvas.grid(columns, rows, color, Drawing.lineWidth(lineWidth, in)));
  }
}
