package io.ocelli.ops.feature;

import io.ocelli.geometry.RotatedBox;
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

/** Finds ellipses; see {@link Op}. */
@Op(
    name = "ellipses",
    does = "Finds ellipses: plates, rims and wheels seen from the side.",
    example = "ellipses",
    scene = "shapes",
    finds = Ellipse.class,
    source =
        "Contours of Canny edges, OpenCV fitEllipseDirect (Fitzgibbon, Pilu and Fisher 1999), then a"
            + " fit to edge points across the outline",
    notes =
        "Works on the picture shrunk to 1,000 pixels where it is larger. What is too round or too"
            + " flat is left out by min-ratio and max-ratio. Largest first, then top to bottom.")
public record Ellipses(
    @Param(
            does = "shortest of the two axes, as a part of the shorter side",
            unit = "px",
            byDefault = "3%",
            attempt = "10%")
        Length minSize,
    @Param(
            does = "shorter axis as a part of the longer, at least",
            byDefault = "0.2",
            attempt = "0.5",
            min = 0.05,
            max = 1)
        double minRatio,
    @Param(
            does = "shorter axis as a part of the longer, at most; 1 takes circles too",
            byDefault = "1",
            attempt = "0.9",
            min = 0.05,
            max = 1)
        double maxRatio,
    @Param(
            does = "least part of the outline that has to be seen",
            byDefault = "0.75",
            attempt = "0.9",
            min = 0.3,
            max = 1)
        double minScore,
    @Param(
            does = "most ellipses that are told",
            byDefault = "1000",
            attempt = "5",
            min = 1,
            max = 1e6)
        int max,
    @Param(does = "which picture is given", byDefault = "draw", attempt = "mask") Show show)
    implements Transform {
  private static final int LONGEST = 1000;

  /** In pixels of the shrunk picture; below it anything is an ellipse. */
  private static final double SMALLEST = 8;

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Ellipse> ellipses = find(in);
    ellipses.forEach(findings::add);
    return Marks.show(
        in,
        show,
        ellipses,
        (canvas, ellipse, width) -> {
          canvas.ellipse(ellipse.box(), Marks.COLOUR, width);
          canvas.cross(ellipse.box().center(), 5 * width, Marks.COLOUR, width);
        },
        (canvas, ellipse, width) -> canvas.fillEllipse(ellipse.box(), Rgb.WHITE, 1));
  }

  private List<Ellipse> find(Raster in) {
    if (Math.min(in.width(), in.height()) < SMALLEST) {
      return List.of();
    }
    Gradients gradients = Gradients.of(in, LONGEST);
    double scale = gradients.plane.scale();
    double least = Math.max(SMALLEST, minSize.of(Math.min(in.width(), in.height())) * scale);
    return EllipseFit.find(gradients, in, LONGEST, least, minScore).stream()
        .filter(e -> e.b / e.a >= minRatio && e.b / e.a <= maxRatio)
        .map(
            e ->
                new Ellipse(
                    new RotatedBox(
                        gradients.plane.toPicture(e.x, e.y),
                        2 * e.a / scale,
                        2 * e.b / scale,
                        Math.toDegrees(e.angle)),
                    e.score))
        .sorted(
            Comparator.comparingDouble((Ellipse e) -> -e.box().width() * e.box().height())
                .thenComparingDouble(e -> e.box().center().y())
                .thenComparingDouble(e -> e.box().center().x()))
        .limit(max)
        .toList();
  }
}
