package io.ocelli.ops.find;

import io.ocelli.geometry.Point;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds number plates by their characters: a row of equal height with an edge around it. */
final class PlateSearch {
  /**
   * A plate.
   *
   * @param corners in the picture, from the top left clockwise, measured from the edges of pixels
   * @param row its characters
   * @param score how sure it is
   */
  record Place(List<Point> corners, GlyphRow row, Patch patch, PlateFrame frame, double score) {
    Point centre() {
      double x = corners.stream().mapToDouble(Point::x).average().orElseThrow();
      double y = corners.stream().mapToDouble(Point::y).average().orElseThrow();
      return new Point(x, y);
    }

    double width() {
      return corners.get(0).distance(corners.get(1));
    }

    double height() {
      return corners.get(0).distance(corners.get(3));
    }
  }

  private static final double NARROWEST = 0.28;
  private static final double WIDEST = 1.1;
  private static final double SHORTEST = 1.7;

  /** The longest in use measure 520 by 110 mm; the rest is for a view from the side. */
  private static final double LONGEST = 6.5;

  private static final double SURE = 2.2;

  private PlateSearch() {}

  static List<Place> in(Raster picture) {
    List<Place> all = new ArrayList<>();
    try (Pyramid pyramid = Pyramid.of(picture)) {
      for (Pyramid.Level level : pyramid.levels()) {
        for (boolean dark : new boolean[] {true, false}) {
          List<Glyph> glyphs = GlyphSearch.in(level.gray(), level.scale(), dark);
          for (GlyphRow row : GlyphRow.among(glyphs, dark)) {
            all.addAll(places(pyramid, row));
          }
        }
      }
    }
    all.sort(Comparator.comparingDouble((Place place) -> -place.score()));
    List<Place> kept = new ArrayList<>();
    for (Place place : all) {
      if (kept.stream().noneMatch(other -> same(other, place))) {
        kept.add(place);
      }
    }
    return kept;
  }

  /** The plate around a row; else that around a row without what stands beside the plate. */
  private static List<Place> places(Pyramid pyramid, GlyphRow row) {
    Optional<Place> whole = place(pyramid, row);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    return row.shorter().stream().flatMap(part -> place(pyramid, part).stream()).toList();
  }

  /** Whether the characters of two are in large part the same. */
  private static boolean same(Place a, Place b) {
    return Overlap.ofSmaller(a.row().box(), b.row().box()) > 0.3;
  }

  static Optional<Place> place(Pyramid pyramid, GlyphRow row) {
    // Bars of a fence are narrower than characters, and windows of a house wider.
    if (row.aspect() < NARROWEST || row.aspect() > WIDEST) {
      return Optional.empty();
    }
    Patch patch = Patch.of(pyramid, row);
    Optional<PlateFrame> found = PlateFrame.around(patch, row.dark());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PlateFrame frame = found.get();
    List<Point> corners = new ArrayList<>();
    for (PlateFrame.Line level : List.of(frame.top(), frame.bottom())) {
      for (PlateFrame.Line upright : List.of(frame.left(), frame.right())) {
        double[] at = PlateFrame.meet(level, upright);
        corners.add(patch.inPicture(at[0], at[1]));
      }
    }
    List<Point> around = List.of(corners.get(0), corners.get(1), corners.get(3), corners.get(2));
    Place place = new Place(around, row, patch, frame, 0);
    double aspect = place.width() / place.height();
    if (!(aspect > SHORTEST && aspect < LONGEST)) {
      return Optional.empty();
    }
    double score =
        frame.strength() * 4
            + Math.min(8, row.glyphs().size()) * 0.15
            - row.roughness()
            + Math.min(0.4, frame.left().strength() + frame.right().strength())
            + (frame.found() ? 0.5 : 0);
    return score < SURE
        ? Optional.empty()
        : Optional.of(new Place(around, row, patch, frame, score));
  }
}
