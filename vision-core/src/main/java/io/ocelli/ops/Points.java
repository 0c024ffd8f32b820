package io.ocelli.ops;

import io.ocelli.geometry.Point;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Places in a picture; written {@code 10,20;30,40}. With a percent sign a number is that part of
 * the width or height: {@code 0%,0%;100%,50%}.
 *
 * @param places the places in their order, at least one
 */
public record Points(List<Place> places) {
  /**
   * A place.
   *
   * @param x to the right
   * @param y down
   */
  public record Place(Length x, Length y) {
    @Override
    public String toString() {
      return x + "," + y;
    }
  }

  /** Checks that there is one. */
  public Points {
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("there have to be points");
    }
  }

  /** Points in pixels. */
  public static Points of(Point... points) {
    return new Points(
        Arrays.stream(points)
            .map(p -> new Place(Length.pixels(p.x()), Length.pixels(p.y())))
            .toList());
  }

  /** The places in a picture of the given size, in pixels. */
  public List<Point> in(int width, int height) {
    return places.stream().map(p -> new Point(p.x().of(width), p.y().of(height))).toList();
  }

  @Override
  public String toString() {
    return places.stream().map(Place::toString).collect(Collectors.joining(";"));
  }
}
