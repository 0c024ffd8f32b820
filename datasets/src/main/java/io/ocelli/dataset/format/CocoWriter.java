package io.ocelli.dataset.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link CocoFormat}: {@code annotations/instances_<split>.json} with the pictures in {@code
 * <split>/}; without splits {@code annotations/instances.json} and {@code images/}. Ids and facts
 * that a data set has from COCO are kept; else classes and pictures are numbered from 1.
 */
final class CocoWriter {
  /** Says that a mask was compressed text and shall be again. */
  static final String COMPRESSED = "coco..compressed";

  private static final String PREFIX = "coco.";

  private final DetectionDataset data;
  private final PictureFiles files;
  private final List<Long> categoryIds = new ArrayList<>();
  private final CocoIds annotationIds = new CocoIds();

  private record Placed(AnnotatedPicture picture, String path, long id) {}

  CocoWriter(DetectionDataset data, PictureFiles files) {
    this.data = data;
    this.files = files;
  }

  void write() {
    Map<Optional<Split>, List<Placed>> splits = new LinkedHashMap<>();
    CocoIds pictureIds = new CocoIds();
    data.pictures().forEach(one -> pictureIds.reserve(one.attributes().get("coco.id")));
    data.pictures()
        .forEach(
            one ->
                one.instances()
                    .forEach(it -> annotationIds.reserve(it.attributes().get("coco.id"))));
    for (AnnotatedPicture picture : data.pictures()) {
      String folder = picture.split().map(Split::folder).orElse("images");
      String path = files.put(picture, folder, false);
      if (path != null) {
        splits
            .computeIfAbsent(picture.split(), one -> new ArrayList<>())
            .add(new Placed(picture, path, pictureIds.take(picture.attributes().get("coco.id"))));
      }
    }
    String categories = categories();
    if (splits.isEmpty()) {
      splits.put(Optional.empty(), List.of());
    }
    splits.forEach(
        (split, placed) ->
            files.stream(
                "annotations/instances" + split.map(one -> "_" + one.folder()).orElse("") + ".json",
                to -> {
                  try (JsonGenerator json = CocoFile.JSON.createGenerator(to)) {
                    write(json, placed, categories);
                  }
                }));
  }

