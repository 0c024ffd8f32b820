package io.ocelli.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns one annotation of COCO into an object. */
final class CocoAnnotations {
  /**
   * COCO counts key points by pixel, the first pixel being 0; here the middle of the first pixel is
   * 0.5.
   */
  static final double KEY_POINT_SHIFT = 0.5;

  private static final Set<String> READ =
      Set.of(
          "image_id",
          "category_id",
          "bbox",
          "segmentation",
          "iscrowd",
          "keypoints",
          "num_keypoints",
          "attributes");

  private final Map<String, Integer> categories;
  private final Problems problems;

  /**
   * @param categories index of the class of each category id
   */
  CocoAnnotations(Map<String, Integer> categories, Problems problems) {
    this.categories = categories;
    this.problems = problems;
  }

  @Nullable Instance read(JsonNode json, int width, int height, Place place) {
    String shown = "annotation " + json.path("id").asText("without id");
    String category = json.path("category_id").asText("");
    Integer label = categories.get(category);
    if (label == null) {
      problems.dropped(
          place, "a category_id that is not among the categories", category + " of " + shown);
      return null;
    }
    List<Polygon> polygons = polygons(json.path("segmentation"), place, shown);
    RunLengthMask mask = mask(json.path("segmentation"), width, height, place, shown);
    List<KeyPoint> points = keyPoints(json.path("keypoints"), place, shown);
    Box box = box(json.path("bbox"), polygons, mask, place, shown);
    if (box == null) {
      return null;
    }
    Instance instance =
        new Instance(
            label,
            box,
            polygons,
            Optional.ofNullable(mask),
            points,
            json.path("iscrowd").asInt(0) != 0,
            attributes(json));
    return InstanceCheck.inside(instance, width, height, place, shown, problems);
  }

  private @Nullable Box box(
      JsonNode bbox,
      List<Polygon> polygons,
      @Nullable RunLengthMask mask,
      Place place,
      String shown) {
    if (bbox.isMissingNode() || bbox.isNull() || (bbox.isArray() && bbox.isEmpty())) {
      Optional<Box> bounds =
          !polygons.isEmpty()
              ? Optional.of(Instance.bounds(polygons))
              : mask == null ? Optional.empty() : mask.bounds();
      if (bounds.isEmpty()) {
        problems.dropped(place, "an annotation without bbox and segmentation", shown);
      }
      return bounds.orElse(null);
    }
    double[] numbers = numbers(bbox);
    if (numbers == null || numbers.length != 4) {
      problems.dropped(place, "a bbox that is not four numbers", bbox + " of " + shown);
      return null;
    }
    return InstanceCheck.box(
        numbers[0],
        numbers[1],
        numbers[0] + numbers[2],
        numbers[1] + numbers[3],
        place,
        "bbox " + bbox + " of " + shown,
        problems);
  }

  private List<Polygon> polygons(JsonNode segmentation, Place place, String shown) {
    List<Polygon> polygons = new ArrayList<>();
    if (segmentation.isArray()) {
      for (JsonNode piece : segmentation) {
        double[] xy = numbers(piece);
        if (xy == null || xy.length < 6 || xy.length % 2 != 0 || !finite(xy)) {
          problems.repaired(
              place, "an outline that is not three corners or more is left out", shown);
        } else {
          polygons.add(new Polygon(xy));
        }
      }
    }
    return polygons;
  }

  private @Nullable RunLengthMask mask(
      JsonNode segmentation, int width, int height, Place place, String shown) {
    if (!segmentation.isObject()) {
      return null;
    }
    JsonNode size = segmentation.path("size");
    JsonNode counts = segmentation.path("counts");
    try {
      int h = size.path(0).asInt(0);
      int w = size.path(1).asInt(0);
      if (w != width || h != height) {
        throw new IllegalArgumentException("it is of %dx%d pixels".formatted(w, h));
      }
      if (counts.isTextual()) {
        return RunLengthMask.ofCompressed(w, h, counts.asText());
      }
      double[] runs = numbers(counts);
      if (runs == null) {
        throw new IllegalArgumentException("its counts are no list of numbers");
      }
      int[] whole = new int[runs.length];
      for (int i = 0; i < runs.length; i++) {
        whole[i] = Math.toIntExact(Math.round(runs[i]));
      }
      return new RunLengthMask(w, h, whole);
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.repaired(
          place, "a mask that does not fit the picture is left out", shown + ": " + e.getMessage());
      return null;
    }
  }

  private List<KeyPoint> keyPoints(JsonNode node, Place place, String shown) {
    List<KeyPoint> points = new ArrayList<>();
    if (!node.isArray() || node.isEmpty()) {
      return points;
    }
    double[] numbers = numbers(node);
    if (numbers == null || numbers.length % 3 != 0 || !finite(numbers)) {
      problems.repaired(
          place, "key points that are not x, y and visibility each are left out", shown);
      return points;
    }
    for (int i = 0; i < numbers.length; i += 3) {
      KeyPoint.Visibility seen = Seen.of(numbers[i + 2]);
      double shift = seen == KeyPoint.Visibility.UNMARKED ? 0 : KEY_POINT_SHIFT;
      points.add(new KeyPoint(numbers[i] + shift, numbers[i + 1] + shift, seen));
    }
    return points;
  }

  private static Map<String, String> attributes(JsonNode json) {
    Map<String, String> attributes = new TreeMap<>();
    json.properties()
        .forEach(
            one -> {
              if (!READ.contains(one.getKey())) {
                attributes.put("coco." + one.getKey(), one.getValue().toString());
              }
            });
    json.path("attributes")
        .properties()
        .forEach(one -> attributes.put(one.getKey(), one.getValue().asText()));
    if (json.path("segmentation").path("counts").isTextual()) {
      attributes.put(CocoWriter.COMPRESSED, "true");
    }
    return attributes;
  }

  private static boolean finite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /** Null if an element is no number; a text that is one will do. */
  private static double @Nullable [] numbers(JsonNode node) {
    if (!node.isArray()) {
      return null;
    }
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode one = node.get(i);
      Double number = one.isNumber() ? Double.valueOf(one.doubleValue()) : Numbers.of(one.asText());
      if (number == null) {
        return null;
      }
      numbers[i] = number;
    }
    return numbers;
  }
}
