package io.ocelli.ops.draw;

import io.ocelli.draw.LabelStyle;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;

/** Puts a label; see {@link Op}. */
@Op(
    name = "label",
    does = "Puts text on a rounded box, always inside the picture.",
    example = "label text='leaf 0.93' at=8%,92% size=28",
    scene = "leaf")
public record Label(
    @Param(does = "what is written", attempt = "leaf 0.93") String text,
    @Param(does = "its lower left corner", byDefault = "0%,100%", attempt = "30%,30%") Points at,
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
    @Param(
            does = "colour of the box; the letters are black or white, whichever is easier to read",
            byDefault = "#0072b2",
            attempt = "yellow")
        Rgb color,
    @Param(
            does = "how much of the picture the box hides, 0 to 1",
            byDefault = "1",
            attempt = "0.6",
            min = 0,
            max = 1)
        double opacity)
    implements Transform {
  /** Checks that it lies at one place, and the size. */
  public Label {
    Drawing.requireOne(at, "at");
    Drawing.requireTextSize(size);
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    return Drawing.on(
        in,
        canvas -> {
          LabelStyle style = LabelStyle.of(Drawing.textStyle(canvas.image(), size, bold), color);
          canvas.label(text, Drawing.place(at, in), style.withOpacity(opacity));
        });
  }
}
