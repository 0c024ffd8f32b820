package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import io.ocelli.geometry.Box;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link VocFormat}. */
final class VocReader {
  private static final Set<String> NOTHING = Set.of("0", "unspecified", "");

  private final FileTree tree;
  private final ReadOptions options;
  private final Problems problems;

  VocReader(FileTree tree, ReadOptions options, Problems problems) {
    this.tree = tree;
    this.options = options;
    this.problems = problems;
  }

  private record Read(Entry xml, VocFile file, Entry picture) {}

  DetectionDataset read(List<Entry> files) {
    List<Read> reads = parse(files);
    List<ByteSource> sources = reads.stream().map(one -> one.picture().source()).toList();
    Map<String, PictureSizes.Measured> sizes = PictureSizes.of(sources, options.threads());
    ClassNames classes =
        new ClassNames(
            ClassNames.list(tree).map(one -> ClassNames.read(one.source())).orElse(List.of()));
    Map<String, Split> lists = splitLists();
    List<AnnotatedPicture> pictures = new ArrayList<>();
    for (Read read : reads) {
      AnnotatedPicture picture = picture(read, sizes, classes, lists);
      if (picture != null) {
        pictures.add(picture);
      }
    }
    int without = tree.pictures().size() - new HashSet<>(sources).size();
    if (without > 0 && tree.chosen().isEmpty()) {
      problems.remark(without + " pictures have no XML file and are left out");
    }
    List<String> names = new ArrayList<>();
    int[] to = classes.sorted(names);
    pictures.replaceAll(one -> one.relabelled(to));
    return new DetectionDataset(
        tree.input().toString(), names, pictures, Map.of(), problems.remarks(), problems.all());
  }

  private List<Read> parse(List<Entry> files) {
    Pairs pairs = new Pairs(tree.pictures());
    Map<String, String> used = new HashMap<>();
    List<Read> reads = new ArrayList<>();
    for (Entry xml : files) {
      VocFile file;
      try {
        file = VocFile.read(xml.source());
      } catch (VocFile.BrokenException e) {
        problems.dropped(
            Place.of(xml.source(), e.line()), "an XML file that cannot be read", e.getMessage());
        continue;
      }
      String name = file.facts().getOrDefault("filename", "");
      Optional<Entry> pair = pairs.of(xml.path());
      FileTree.Found found =
          pair.isPresent() ? new FileTree.Found(pair.get(), "") : tree.picture(name, xml.path());
      Entry picture = found.entry();
      if (picture == null) {
        String what =
            found.trouble().equals("a picture that is not there")
                ? "annotation of a picture that is not there"
                : "annotation of " + found.trouble();
        problems.dropped(Place.of(xml.source()), what, name.isEmpty() ? "no filename" : name);
        continue;
      }
      String before = used.putIfAbsent(picture.source().name(), xml.source().name());
      if (before != null) {
        problems.dropped(
            Place.of(xml.source()),
            "a second annotation of a picture, the first is " + before,
            name);
        continue;
      }
      reads.add(new Read(xml, file, picture));
    }
    return reads;
  }

  private @Nullable AnnotatedPicture picture(
      Read read,
      Map<String, PictureSizes.Measured> sizes,
      ClassNames classes,
      Map<String, Split> lists) {
    ByteSource source = read.picture().source();
    Place place = Place.of(read.xml().source());
    PictureSizes.Measured size = sizes.get(source.name());
    if (size == null || size.trouble() != null) {
      String why = size == null ? "" : ": " + size.trouble();
      problems.dropped(place, "annotation of a broken picture", source.name() + why);
      return null;
    }
    compareSize(read, size, place);
    List<Instance> instances = new ArrayList<>();
    for (VocFile.Marked object : read.file().objects()) {
      Instance instance = instance(object, read.xml().source(), classes, size);
      if (instance != null) {
        instances.add(instance);
      }
    }
    FolderNames.Named named = FolderNames.named(read.picture().path());
    Split listed = lists.get(FileTree.key(FileTree.stem(named.path())));
    return new AnnotatedPicture(
        source,
        named.path(),
        size.width(),
        size.height(),
        instances,
        List.of(),
        listed != null ? Optional.of(listed) : named.split(),
        Map.of());
  }

