package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object can be where its annotation says. The rules, in this order:
 *
 * <ol>
 *   <li>a number that is not finite: dropped;
 *   <li>corners the wrong way round: swapped;
 *   <li>no width or no height: dropped, unless it is a point or a line ({@link
 *       Instance#keyPoints()});
 *   <li>wholly outside the picture: dropped;
 *   <li>over the picture's edge by up to {@link #TOLERANCE} pixels: rounding, left as it is;
 *   <li>further over the edge: box and outlines are cut to the picture.
 * </ol>
 */
final class InstanceCheck {
  /** Pixels that a box may reach over the edge without being called wrong. */
  static final float TOLERANCE = 1;

  private InstanceCheck() {}

  /** The box with its corners in order; null if it cannot be one. */
  static @Nullable Box box(
      double x1, double y1, double x2, double y2, Place place, String value, Problems problems) {
    if (!(Double.isFinite(x1)
        && Double.isFinite(y1)
        && Double.isFinite(x2)
        && Double.isFinite(y2)
        && Math.abs(x1) < 1e9
        && Math.abs(y1) < 1e9
        && Math.abs(x2) < 1e9
        && Math.abs(y2) < 1e9)) {
      problems.dropped(place, "a box whose numbers are no places in a picture", value);
      return null;
    }
    if (x1 > x2 || y1 > y2) {
      problems.repaired(place, "a box with swapped corners", value);
    }
    return new Box(
        (float) Math.min(x1, x2),
        (float) Math.min(y1, y2),
        (float) Math.max(x1, x2),
        (float) Math.max(y1, y2));
  }

  /**
   * The object as it can be in the picture; null if it cannot.
   *
   * @param value what messages show of it
   */
  static @Nullable Instance inside(
      Instance instance, int width, int height, Place place, String value, Problems problems) {
    Box box = instance.box();
    boolean point = !instance.keyPoints().isEmpty();
    if (!point && (box.width() <= 0 || box.height() <= 0)) {
      problems.dropped(place, "a box without an area", value);
      return null;
    }
    if (box.x1() >= -TOLERANCE
        && box.y1() >= -TOLERANCE
        && box.x2() <= width + TOLERANCE
        && box.y2() <= height + TOLERANCE
        && (point || (box.x2() > 0 && box.y2() > 0 && box.x1() < width && box.y1() < height))) {
      return instance;
    }
    String shown = "%s, box %s in a picture of %dx%d".formatted(value, text(box), width, height);
    Box cut = box.clip(width, height);
    if (point || cut.width() <= 0 || cut.height() <= 0) {
      problems.dropped(place, "an object outside the picture", shown);
      return null;
    }
    problems.repaired(place, "a box that reaches out of the picture", shown);
    List<Polygon> polygons = new ArrayList<>();
    for (Polygon polygon : instance.polygons()) {
      Polygon part = polygon.clip(new Box(0, 0, width, height));
      if (part != null) {
        polygons.add(part);
      }
    }
    return new Instance(
        instance.label(),
        cut,
        polygons,
        instance.mask(),
        instance.keyPoints(),
        instance.crowd(),
        instance.attributes());
  }

  static String text(Box box) {
    return String.format(
        Locale.ROOT, "(%s %s %s %s)", n(box.x1()), n(box.y1()), n(box.x2()), n(box.y2()));
  }

  private static String n(float value) {
    return Numbers.plain(Math.round(value * 100.0) / 100.0);
  }
}
