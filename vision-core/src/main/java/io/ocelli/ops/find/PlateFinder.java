package io.ocelli.ops.find;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import io.ocelli.ops.find.PlateSearch.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds plates and reads them.
 *
 * @param method how they are found
 * @param read whether they are read
 * @param tessdata the folder of Tesseract's data; empty for the usual ones
 */
record PlateFinder(PlateMethod method, boolean read, Optional<String> tessdata) {
  private static final String LANGUAGE = "eng";
  private static final double CASCADE_SCALE = 1.1;
  private static final int CASCADE_NEIGHBORS = 4;

  /** Fewer characters are no plate. */
  private static final int FEWEST = 4;

  /** The plates, the widest first, then from top to bottom. */
  List<Plate> in(Raster picture) {
    List<Plate> plates = new ArrayList<>();
    Optional<Path> data =
        read ? Tesseract.data(tessdata.map(Path::of), LANGUAGE) : Optional.empty();
    List<Place> places = PlateSearch.in(picture);
    List<Box> seen = method == PlateMethod.CHARACTERS ? List.of() : byCascade(picture);
    for (Place place : places) {
      PlateStrip strip = PlateStrip.of(place);
      boolean wanted =
          method != PlateMethod.CASCADE
              || seen.stream().anyMatch(box -> Overlap.ofSmaller(box, place.row().box()) > 0.5);
      if (strip.boxes().size() >= FEWEST && wanted) {
        plate(place, strip, data).ifPresent(plates::add);
      }
    }
    for (Box box : seen) {
      if (plates.stream().noneMatch(plate -> Overlap.ofSmaller(plate.box(), box) > 0.3)) {
        plates.add(unread(box));
      }
    }
    plates.sort(
        Comparator.<Plate>comparingDouble(
                plate -> -plate.corners().get(0).distance(plate.corners().get(1)))
            .thenComparing(plate -> plate.box().y1())
            .thenComparing(plate -> plate.box().x1()));
    return plates;
  }

  private Optional<Plate> plate(Place place, PlateStrip strip, Optional<Path> data) {
    List<Point> corners =
        place.corners().stream().map(p -> new Point(p.x() - 0.5, p.y() - 0.5)).toList();
    Point center = place.centre();
    Point left = corners.get(0);
    Point right = corners.get(1);
    double angle = Math.toDegrees(Math.atan2(right.y() - left.y(), right.x() - left.x()));
    Optional<String> text = Optional.empty();
    Optional<String> note = read ? Optional.of(howTo()) : Optional.empty();
    double confidence = 0;
    if (data.isPresent()) {
      List<PlateReader.Reading> readings = PlateReader.all(strip, data.get());
      String voted = PlateReader.vote(readings, strip.boxes().size());
      if (voted.length() < FEWEST || !PlateReader.plausible(voted, readings)) {
        return Optional.empty();
      }
      text = Optional.of(PlateReader.withTails(voted, strip.boxes()));
      confidence = PlateReader.agreement(readings);
      note = Optional.empty();
    }
    return Optional.of(
        new Plate(
            around(place.corners()),
            new Point(center.x() - 0.5, center.y() - 0.5),
            corners,
            angle,
            place.score(),
            text,
            confidence,
            note));
  }

  private String howTo() {
    return "not read, Tesseract has no English data: " + Tesseract.howToGet(LANGUAGE);
  }

  private static Plate unread(Box box) {
    List<Point> corners =
        List.of(
            new Point(box.x1() - 0.5, box.y1() - 0.5),
            new Point(box.x2() - 0.5, box.y1() - 0.5),
            new Point(box.x2() - 0.5, box.y2() - 0.5),
            new Point(box.x1() - 0.5, box.y2() - 0.5));
    Point center = box.center();
    return new Plate(
        box,
        new Point(center.x() - 0.5, center.y() - 0.5),
        corners,
        0,
        0,
        Optional.empty(),
        0,
        Optional.of("not read: no row of characters was found in it"));
  }

  private static List<Box> byCascade(Raster picture) {
    List<Box> boxes = new ArrayList<>();
    try (Raster gray = picture.to(ColorSpace.GRAY)) {
      CascadeSearch search =
          new CascadeSearch(CASCADE_SCALE, CASCADE_NEIGHBORS, Cascade.PLATE.width(), 0);
      for (CascadeSearch.Hit hit : search.in(gray.mat(), Cascade.PLATE)) {
        boxes.add(hit.box());
      }
    }
    return boxes;
  }

  private static Box around(List<Point> corners) {
    double x1 = corners.stream().mapToDouble(Point::x).min().orElseThrow();
    double y1 = corners.stream().mapToDouble(Point::y).min().orElseThrow();
    double x2 = corners.stream().mapToDouble(Point::x).max().orElseThrow();
    double y2 = corners.stream().mapToDouble(Point::y).max().orElseThrow();
    return new Box((float) x1, (float) y1, (float) x2, (float) y2);
  }
}
