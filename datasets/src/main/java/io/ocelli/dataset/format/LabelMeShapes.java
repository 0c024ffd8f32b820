package io.ocelli.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns shapes of LabelMe into objects. A circle becomes an outline of {@link #CORNERS} corners;
 * points and lines become key points of an object without an area. What the shape was stands in the
 * attribute {@code shape}.
 */
final class LabelMeShapes {
  /** Corners of the outline of a circle. */
  static final int CORNERS = 64;

  private final ClassNames classes;
  private final int width;
  private final int height;
  private final Problems problems;

  LabelMeShapes(ClassNames classes, int width, int height, Problems problems) {
    this.classes = classes;
    this.width = width;
    this.height = height;
    this.problems = problems;
  }

  @Nullable Instance read(JsonNode shape, Place place) {
    String label = shape.path("label").asText("");
    String type = shape.path("shape_type").asText("polygon");
    String shown = type + " '" + label + "'";
    if (label.isBlank()) {
      problems.dropped(place, "a shape without a label", type);
      return null;
    }
    double[] xy = points(shape.path("points"));
    if (xy == null) {
      problems.dropped(place, "a shape whose points are not two numbers each", shown);
      return null;
    }
    Map<String, String> attributes = attributes(shape);
    boolean crowd = attributes.remove("crowd") != null;
    Instance instance =
        switch (type) {
          case "polygon" -> xy.length >= 6 ? outline(new Polygon(xy), attributes) : null;
          case "rectangle", "rotation" -> rectangle(xy, attributes, place, shown);
          case "circle" -> xy.length == 4 ? circle(xy, attributes) : null;
          case "point", "points", "line", "linestrip" ->
              xy.length >= 2 ? places(xy, type, attributes) : null;
          case "mask" -> {
            problems.repaired(place, "a mask, of which only the box is read", shown);
            yield rectangle(xy, attributes, place, shown);
          }
          default -> {
            problems.dropped(place, "a shape of an unknown type", shown);
            yield null;
          }
        };
    if (instance == null) {
      if (type.equals("polygon") || type.equals("circle")) {
        problems.dropped(
            place, "a shape with too few or too many points", shown + " " + xy.length / 2);
      }
      return null;
    }
    Instance whole =
        new Instance(
            0,
            instance.box(),
            instance.polygons(),
            Optional.empty(),
            instance.keyPoints(),
            crowd,
            instance.attributes());
    Instance inside = InstanceCheck.inside(whole, width, height, place, shown, problems);
    return inside == null ? null : inside.withLabel(classes.of(label));
  }

  private static Instance outline(Polygon polygon, Map<String, String> attributes) {
    return Instance.outlined(0, List.of(polygon)).withAttributes(attributes);
  }

  // Any two opposite corners, as the hand drew them; four are the corners of a turned one.
  private @Nullable Instance rectangle(
      double[] xy, Map<String, String> attributes, Place place, String shown) {
    if (xy.length == 8) {
      return outline(new Polygon(xy), attributes);
    }
    if (xy.length != 4) {
      problems.dropped(place, "a rectangle that is not two corners", shown);
      return null;
    }
    Box box =
        InstanceCheck.box(
            Math.min(xy[0], xy[2]),
            Math.min(xy[1], xy[3]),
            Math.max(xy[0], xy[2]),
            Math.max(xy[1], xy[3]),
            place,
            shown,
            problems);
    return box == null ? null : new Instance(0, box).withAttributes(attributes);
  }

  // From the centre and a point on the edge.
  private static Instance circle(double[] xy, Map<String, String> attributes) {
    double radius = Math.hypot(xy[2] - xy[0], xy[3] - xy[1]);
    double[] corners = new double[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      corners[2 * i] = xy[0] + radius * Math.cos(angle);
      corners[2 * i + 1] = xy[1] + radius * Math.sin(angle);
    }
    attributes.put("shape", "circle");
    return outline(new Polygon(corners), attributes);
  }

  private static Instance places(double[] xy, String type, Map<String, String> attributes) {
    List<KeyPoint> points = new ArrayList<>();
    double[] bounds = {xy[0], xy[1], xy[0], xy[1]};
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new KeyPoint(xy[i], xy[i + 1]));
      bounds[0] = Math.min(bounds[0], xy[i]);
      bounds[1] = Math.min(bounds[1], xy[i + 1]);
      bounds[2] = Math.max(bounds[2], xy[i]);
      bounds[3] = Math.max(bounds[3], xy[i + 1]);
    }
    attributes.put("shape", type);
    Box box = new Box((float) bounds[0], (float) bounds[1], (float) bounds[2], (float) bounds[3]);
    return new Instance(0, box, List.of(), Optional.empty(), points, false, attributes);
  }

  private static Map<String, String> attributes(JsonNode shape) {
    Map<String, String> attributes = new TreeMap<>();
    shape
        .path("flags")
        .properties()
        .forEach(
            one -> {
              if (one.getValue().asBoolean()) {
                attributes.put(one.getKey(), "1");
              }
            });
    return attributes;
  }

  private static double @Nullable [] points(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      return null;
    }
    double[] xy = new double[2 * node.size()];
    for (int i = 0; i < xy.length; i++) {
      JsonNode value = node.get(i / 2).path(i % 2);
      if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
        return null;
      }
      xy[i] = value.doubleValue();
    }
    return xy;
  }
}
