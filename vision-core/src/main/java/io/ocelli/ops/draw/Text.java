package io.ocelli.ops.draw;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;

/** Writes text; see {@link Op}. */
@Op(
    name = "text",
    does = "Writes text in any script; a line break begins a new line.",
    example = "text text='Grüße 中文 हिन्दी' at=6%,20% size=30 color=white bold=true",
    scene = "leaf",
    notes =
        "Letters that the system's fonts lack come from bundled ones; what none has is drawn as a box.")
public record Text(
    @Param(does = "what is written", attempt = "Ocelli") String text,
    @Param(does = "where its first letter stands", byDefault = "5%,50%", attempt = "5%,20%")
        Points at,
    @Param(
            does = "height of the font; 0 suits the picture's size",
            unit = "px",
            byDefault = "0",
            attempt = "32",
            min = 0,
            max = 2000)
        double size,
    @Param(does = "whether the letters are heavy", byDefault = "false", attempt = "true")
        boolean bold,
    @Param(does = "its colour", byDefault = "#d55e00", attempt = "white") Rgb color)
    implements Transform {
  /** Checks that it begins at one place, and the size. */
  public Text {
    Drawing.requireOne(at, "at");
    Drawing.requireTextSize(size);
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in,
        canvas ->
            canvas.text(
                text, Drawing.place(at, in), Drawing.textStyle(canvas.image(), size, bold), color));
  }
}