  private void write(JsonGenerator json, List<Placed> placed, String categories)
      throws IOException {
    json.writeStartObject();
    raw(json, "info", data.attributes().getOrDefault("coco.info", "{}"));
    raw(json, "licenses", data.attributes().getOrDefault("coco.licenses", "[]"));
    json.writeArrayFieldStart("images");
    for (Placed one : placed) {
      json.writeRaw('\n');
      json.writeStartObject();
      json.writeNumberField("id", one.id());
      json.writeStringField("file_name", one.path());
      json.writeNumberField("width", one.picture().width());
      json.writeNumberField("height", one.picture().height());
      rest(json, one.picture().attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeRaw('\n');
    raw(json, "categories", categories);
    json.writeArrayFieldStart("annotations");
    for (Placed one : placed) {
      for (Instance instance : one.picture().instances()) {
        json.writeRaw('\n');
        annotation(json, one, instance);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void annotation(JsonGenerator json, Placed placed, Instance instance) throws IOException {
    Map<String, String> says = instance.attributes();
    json.writeStartObject();
    json.writeNumberField("id", annotationIds.take(says.get("coco.id")));
    json.writeNumberField("image_id", placed.id());
    json.writeNumberField("category_id", categoryIds.get(instance.label()));
    Box box = instance.box();
    double x = Numbers.corner(box.x1());
    double y = Numbers.corner(box.y1());
    numbers(json, "bbox", x, y, Numbers.size(x, box.x2()), Numbers.size(y, box.y2()));
    segmentation(json, instance, says.containsKey(COMPRESSED));
    if (says.containsKey("coco.area")) {
      raw(json, "area", says.getOrDefault("coco.area", "0"));
    } else {
      json.writeNumberField("area", area(instance));
    }
    json.writeNumberField("iscrowd", instance.crowd() ? 1 : 0);
    if (!instance.keyPoints().isEmpty()) {
      keyPoints(json, instance.keyPoints());
    }
    rest(json, says);
    own(json, says);
    json.writeEndObject();
  }

  private static void segmentation(JsonGenerator json, Instance instance, boolean compressed)
      throws IOException {
    RunLengthMask mask = instance.mask().orElse(null);
    if (mask != null) {
      json.writeObjectFieldStart("segmentation");
      if (compressed || !instance.crowd()) {
        json.writeStringField("counts", mask.compressed());
      } else {
        json.writeFieldName("counts");
        int[] counts = mask.counts();
        json.writeArray(counts, 0, counts.length);
      }
      numbers(json, "size", mask.height(), mask.width());
      json.writeEndObject();
    } else {
      json.writeArrayFieldStart("segmentation");
      for (Polygon polygon : instance.polygons()) {
        json.writeStartArray();
        for (double value : polygon.toArray()) {
          number(json, value);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static void keyPoints(JsonGenerator json, List<KeyPoint> points) throws IOException {
    int marked = 0;
    json.writeArrayFieldStart("keypoints");
    for (KeyPoint point : points) {
      double shift = point.isMarked() ? CocoAnnotations.KEY_POINT_SHIFT : 0;
      json.writeNumber(Numbers.plain(point.x() - shift, 6));
      json.writeNumber(Numbers.plain(point.y() - shift, 6));
      json.writeNumber(Seen.number(point.visibility()));
      marked += point.isMarked() ? 1 : 0;
    }
    json.writeEndArray();
    json.writeNumberField("num_keypoints", marked);
  }

  private static double area(Instance instance) {
    if (instance.mask().isPresent()) {
      return instance.mask().get().area();
    }
    double area = instance.polygons().stream().mapToDouble(Polygon::area).sum();
    return area > 0 ? area : (double) instance.box().width() * instance.box().height();
  }

  /** The fields that COCO had and that are not written otherwise. */
  private static void rest(JsonGenerator json, Map<String, String> says) throws IOException {
    for (Map.Entry<String, String> one : says.entrySet()) {
      String name = one.getKey();
      if (name.startsWith(PREFIX)
          && !name.equals("coco.id")
          && !name.equals("coco.area")
          && !name.equals(COMPRESSED)) {
        raw(json, name.substring(PREFIX.length()), one.getValue());
      }
    }
  }

  private static void own(JsonGenerator json, Map<String, String> says) throws IOException {
    boolean open = false;
    for (Map.Entry<String, String> one : says.entrySet()) {
      if (!one.getKey().startsWith(PREFIX)) {
        if (!open) {
          json.writeObjectFieldStart("attributes");
          open = true;
        }
        json.writeStringField(one.getKey(), one.getValue());
      }
    }
    if (open) {
      json.writeEndObject();
    }
  }

  // As they were, if they were COCO's; new classes come after them.
  private String categories() {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    CocoIds ids = new CocoIds();
    try {
      for (JsonNode one :
          CocoFile.JSON.readTree(data.attributes().getOrDefault("coco.categories", "[]"))) {
        if (data.classes().contains(one.path("name").asText())) {
          known.putIfAbsent(one.path("name").asText(), one);
          ids.reserve(one.path("id").toString());
        }
      }
      List<String> written = new ArrayList<>();
      for (String name : data.classes()) {
        JsonNode before = known.get(name);
        long id = ids.take(before == null ? null : before.path("id").toString());
        categoryIds.add(id);
        written.add(
            before != null && before.path("id").isIntegralNumber()
                ? before.toString()
                : CocoFile.JSON.writeValueAsString(category(id, name)));
      }
      return "[\n" + String.join(",\n", written) + "]";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was read from JSON before", e);
    }
  }

  private static Map<String, Object> category(long id, String name) {
    Map<String, Object> category = new LinkedHashMap<>();
    category.put("id", id);
    category.put("name", name);
    category.put("supercategory", "");
    return category;
  }

  private static void raw(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(text == null ? "null" : text);
  }

  private static void numbers(JsonGenerator json, String name, double... values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      number(json, value);
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    json.writeNumber(Numbers.plain(value));
  }
}
