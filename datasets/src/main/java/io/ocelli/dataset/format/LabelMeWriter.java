package io.ocelli.dataset.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.geometry.Box;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link LabelMeFormat}: pictures in {@code <split>/} or {@code images/}, a JSON file beside
 * each, and {@code labels.txt} with the classes.
 */
final class LabelMeWriter {
  private final PictureFiles files;

  LabelMeWriter(PictureFiles files) {
    this.files = files;
  }

  void write(DetectionDataset data) {
    for (AnnotatedPicture picture : data.pictures()) {
      String folder = picture.split().map(Split::folder).orElse("images");
      String path = files.put(picture, folder, true);
      if (path != null) {
        files.stream(
            folder + "/" + FileTree.stem(path) + ".json",
            to -> {
              try (JsonGenerator json =
                  CocoFile.JSON.createGenerator(to).useDefaultPrettyPrinter()) {
                write(json, picture, path, data.classes());
              }
            });
      }
    }
    files.text("labels.txt", String.join("\n", data.classes()) + "\n");
  }

  private static void write(
      JsonGenerator json, AnnotatedPicture picture, String path, List<String> classes)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "5.0.1");
    json.writeObjectFieldStart("flags");
    for (int label : picture.labels()) {
      json.writeBooleanField(classes.get(label), true);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("shapes");
    int group = 0;
    for (Instance instance : picture.instances()) {
      String label = classes.get(instance.label());
      if (instance.polygons().isEmpty()) {
        shape(json, instance, label, null, null);
      } else {
        Integer id = instance.polygons().size() > 1 ? Integer.valueOf(++group) : null;
        for (Polygon polygon : instance.polygons()) {
          shape(json, instance, label, polygon, id);
        }
      }
    }
    json.writeEndArray();
    json.writeStringField("imagePath", path.substring(path.lastIndexOf('/') + 1));
    json.writeNullField("imageData");
    json.writeNumberField("imageHeight", picture.height());
    json.writeNumberField("imageWidth", picture.width());
    json.writeEndObject();
  }

  private static void shape(
      JsonGenerator json,
      Instance instance,
      String label,
      @Nullable Polygon polygon,
      @Nullable Integer group)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("label", label);
    json.writeArrayFieldStart("points");
    Box box = instance.box();
    String type;
    if (polygon != null && LabelMeFormat.is(instance, "circle")) {
      type = "circle";
      Box round = polygon.bounds();
      double radius = round.width() / 2.0;
      point(json, round.center().x(), round.center().y());
      point(json, round.center().x() + radius, round.center().y());
    } else if (polygon != null) {
      type = "polygon";
      for (int i = 0; i < polygon.size(); i++) {
        point(json, polygon.x(i), polygon.y(i));
      }
    } else if (Losses.hasNoArea(instance) || instance.attributes().containsKey("shape")) {
      type =
          instance
              .attributes()
              .getOrDefault("shape", instance.keyPoints().size() == 1 ? "point" : "points");
      for (KeyPoint point : instance.keyPoints()) {
        point(json, point.x(), point.y());
      }
    } else {
      type = "rectangle";
      point(json, Numbers.corner(box.x1()), Numbers.corner(box.y1()));
      point(json, Numbers.corner(box.x2()), Numbers.corner(box.y2()));
    }
    json.writeEndArray();
    if (group == null) {
      json.writeNullField("group_id");
    } else {
      json.writeNumberField("group_id", group);
    }
    json.writeStringField("shape_type", type);
    json.writeObjectFieldStart("flags");
    if (instance.crowd()) {
      json.writeBooleanField("crowd", true);
    }
    for (Map.Entry<String, String> one : instance.attributes().entrySet()) {
      if (LabelMeFormat.YES.contains(one.getValue()) && !one.getKey().startsWith("coco.")) {
        json.writeBooleanField(one.getKey(), true);
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, double x, double y) throws IOException {
    json.writeStartArray();
    json.writeNumber(Numbers.plain(x));
    json.writeNumber(Numbers.plain(y));
    json.writeEndArray();
  }
}
