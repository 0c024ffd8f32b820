package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Show;
import io.ocelli.ops.Transform;
import java.util.Comparator;
import java.util.List;

/** Finds and counts dots; see {@link Op}. */
@Op(
    name = "dots",
    does = "Finds and counts round spots that are brighter or darker than all around them.",
    finds = Dot.class,
    example = "dots",
    scene = "dots",
    source =
        "Extrema of differences of Gaussians over scales (Lindeberg 1998), then the outline at half"
            + " height along rays",
    notes =
        "Works on the gray picture, shrunk to 2,000 pixels where it is larger. Thresholds follow"
            + " the noise and the texture around a spot. Largest first, then top to bottom.")
public record Dots(
    @Param(does = "which dots", byDefault = "both", attempt = "white") Tone tone,
    @Param(
            does = "smallest diameter, as a part of the shorter side",
            unit = "px",
            byDefault = "3",
            attempt = "2%")
        Length minSize,
    @Param(
            does = "largest diameter, as a part of the shorter side",
            unit = "px",
            byDefault = "15%",
            attempt = "5%")
        Length maxSize,
    @Param(
            does = "least difference to the surroundings in gray levels",
            byDefault = "15",
            attempt = "40",
            min = 1,
            max = 255)
        double minContrast,
    @Param(
            does = "least circularity: 1 for a disc, 0.785 for a square",
            byDefault = "0.85",
            attempt = "0.7",
            min = 0,
            max = 1)
        double minCircularity,
    @Param(
            does = "most dots that are told",
            byDefault = "100000",
            attempt = "10",
            min = 1,
            max = 1e7)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  /** Kinds of dots. */
  public enum Tone {
    /** Brighter than their surroundings. */
    WHITE,
    /** Darker than their surroundings. */
    BLACK,
    /** Either. */
    BOTH
  }

  static final Comparator<Dot> ORDER =
      Comparator.comparingDouble((Dot d) -> -d.radius())
          .thenComparingDouble(d -> d.center().y())
          .thenComparingDouble(d -> d.center().x());

  @Override
  public Raster apply(Raster in, Findings findings) {
    int side = Math.min(in.width(), in.height());
    List<Dot> dots =
        new DotFinder(this, minSize.of(side) / 2, maxSize.of(side) / 2)
            .find(in).stream().sorted(ORDER).limit(max).toList();
    dots.forEach(findings::add);
    return Marks.show(
        in,
        show,
        dots,
        (canvas, dot, width) ->
            canvas.circle(
                dot.center(),
                dot.radius() + width,
                dot.contrast() > 0 ? Marks.COLOUR : Marks.SECOND,
                width),
        (canvas, dot, width) -> canvas.dot(dot.center(), dot.radius(), Rgb.WHITE));
  }
}
