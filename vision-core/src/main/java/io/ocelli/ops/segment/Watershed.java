package io.ocelli.ops.segment;

import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;

/** Parts things that touch; see {@link Op}. */
@Op(
    name = "watershed",
    does = "Parts things that touch each other, and counts and measures them.",
    finds = Region.class,
    example = "watershed foreground=light",
    scene = "coins",
    source = "Meyer 1992; markers by the distance transform; OpenCV watershed",
    notes =
        "A part is begun wherever the distance to the ground is above a share of the largest"
            + " distance in what hangs together. --json gives number, area, box and centroid of"
            + " each, the largest first.")
public record Watershed(
    @Param(
            does = "threshold between things and ground; none is Otsu's",
            byDefault = "none",
            attempt = "90",
            min = 0,
            max = 255)
        Optional<Integer> value,
    @Param(does = "whether things are light or dark", byDefault = "light", attempt = "dark")
        Foreground foreground,
    @Param(
            does =
                "share of the largest distance to the ground from which on a part is begun:"
                    + " more parts more, and loses small ones that touch large ones",
            unit = "%",
            byDefault = "60",
            attempt = "40",
            min = 1,
            max = 99)
        double distance,
    @Param(does = "what the parts grow along", byDefault = "shape", attempt = "picture")
        Flood flood,
    @Param(
            does = "smaller parts are left out",
            unit = "px",
            byDefault = "1",
            attempt = "50",
            min = 1,
            max = 1e9)
        int minArea,
    @Param(does = "colour of the borders", byDefault = "red", attempt = "yellow") Rgb color,
    @Param(does = "what is shown", byDefault = "draw", attempt = "color") Show show)
    implements Transform {
  /** What the parts grow along. */
  public enum Flood {
    /** The shape alone: parts meet where they are equally far from where they began. */
    SHAPE,
    /** The picture: parts meet where its values change. */
    PICTURE
  }

  /** What is shown. */
  public enum Show {
    /** The picture with the borders of the parts. */
    DRAW,
    /** A colour for each part, on black. */
    COLOR,
    /** The picture as it is. */
    NONE
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    Regions regions =
        Basins.find(in, value, foreground, distance / 100, flood == Flood.PICTURE, minArea);
    regions.tell(findings);
    return switch (show) {
      case DRAW -> regions.borders(in, color);
      case COLOR -> regions.colours();
      case NONE -> in;
    };
  }
}
