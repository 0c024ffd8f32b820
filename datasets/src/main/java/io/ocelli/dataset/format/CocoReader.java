package io.ocelli.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link CocoFormat}. A file is gone through twice, first for pictures and categories, then
 * for annotations, since these may come in any order; one annotation at a time is in memory as
 * JSON.
 */
final class CocoReader {
  private static final Set<String> PICTURE_FIELDS = Set.of("file_name", "width", "height");

  private final FileTree tree;
  private final ReadOptions options;
  private final Problems problems;
  private final ClassNames classes = new ClassNames(List.of());
  private final Map<String, String> whole = new TreeMap<>();
  private final Set<String> used = new HashSet<>();

  CocoReader(FileTree tree, ReadOptions options, Problems problems) {
    this.tree = tree;
    this.options = options;
    this.problems = problems;
  }

  /** A picture of the file while its annotations are collected. */
  private static final class Listed {
    final Entry entry;
    final PictureSizes.Measured size;
    final Map<String, String> attributes;
    final List<Instance> instances = new ArrayList<>();

    Listed(Entry entry, PictureSizes.Measured size, Map<String, String> attributes) {
      this.entry = entry;
      this.size = size;
      this.attributes = attributes;
    }
  }

  DetectionDataset read(List<Entry> files) {
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (Entry file : files) {
      read(file, pictures);
    }
    int left = tree.pictures().size() - used.size();
    if (left > 0 && tree.chosen().isEmpty()) {
      problems.remark(left + " pictures are not in the JSON file and are left out");
    }
    return new DetectionDataset(
        tree.input().toString(),
        classes.names(),
        pictures,
        whole,
        problems.remarks(),
        problems.all());
  }

  private record ImageEntry(JsonNode json, int line) {}

  private void read(Entry file, List<AnnotatedPicture> pictures) {
    List<ImageEntry> images = new ArrayList<>();
    Map<String, Integer> categories = new HashMap<>();
    CocoFile.read(
        file.source(),
        (name, json) -> {
          switch (name) {
            case "images" ->
                CocoFile.elements(json, (one, line) -> images.add(new ImageEntry(one, line)));
            case "categories" -> {
              List<String> raw = new ArrayList<>();
              CocoFile.elements(
                  json,
                  (one, line) -> {
                    raw.add(one.toString());
                    category(one, Place.of(file.source(), line), categories);
                  });
              whole.putIfAbsent("coco.categories", "[" + String.join(",", raw) + "]");
            }
            case "info", "licenses" ->
                whole.putIfAbsent("coco." + name, CocoFile.JSON.readTree(json).toString());
            default -> {
              // Annotations come in the second turn.
            }
          }
        });
    Map<String, Listed> byId = new LinkedHashMap<>();
    Set<String> missing = new HashSet<>();
    listed(file, images, byId, missing);
    CocoAnnotations annotations = new CocoAnnotations(categories, problems);
    CocoFile.read(
        file.source(),
        (name, json) -> {
          if (name.equals("annotations")) {
            CocoFile.elements(
                json,
                (one, line) -> {
                  Place place = Place.of(file.source(), line);
                  String id = one.path("image_id").asText("");
                  Listed picture = byId.get(id);
                  if (picture == null) {
                    unplaced(id, one, place, missing);
                    return;
                  }
                  Instance instance =
                      annotations.read(one, picture.size.width(), picture.size.height(), place);
                  if (instance != null) {
                    picture.instances.add(instance);
                  }
                });
          }
        });
    Optional<Split> split = CocoFormat.split(file);
    byId.values().forEach(one -> pictures.add(picture(one, split)));
  }

  private void unplaced(String id, JsonNode annotation, Place place, Set<String> missing) {
    if (missing.contains(id)) {
      problems.count("%d annotations belong to pictures that are not there or broken");
    } else {
      problems.dropped(
          place,
          "annotation of an image_id that is not listed",
          "image_id " + id + " of annotation " + annotation.path("id").asText("?"));
    }
  }

  private void category(JsonNode one, Place place, Map<String, Integer> categories) {
    String id = one.path("id").asText("");
    String name = one.path("name").asText("");
    if (id.isEmpty() || name.isEmpty()) {
      problems.repaired(place, "a category without an id or a name", one.toString());
      name = name.isEmpty() ? id : name;
    }
    if (categories.containsKey(id)) {
      problems.dropped(place, "a second category with the id " + id, name);
      return;
    }
    categories.put(id, classes.of(name));
  }

  private void listed(
      Entry file, List<ImageEntry> images, Map<String, Listed> byId, Set<String> missing) {
    Map<String, Entry> found = new LinkedHashMap<>();
    Map<String, ImageEntry> entries = new HashMap<>();
    Set<Entry> taken = new HashSet<>();
    for (ImageEntry image : images) {
      String id = image.json().path("id").asText("");
      String name = image.json().path("file_name").asText("");
      Place place = Place.of(file.source(), image.line());
      if (found.containsKey(id)) {
        problems.dropped(place, "a second image with the id " + id, name);
        continue;
      }
      FileTree.Found one = tree.picture(name, file.path());
      if (one.entry() == null) {
        missing.add(id);
        problems.dropped(
            place, "annotation of " + one.trouble(), name.isEmpty() ? "image " + id : name);
      } else if (!taken.add(one.entry())) {
        missing.add(id);
        problems.dropped(place, "a picture that is listed twice", name);
      } else {
        found.put(id, one.entry());
        entries.put(id, image);
      }
    }
    List<ByteSource> sources = found.values().stream().map(Entry::source).toList();
    Map<String, PictureSizes.Measured> sizes = PictureSizes.of(sources, options.threads());
    found.forEach(
        (id, entry) -> {
          ImageEntry image = entries.get(id);
          PictureSizes.Measured size = sizes.get(entry.source().name());
          if (image == null || size == null) {
            return;
          }
          used.add(entry.source().name());
          Place place = Place.of(file.source(), image.line());
          if (size.trouble() != null) {
            missing.add(id);
            problems.dropped(
                place,
                "annotation of a broken picture",
                entry.source().name() + ": " + size.trouble());
            return;
          }
          compareSize(image.json(), size, place);
          byId.put(id, new Listed(entry, size, attributes(image.json())));
        });
  }

  private void compareSize(JsonNode image, PictureSizes.Measured size, Place place) {
    int width = image.path("width").asInt(size.width());
    int height = image.path("height").asInt(size.height());
    if (width != size.width() || height != size.height()) {
      problems.repaired(
          place,
          "another picture size than the picture's own %dx%d, which is used"
              .formatted(size.width(), size.height()),
          width + "x" + height + " of " + image.path("file_name").asText());
    }
  }

  private static Map<String, String> attributes(JsonNode image) {
    Map<String, String> attributes = new TreeMap<>();
    image
        .properties()
        .forEach(
            one -> {
              if (!PICTURE_FIELDS.contains(one.getKey())) {
                attributes.put("coco." + one.getKey(), one.getValue().toString());
              }
            });
    return attributes;
  }

  private static AnnotatedPicture picture(Listed one, Optional<Split> fileSplit) {
    FolderNames.Named named = FolderNames.named(one.entry.path());
    @Nullable Split said = fileSplit.orElse(named.split().orElse(null));
    return new AnnotatedPicture(
        one.entry.source(),
        named.path(),
        one.size.width(),
        one.size.height(),
        one.instances,
        List.of(),
        Optional.ofNullable(said),
        one.attributes);
  }
}
