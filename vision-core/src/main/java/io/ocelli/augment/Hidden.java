package io.ocelli.augment;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What is left of an object when something lies over a part of it. */
final class Hidden {
  /** Farther than any picture reaches; exact in a float together with pixels. */
  private static final float FAR = 1 << 20;

  private Hidden() {}

  /**
   * Hides a rectangle of whole pixels. Boxes and outlines are cut exactly.
   *
   * @return null if nothing is left
   */
  static @Nullable Marked by(Box over, Marked object) {
    Instance instance = object.instance();
    if (meet(instance.box(), over) <= 0) {
      return object;
    }
    List<Polygon> left = new ArrayList<>();
    for (Polygon polygon : instance.polygons()) {
      left.addAll(rest(polygon, over));
    }
    Optional<RunLengthMask> mask =
        instance
            .mask()
            .map(
                m ->
                    kept(
                        m,
                        (x, y) ->
                            x < over.x1() || x >= over.x2() || y < over.y1() || y >= over.y2()));
    List<Polygon> shape =
        instance.polygons().isEmpty() ? rest(Polygon.of(instance.box()), over) : left;
    if (shape.isEmpty() || (mask.isPresent() && mask.get().area() == 0)) {
      return null;
    }
    double before =
        instance.polygons().isEmpty()
            ? Polygon.of(instance.box()).area()
            : instance.polygons().stream().mapToDouble(Polygon::area).sum();
    double after = shape.stream().mapToDouble(Polygon::area).sum();
    double part = before > 0 ? Math.min(1, after / before) : 1;
    if (mask.isPresent() && instance.polygons().isEmpty()) {
      part = (double) mask.get().area() / Math.max(1, instance.mask().orElseThrow().area());
    }
    if (part == 1) {
      return object;
    }
    Box box = Instance.bounds(shape);
    if (instance.polygons().isEmpty() && mask.isPresent()) {
      box = mask.get().bounds().orElse(box);
    }
    return new Marked(
        new Instance(
            instance.label(),
            box,
            left,
            mask,
            points(instance, (x, y) -> !inside(over, x, y)),
            instance.crowd(),
            Marked.withoutArea(instance.attributes())),
        object.visible() * part);
  }

  /**
   * Hides any pixels. Outlines are made anew from the pixels that are left, unless nothing of the
   * object is hidden.
   *
   * @return null if nothing is left
   */
  static @Nullable Marked by(PixelSet over, Marked object) {
    Instance instance = object.instance();
    PixelSet own = PixelSet.of(instance, over.width(), over.height());
    PixelSet left = own.without(over);
    if (left.count() == own.count()) {
      return object;
    }
    if (left.count() == 0) {
      return null;
    }
    RunLengthMask pixels = left.mask();
    return new Marked(
        new Instance(
            instance.label(),
            pixels.bounds().orElseThrow(),
            instance.polygons().isEmpty() ? List.of() : left.outlines(),
            instance.mask().map(m -> pixels),
            points(instance, (x, y) -> !over.has((int) (double) x, (int) (double) y)),
            instance.crowd(),
            Marked.withoutArea(instance.attributes())),
        object.visible() * left.count() / own.count());
  }

  private static double meet(Box one, Box two) {
    double width = Math.min(one.x2(), two.x2()) - Math.max(one.x1(), two.x1());
    double height = Math.min(one.y2(), two.y2()) - Math.max(one.y1(), two.y1());
    return Math.max(0, width) * Math.max(0, height);
  }

  /** The parts above, below, left and right of a box. */
  private static List<Polygon> rest(Polygon polygon, Box over) {
    if (meet(polygon.bounds(), over) <= 0) {
      return List.of(polygon);
    }
    List<Polygon> parts = new ArrayList<>();
    for (Box side :
        List.of(
            new Box(-FAR, -FAR, FAR, over.y1()),
            new Box(-FAR, over.y2(), FAR, FAR),
            new Box(-FAR, over.y1(), over.x1(), over.y2()),
            new Box(over.x2(), over.y1(), FAR, over.y2()))) {
      Polygon part = polygon.clip(side);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static RunLengthMask kept(RunLengthMask mask, BiPredicate<Integer, Integer> keep) {
    byte[] pixels = mask.pixels();
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0 && !keep.test(i % mask.width(), i / mask.width())) {
        pixels[i] = 0;
      }
    }
    return RunLengthMask.of(mask.width(), mask.height(), pixels);
  }

  private static boolean inside(Box box, double x, double y) {
    return x >= box.x1() && y >= box.y1() && x < box.x2() && y < box.y2();
  }

  private static List<KeyPoint> points(Instance instance, BiPredicate<Double, Double> seen) {
    return instance.keyPoints().stream()
        .map(
            point ->
                !point.isMarked() || seen.test(point.x(), point.y())
                    ? point
                    : new KeyPoint(point.x(), point.y(), KeyPoint.Visibility.HIDDEN))
        .toList();
  }
}
