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

/** Finds circles; see {@link Op}. */
@Op(
    name = "circles",
    does = "Finds and counts circles: discs, coins, rings.",
    finds = Circle.class,
    example = "circles",
    scene = "coins",
    source =
        "Hough transform along gradients (Kimme, Ballard and Sklansky 1975), then a fit to edge"
            + " points found to parts of a pixel along rays",
    notes =
        "Works on the picture shrunk to 1,000 pixels where it is larger. A circle is told"
            + " when enough of its outline is seen, whatever its contrast; thresholds follow the"
            + " noise. Largest first, then top to bottom.")
public record Circles(
    @Param(
            does = "smallest radius, as a part of the shorter side",
            unit = "px",
            byDefault = "1.2%",
            attempt = "5%")
        Length minRadius,
    @Param(
            does = "largest radius, as a part of the shorter side",
            unit = "px",
            byDefault = "50%",
            attempt = "10%")
        Length maxRadius,
    @Param(
            does = "least part of the outline that has to be seen",
            byDefault = "0.62",
            attempt = "0.8",
            min = 0.3,
            max = 1)
        double minScore,
    @Param(does = "whether circles within circles are told too", byDefault = "false")
        boolean nested,
    @Param(
            does = "most circles that are told",
            byDefault = "1000",
            attempt = "5",
            min = 1,
            max = 1e6)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  private static final int LONGEST = 1000;

  /** In pixels of the shrunk picture; below it a circle and a square look the same. */
  private static final double SMALLEST = 4;

  static final Comparator<Circle> ORDER =
      Comparator.comparingDouble((Circle c) -> -c.radius())
          .thenComparingDouble(c -> c.center().y())
          .thenComparingDouble(c -> c.center().x());

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Circle> circles = find(in);
    circles.forEach(findings::add);
    return Marks.show(
        in,
        show,
        circles,
        (canvas, circle, width) -> {
          canvas.circle(circle.center(), circle.radius(), Marks.COLOUR, width);
          canvas.cross(circle.center(), 5 * width, Marks.COLOUR, width);
        },
        (canvas, circle, width) -> canvas.dot(circle.center(), circle.radius(), Rgb.WHITE));
  }

  private List<Circle> find(Raster in) {
    int side = Math.min(in.width(), in.height());
    Gradients gradients = Gradients.of(in, LONGEST);
    GrayPlane plane = gradients.plane;
    double least = Math.max(SMALLEST, minRadius.of(side) * plane.scale());
    double most = maxRadius.of(side) * plane.scale();
    if (most < least) {
      return List.of();
    }
    return new CircleFinder(gradients, least, most, minScore, nested)
        .find().stream()
            .map(c -> new Circle(plane.toPicture(c.x, c.y), c.r / plane.scale(), c.score))
            .sorted(ORDER)
            .limit(max)
            .toList();
  }
}
