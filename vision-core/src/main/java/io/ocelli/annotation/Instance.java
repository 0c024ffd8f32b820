package io.ocelli.annotation;

import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One object that somebody has marked in a picture. Places are pixels of the upright picture.
 *
 * @param label index of its class
 * @param box around it; may reach over the picture's edge where the annotation does
 * @param polygons its outline, a piece each; empty if there is none
 * @param mask its pixels, of the picture's size; a crowd has this rather than polygons
 * @param keyPoints marked places, in the order of the class's skeleton; empty if there are none
 * @param crowd whether it stands for many objects that are not told apart (COCO's {@code iscrowd})
 * @param attributes what else its format says of it, such as {@code difficult=1}; sorted by name
 */
public record Instance(
    int label,
    Box box,
    List<Polygon> polygons,
    Optional<RunLengthMask> mask,
    List<KeyPoint> keyPoints,
    boolean crowd,
    Map<String, String> attributes) {
  /** What COCO files state, as it is kept among the attributes. */
  private static final String AREA = "coco.area";

  /** Copies lists and attributes; refuses a negative label. */
  public Instance {
    if (label < 0) {
      throw new IllegalArgumentException("label must be 0 or more: " + label);
    }
    polygons = List.copyOf(polygons);
    keyPoints = List.copyOf(keyPoints);
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** An object that has nothing but a box. */
  public Instance(int label, Box box) {
    this(label, box, List.of(), Optional.empty(), List.of(), false, Map.of());
  }

  /** An object with an outline; its box is the smallest around it. */
  public static Instance outlined(int label, List<Polygon> polygons) {
    return new Instance(
        label, bounds(polygons), polygons, Optional.empty(), List.of(), false, Map.of());
  }

  /** The smallest box around some polygons. */
  public static Box bounds(List<Polygon> polygons) {
    Box all = polygons.get(0).bounds();
    for (Polygon polygon : polygons) {
      Box one = polygon.bounds();
      all =
          new Box(
              Math.min(all.x1(), one.x1()),
              Math.min(all.y1(), one.y1()),
              Math.max(all.x2(), one.x2()),
              Math.max(all.y2(), one.y2()));
    }
    return all;
  }

  /** The same with another class. */
  public Instance withLabel(int other) {
    return new Instance(other, box, polygons, mask, keyPoints, crowd, attributes);
  }

  /** The same with another box. */
  public Instance withBox(Box other) {
    return new Instance(label, other, polygons, mask, keyPoints, crowd, attributes);
  }

  /** The same with other attributes. */
  public Instance withAttributes(Map<String, String> other) {
    return new Instance(label, box, polygons, mask, keyPoints, crowd, other);
  }

  /**
   * The object in a copy of its picture that has another size. An area that the annotation states
   * ({@code coco.area}) is left out, since it is true no more.
   *
   * @param fromWidth of the picture in pixels
   * @param fromHeight of the picture in pixels
   * @param toWidth of the copy in pixels
   * @param toHeight of the copy in pixels
   */
  public Instance scaled(int fromWidth, int fromHeight, int toWidth, int toHeight) {
    if (fromWidth == toWidth && fromHeight == toHeight) {
      return this;
    }
    double x = (double) toWidth / fromWidth;
    double y = (double) toHeight / fromHeight;
    Map<String, String> rest = new TreeMap<>(attributes);
    rest.remove(AREA);
    return new Instance(
        label,
        new Box(
            (float) (box.x1() * x),
            (float) (box.y1() * y),
            (float) (box.x2() * x),
            (float) (box.y2() * y)),
        polygons.stream().map(one -> one.scaled(x, y)).toList(),
        mask.map(one -> one.scaled(toWidth, toHeight)),
        keyPoints.stream()
            .map(
                one ->
                    one.isMarked() ? new KeyPoint(one.x() * x, one.y() * y, one.visibility()) : one)
            .toList(),
        crowd,
        rest);
  }

  /**
   * What is seen of the object in a part of its picture, in pixels of the part. Key points outside
   * become unmarked.
   *
   * @param left where the part begins in the picture; below 0, it begins before the picture
   * @param top likewise
   * @param width of the part in pixels
   * @param height of the part in pixels
   * @return empty if nothing is seen of its box
   */
  public Optional<Instance> within(int left, int top, int width, int height) {
    Box moved = new Box(box.x1() - left, box.y1() - top, box.x2() - left, box.y2() - top);
    Box seen = moved.clip(width, height);
    if (!(seen.x1() < seen.x2() && seen.y1() < seen.y2())) {
      return Optional.empty();
    }
    Box frame = new Box(0, 0, width, height);
    List<Polygon> outline = new ArrayList<>();
    for (Polygon polygon : polygons) {
      Polygon part = polygon.shifted(-left, -top).clip(frame);
      if (part != null) {
        outline.add(part);
      }
    }
    List<KeyPoint> points = new ArrayList<>();
    for (KeyPoint point : keyPoints) {
      double x = point.x() - left;
      double y = point.y() - top;
      points.add(
          point.isMarked() && x >= 0 && y >= 0 && x < width && y < height
              ? new KeyPoint(x, y, point.visibility())
              : new KeyPoint(0, 0, KeyPoint.Visibility.UNMARKED));
    }
    Map<String, String> rest = new TreeMap<>(attributes);
    if (!seen.equals(moved)) {
      rest.remove(AREA);
    }
    return Optional.of(
        new Instance(
            label,
            seen,
            outline,
            mask.map(one -> one.window(left, top, width, height)),
            points,
            crowd,
            rest));
  }
}
