package io.ocelli.ops.geometric;

import io.ocelli.error.OcelliException;
import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Border;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Length;
import io.ocelli.ops.Op;
import io.ocelli.ops.Param;
import io.ocelli.ops.Points;
import io.ocelli.ops.Transform;
import java.util.List;
import java.util.Optional;

/** Straightens or tilts; see {@link Op}. */
@Op(
    name = "perspective",
    does = "Maps four points to a rectangle, or to four other points.",
    example = "perspective from=20%,10%;90%,25%;80%,95%;5%,80%",
    scene = "document",
    source = "OpenCV getPerspectiveTransform, warpPerspective",
    notes =
        "Coordinates are pixels from the top left; percent in 'from' are of the picture, in 'to' of the result; 100% is the far edge.")
public record Perspective(
    @Param(
            does = "four points: top left, top right, bottom right, bottom left",
            byDefault = "0%,0%;100%,0%;100%,100%;0%,100%",
            attempt = "20%,10%;90%,25%;80%,95%;5%,80%")
        Points from,
    @Param(
            does = "where they go; none is the corners of the result",
            byDefault = "none",
            attempt = "10%,0%;100%,15%;90%,90%;0%,100%")
        Optional<Points> to,
    @Param(
            does =
                "width of the result; none is that of the picture where 'to' is given, else the longer of the top and bottom sides",
            unit = "px",
            byDefault = "none",
            attempt = "200")
        Optional<Length> width,
    @Param(
            does = "height of the result; none as for width",
            unit = "px",
            byDefault = "none",
            attempt = "150")
        Optional<Length> height,
    @Param(does = "how values between pixels are found", byDefault = "linear", attempt = "cubic")
        Interpolation interpolation,
    @Param(does = "what lies outside of the picture", byDefault = "constant", attempt = "reflect")
        Border border,
    @Param(
            does = "for a constant border; none is black, or clear where there is opacity",
            byDefault = "none",
            attempt = "orange")
        Optional<Rgb> color)
    implements Transform {
  private static final Points WHOLE =
      new Points(List.of(place(0, 0), place(100, 0), place(100, 100), place(0, 100)));

  /** Checks the number of points. */
  public Perspective {
    if (from.places().size() != 4 || (to.isPresent() && to.get().places().size() != 4)) {
      throw new IllegalArgumentException("give four points");
    }
  }

  @Override
  public Raster apply(Raster in, Findings findings) {
    List<Point> corners = from.in(in.width(), in.height());
    boolean rectangle = to.isEmpty();
    double wide = rectangle ? Math.max(side(corners, 0, 1), side(corners, 3, 2)) : in.width();
    double high = rectangle ? Math.max(side(corners, 0, 3), side(corners, 1, 2)) : in.height();
    Extent out =
        Extent.rounded(
            width.map(w -> w.of(in.width())).orElse(wide),
            height.map(h -> h.of(in.height())).orElse(high),
            "perspective",
            in);
    List<Point> goals = to.orElse(WHOLE).in(out.width(), out.height());
    if (aLine(corners) || aLine(goals)) {
      throw new OcelliException(
          "three of the four points lie on a line",
          (aLine(corners) ? from : to.orElse(WHOLE)).toString(),
          "perspective of " + Extent.describe(in),
          "give the corners of a region, in turn");
    }
    return Matrix.ofFourPoints(corners, goals)
        .warp(in, out, interpolation, new Outside(border, color), "perspective");
  }

  private static Points.Place place(double x, double y) {
    return new Points.Place(Length.percent(x), Length.percent(y));
  }

  private static double side(List<Point> corners, int from, int to) {
    return corners.get(from).distance(corners.get(to));
  }

  private static boolean aLine(List<Point> four) {
    for (int i = 0; i < 4; i++) {
      Point a = four.get(i);
      Point b = four.get((i + 1) % 4);
      Point c = four.get((i + 2) % 4);
      double twiceTheArea = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
      if (Math.abs(twiceTheArea) < 1e-6) {
        return true;
      }
    }
    return false;
  }
}
