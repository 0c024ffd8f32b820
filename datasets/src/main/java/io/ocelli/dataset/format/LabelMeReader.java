package io.ocelli.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.error.OcelliException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link LabelMeFormat}. */
final class LabelMeReader {
  private static final Set<String> NO_CLASSES = Set.of("__ignore__", "_background_");

  private final FileTree tree;
  private final ReadOptions options;
  private final Problems problems;
  private final ClassNames classes;

  LabelMeReader(FileTree tree, ReadOptions options, Problems problems) {
    this.tree = tree;
    this.options = options;
    this.problems = problems;
    List<String> known =
        new ArrayList<>(
            ClassNames.list(tree).map(one -> ClassNames.read(one.source())).orElse(List.of()));
    known.removeAll(NO_CLASSES);
    classes = new ClassNames(known);
  }

  private record Shape(JsonNode json, int line) {}

  private record Read(
      Entry file, List<Shape> shapes, List<String> flags, ByteSource picture, List<String> path) {}

  DetectionDataset read(List<Entry> files) {
    List<Read> reads = new ArrayList<>();
    Map<String, String> used = new HashMap<>();
    Pairs pairs = new Pairs(tree.pictures());
    for (Entry file : files) {
      Read read = parse(file, pairs);
      if (read != null) {
        String before = used.putIfAbsent(read.picture().name(), file.source().name());
        if (before == null) {
          reads.add(read);
        } else {
          problems.dropped(
              Place.of(file.source()),
              "a second annotation of a picture, the first is " + before,
              read.picture().name());
        }
      }
    }
    List<ByteSource> sources = reads.stream().map(Read::picture).toList();
    Map<String, PictureSizes.Measured> sizes = PictureSizes.of(sources, options.threads());
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (Read read : reads) {
      PictureSizes.Measured size = sizes.get(read.picture().name());
      if (size == null || size.trouble() != null) {
        problems.dropped(
            Place.of(read.file().source()),
            "annotation of a broken picture",
            read.picture().name() + (size == null ? "" : ": " + size.trouble()));
      } else {
        pictures.add(picture(read, size));
      }
    }
    List<String> names = new ArrayList<>();
    int[] to = classes.sorted(names);
    pictures.replaceAll(one -> one.relabelled(to));
    return new DetectionDataset(
        tree.input().toString(), names, pictures, Map.of(), problems.remarks(), problems.all());
  }

  private @Nullable Read parse(Entry file, Pairs pairs) {
    List<Shape> shapes = new ArrayList<>();
    Map<String, String> facts = new HashMap<>();
    List<String> flags = new ArrayList<>();
    boolean[] labelMe = new boolean[1];
    try {
      CocoFile.read(
          file.source(),
          (name, json) -> {
            switch (name) {
              case "shapes" -> {
                labelMe[0] = true;
                CocoFile.elements(json, (one, line) -> shapes.add(new Shape(one, line)));
              }
              case "imagePath" -> facts.put(name, json.getValueAsString(""));
              case "flags" ->
                  CocoFile.JSON
                      .<JsonNode>readTree(json)
                      .properties()
                      .forEach(
                          one -> {
                            if (one.getValue().asBoolean()) {
                              flags.add(one.getKey());
                            }
                          });
              default -> {
                // imageData can be large; it is read only where the picture is absent.
              }
            }
          });
    } catch (OcelliException e) {
      if (tree.chosen().isPresent()) {
        throw e;
      }
      int colon = e.origin().lastIndexOf(':');
      Double line = Numbers.of(e.origin().substring(colon + 1));
      problems.dropped(
          Place.of(file.source(), line == null ? 0 : (int) (double) line), e.problem(), e.value());
      return null;
    }
    if (!labelMe[0]) {
      problems.count("%d JSON files without shapes are left out");
      return null;
    }
    return located(file, shapes, flags, facts.getOrDefault("imagePath", ""), pairs);
  }

  private @Nullable Read located(
      Entry file, List<Shape> shapes, List<String> flags, String imagePath, Pairs pairs) {
    Entry picture = pairs.of(file.path()).orElse(null);
    String trouble = "a picture that is not there";
    if (picture == null && !imagePath.isBlank()) {
      FileTree.Found found = tree.picture(imagePath, file.path());
      picture = found.entry();
      trouble = found.trouble();
    }
    if (picture != null) {
      return new Read(file, shapes, flags, picture.source(), picture.path());
    }
    ByteSource inside = inside(file, imagePath);
    if (inside == null) {
      problems.dropped(
          Place.of(file.source()),
          "annotation of " + trouble,
          imagePath.isBlank() ? "no imagePath" : imagePath);
      return null;
    }
    List<String> path = new ArrayList<>(file.path());
    path.set(path.size() - 1, inside.fileName());
    return new Read(file, shapes, flags, inside, path);
  }

  /** The picture that the file itself carries. */
  private static @Nullable ByteSource inside(Entry file, String imagePath) {
    ByteSource[] found = new ByteSource[1];
    String name = imagePath.substring(imagePath.replace('\\', '/').lastIndexOf('/') + 1);
    String picture = name.isBlank() ? FileTree.stem(FileTree.last(file.path())) + ".jpg" : name;
    CocoFile.read(
        file.source(),
        (field, json) -> {
          if (field.equals("imageData") && json.getValueAsString() != null) {
            try {
              byte[] bytes = Base64.getMimeDecoder().decode(json.getValueAsString(""));
              found[0] = ByteSource.of(file.source().name() + "!/" + picture, bytes);
            } catch (IllegalArgumentException notBase64) {
              // Then the picture is not there.
            }
          }
        });
    return found[0];
  }

  private AnnotatedPicture picture(Read read, PictureSizes.Measured size) {
    LabelMeShapes shapes = new LabelMeShapes(classes, size.width(), size.height(), problems);
    Map<String, Instance> groups = new LinkedHashMap<>();
    int number = 0;
    for (Shape shape : read.shapes()) {
      Place place = Place.of(read.file().source(), shape.line());
      Instance instance = shapes.read(shape.json(), place);
      if (instance != null) {
        String group = shape.json().path("group_id").asText("");
        boolean joins = !group.isEmpty() && !group.equals("null") && !instance.polygons().isEmpty();
        String key = joins ? instance.label() + "|" + group : "#" + number++;
        groups.merge(key, instance, LabelMeReader::joined);
      }
    }
    List<Integer> labels = read.flags().stream().map(classes::of).toList();
    FolderNames.Named named = FolderNames.named(read.path());
    return new AnnotatedPicture(
        read.picture(),
        named.path(),
        size.width(),
        size.height(),
        List.copyOf(groups.values()),
        labels,
        named.split(),
        Map.of());
  }

  private static Instance joined(Instance a, Instance b) {
    List<io.ocelli.annotation.Polygon> polygons = new ArrayList<>(a.polygons());
    polygons.addAll(b.polygons());
    Map<String, String> attributes = new TreeMap<>(b.attributes());
    attributes.putAll(a.attributes());
    return new Instance(
        a.label(),
        Instance.bounds(polygons),
        polygons,
        a.mask(),
        a.keyPoints(),
        a.crowd() || b.crowd(),
        attributes);
  }
}