  private void compareSize(Read read, PictureSizes.Measured size, Place place) {
    Double width = Numbers.of(read.file().facts().get("size/width"));
    Double height = Numbers.of(read.file().facts().get("size/height"));
    if (width != null
        && height != null
        && width > 0
        && height > 0
        && (width != size.width() || height != size.height())) {
      problems.repaired(
          place,
          "another picture size than the picture's own %dx%d, which is used"
              .formatted(size.width(), size.height()),
          Numbers.plain(width) + "x" + Numbers.plain(height));
    }
  }

  private @Nullable Instance instance(
      VocFile.Marked object, ByteSource xml, ClassNames classes, PictureSizes.Measured size) {
    Place place = Place.of(xml, object.line());
    String name = object.texts().get("name");
    if (name == null) {
      problems.dropped(place, "an object without a class", "<name> is missing or empty");
      return null;
    }
    double[] corners = new double[4];
    String[] keys = {"xmin", "ymin", "xmax", "ymax"};
    StringBuilder shown = new StringBuilder(name);
    for (int i = 0; i < 4; i++) {
      String text = object.texts().get("bndbox/" + keys[i]);
      Double value = Numbers.of(text);
      if (value == null) {
        problems.dropped(
            place,
            text == null ? "a box without <" + keys[i] + ">" : "text where a number belongs",
            text == null ? name : name + " " + keys[i] + " " + text);
        return null;
      }
      corners[i] = value;
      shown.append(' ').append(text);
    }
    String value = shown.toString();
    int shift = options.vocCorners().shift();
    if (shift > 0 && (corners[0] == 0 || corners[1] == 0)) {
      problems.count(
          "%d boxes begin at pixel 0, though VOC counts from 1: if the maker counted from 0, read"
              + " with --voc-corners edges");
    }
    Box box = box(corners, shift, place, value);
    if (box == null) {
      return null;
    }
    Map<String, String> attributes = new TreeMap<>();
    for (String attribute : VocFormat.ATTRIBUTES) {
      String text = object.texts().get(attribute);
      if (text != null && !NOTHING.contains(FileTree.key(text))) {
        attributes.put(attribute, text);
      }
    }
    Instance instance = new Instance(0, box).withAttributes(attributes);
    instance = InstanceCheck.inside(instance, size.width(), size.height(), place, value, problems);
    return instance == null ? null : instance.withLabel(classes.of(name));
  }

  // Corners are put in order before the shift, which belongs to the lower one.
  private @Nullable Box box(double[] corners, int shift, Place place, String value) {
    Box box =
        InstanceCheck.box(corners[0], corners[1], corners[2], corners[3], place, value, problems);
    return box == null ? null : new Box(box.x1() - shift, box.y1() - shift, box.x2(), box.y2());
  }

  private Map<String, Split> splitLists() {
    Map<String, Split> lists = new HashMap<>();
    Map<Split, List<String>> files = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      tree.document(List.of("ImageSets", "Main", split.folder() + ".txt"))
          .ifPresent(one -> files.put(split, ClassNames.read(one.source())));
    }
    if (!files.containsKey(Split.TRAIN)) {
      tree.document(List.of("ImageSets", "Main", "trainval.txt"))
          .ifPresent(one -> files.put(Split.TRAIN, ClassNames.read(one.source())));
    }
    files.forEach(
        (split, lines) ->
            lines.forEach(
                line -> {
                  Split before = lists.putIfAbsent(FileTree.key(line.strip()), split);
                  if (before != null && before != split) {
                    problems.count("%d pictures are in the lists of two splits; the first is used");
                  }
                }));
    return lists;
  }
}
