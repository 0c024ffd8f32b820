package io.ocelli.augment;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.augment.KeepObjects.BoxFit;
import io.ocelli.geometry.Box;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way through a pipeline.
 *
 * @param instance as it is now, cut to the picture
 * @param visible what part of its box's area is left of all steps so far
 */
record Marked(Instance instance, double visible) {
  private static final int PIECES = 16;

  /** What COCO files state, as it is kept among the attributes. */
  private static final String AREA = "coco.area";

  Marked(Instance instance) {
    this(instance, 1);
  }

  /**
   * The object in the moved picture.
   *
   * @return null if nothing of it is left
   */
  @Nullable Marked move(Motion motion, int width, int height, BoxFit fit) {
    int outWidth = motion.outWidth(width, height);
    int outHeight = motion.outHeight(width, height);
    Box frame = new Box(0, 0, outWidth, outHeight);
    List<Polygon> moved = new ArrayList<>();
    List<Polygon> left = new ArrayList<>();
    for (Polygon polygon : instance.polygons()) {
      Polygon one = moved(polygon, motion, width, height);
      moved.add(one);
      Polygon part = one.clip(frame);
      if (part != null) {
        left.add(part);
      }
    }
    Optional<RunLengthMask> mask = instance.mask().map(m -> moved(m, motion));
    Optional<Box> pixels = mask.flatMap(RunLengthMask::bounds);
    if (mask.isPresent() && pixels.isEmpty()) {
      return null;
    }
    Box whole = box(motion, width, height, fit, moved);
    Box cut = left.isEmpty() || !tight(motion) ? whole : Instance.bounds(left);
    cut = cut.clip(outWidth, outHeight);
    double area = (double) whole.width() * whole.height();
    double rest = (double) cut.width() * cut.height();
    if (!(rest > 0)) {
      return null;
    }
    // What is left of it is judged by its box; the mask only knows what is still in the picture.
    cut = motion.keepsBoxes() || tight(motion) ? cut : pixels.orElse(cut);
    Instance now =
        new Instance(
            instance.label(),
            cut,
            left,
            mask,
            keyPoints(motion, width, height, frame),
            instance.crowd(),
            withoutArea(instance.attributes()));
    return new Marked(now, visible * Math.min(1, rest / area));
  }

  /** Whether the box is made anew from the outline: it was turned, and there is one. */
  private boolean tight(Motion motion) {
    return !motion.keepsBoxes() && !instance.polygons().isEmpty();
  }

  private Box box(Motion motion, int width, int height, BoxFit fit, List<Polygon> moved) {
    if (tight(motion)) {
      return Instance.bounds(moved);
    }
    Box box = instance.box();
    double[] around =
        motion.keepsBoxes()
            ? new double[] {box.x1(), box.y1(), box.x2(), box.y2()}
            : fit == BoxFit.CORNERS ? sides(box) : ellipse(box);
    motion.map(around, width, height);
    float x1 = Float.POSITIVE_INFINITY;
    float y1 = Float.POSITIVE_INFINITY;
    float x2 = Float.NEGATIVE_INFINITY;
    float y2 = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < around.length; i += 2) {
      x1 = Math.min(x1, (float) around[i]);
      x2 = Math.max(x2, (float) around[i]);
      y1 = Math.min(y1, (float) around[i + 1]);
      y2 = Math.max(y2, (float) around[i + 1]);
    }
    return new Box(x1, y1, x2, y2);
  }

  private static double[] sides(Box box) {
    return densified(Polygon.of(box), PIECES / 4);
  }

  /** Enough places on the ellipse that its box is right to a thousandth. */
  private static double[] ellipse(Box box) {
    int places = 4 * PIECES;
    double[] xy = new double[2 * places];
    for (int i = 0; i < places; i++) {
      double angle = 2 * Math.PI * i / places;
      xy[2 * i] = box.center().x() + box.width() / 2 * Math.cos(angle);
      xy[2 * i + 1] = box.center().y() + box.height() / 2 * Math.sin(angle);
    }
    return xy;
  }

  private static double[] densified(Polygon polygon, int pieces) {
    double[] xy = new double[2 * pieces * polygon.size()];
    int at = 0;
    for (int i = 0; i < polygon.size(); i++) {
      int next = (i + 1) % polygon.size();
      for (int k = 0; k < pieces; k++) {
        double part = (double) k / pieces;
        xy[at++] = polygon.x(i) + part * (polygon.x(next) - polygon.x(i));
        xy[at++] = polygon.y(i) + part * (polygon.y(next) - polygon.y(i));
      }
    }
    return xy;
  }

  /** Straight sides stay straight in a map of the plane; a field bends them. */
  private static Polygon moved(Polygon polygon, Motion motion, int width, int height) {
    double[] xy = motion instanceof Field ? densified(polygon, 4) : polygon.toArray();
    motion.map(xy, width, height);
    return new Polygon(xy);
  }

  // What a border mirrors or repeats into the picture is another object, which nobody has marked:
  // box and outline know nothing of it either.
  private static RunLengthMask moved(RunLengthMask mask, Motion motion) {
    try (Raster pixels = Raster.of(mask.width(), mask.height(), ColorSpace.GRAY, mask.pixels());
        Raster out = MatPair.moveLabels(pixels, motion.bounded())) {
      return RunLengthMask.of(out.width(), out.height(), out.values());
    }
  }

  private List<KeyPoint> keyPoints(Motion motion, int width, int height, Box frame) {
    List<KeyPoint> points = new ArrayList<>();
    for (KeyPoint point : instance.keyPoints()) {
      double[] xy = {point.x(), point.y()};
      motion.map(xy, width, height);
      boolean inside = xy[0] >= 0 && xy[1] >= 0 && xy[0] < frame.x2() && xy[1] < frame.y2();
      points.add(
          point.isMarked() && inside
              ? new KeyPoint(xy[0], xy[1], point.visibility())
              : new KeyPoint(0, 0, KeyPoint.Visibility.UNMARKED));
    }
    return points;
  }

  /** The area that an annotation states is no longer true. */
  static Map<String, String> withoutArea(Map<String, String> attributes) {
    if (!attributes.containsKey(AREA)) {
      return attributes;
    }
    Map<String, String> rest = new TreeMap<>(attributes);
    rest.remove(AREA);
    return rest;
  }
}
