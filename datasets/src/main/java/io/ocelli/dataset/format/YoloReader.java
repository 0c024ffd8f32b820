package io.ocelli.dataset.format;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link YoloFormat}. */
final class YoloReader {
  private final FileTree tree;
  private final ReadOptions options;
  private final Problems problems;

  YoloReader(FileTree tree, ReadOptions options, Problems problems) {
    this.tree = tree;
    this.options = options;
    this.problems = problems;
  }

  DetectionDataset read() {
    YoloYaml yaml = YoloYaml.find(tree).map(one -> YoloYaml.read(one, problems)).orElse(null);
    Map<Entry, Optional<Split>> pictures = new YoloSplits(tree, yaml, problems).pictures();
    List<String> names = names(yaml);
    List<Entry> texts = new ArrayList<>();
    for (Entry one : tree.documents()) {
      String name = FileTree.key(FileTree.last(one.path()));
      if (name.endsWith(".txt") && !ClassNames.isList(name)) {
        texts.add(one);
      }
    }
    Pairs labels = new Pairs(texts);
    Map<Entry, Entry> labelOf = new LinkedHashMap<>();
    Map<Entry, Entry> pictureOf = new LinkedHashMap<>();
    for (Entry picture : pictures.keySet()) {
      labels
          .of(picture.path())
          .ifPresent(
              text -> {
                labelOf.put(picture, text);
                Entry other = pictureOf.putIfAbsent(text, picture);
                if (other != null) {
                  problems.count(
                      "%d pictures share the text file of another, since only their extensions"
                          + " differ");
                }
              });
    }
    Map<String, PictureSizes.Measured> sizes =
        PictureSizes.of(pictures.keySet().stream().map(Entry::source).toList(), options.threads());
    YoloLines lines =
        new YoloLines(
            names.size(),
            yaml == null ? 0 : yaml.keyPoints(),
            yaml == null ? 3 : yaml.keyPointValues(),
            problems);
    List<AnnotatedPicture> annotated = new ArrayList<>();
    pictures.forEach(
        (picture, split) -> {
          AnnotatedPicture one = picture(picture, split, labelOf.get(picture), sizes, lines);
          if (one != null) {
            annotated.add(one);
          }
        });
    orphans(texts, pictureOf.keySet());
    while (names.size() < lines.classes()) {
      names.add(Integer.toString(names.size()));
    }
    return new DetectionDataset(
        tree.input().toString(), names, annotated, Map.of(), problems.remarks(), problems.all());
  }

  private List<String> names(@Nullable YoloYaml yaml) {
    if (!options.classes().isEmpty()) {
      return new ArrayList<>(options.classes());
    }
    if (yaml != null && !yaml.names().isEmpty()) {
      return new ArrayList<>(yaml.names());
    }
    Optional<Entry> list = ClassNames.list(tree);
    if (list.isEmpty()) {
      problems.remark(
          "nothing names the classes: their indices are their names; --classes FILE gives them"
              + " names, a line each");
    }
    return new ArrayList<>(list.map(one -> ClassNames.read(one.source())).orElse(List.of()));
  }

  private @Nullable AnnotatedPicture picture(
      Entry picture,
      Optional<Split> split,
      @Nullable Entry text,
      Map<String, PictureSizes.Measured> sizes,
      YoloLines lines) {
    ByteSource source = picture.source();
    PictureSizes.Measured size = sizes.get(source.name());
    if (size == null || size.trouble() != null) {
      problems.dropped(
          Place.of(source), "a broken picture", size == null ? "" : String.valueOf(size.trouble()));
      return null;
    }
    List<Instance> instances =
        text == null ? List.of() : lines.read(text.source(), size.width(), size.height());
    return new AnnotatedPicture(
        source,
        FolderNames.named(picture.path()).path(),
        size.width(),
        size.height(),
        instances,
        List.of(),
        split,
        Map.of());
  }

  // Text files that look like labels and belong to no picture.
  private void orphans(List<Entry> texts, Set<Entry> used) {
    Set<String> stems = new HashSet<>();
    tree.pictures().forEach(one -> stems.add(FileTree.stem(FileTree.last(one.path()))));
    for (Entry text : texts) {
      boolean inLabels =
          text.path().subList(0, text.path().size() - 1).stream()
              .anyMatch(part -> FileTree.key(part).equals("labels"));
      if (used.contains(text) || !(inLabels || YoloFormat.looksLikeLabels(text))) {
        continue;
      }
      String name = FileTree.stem(FileTree.last(text.path()));
      if (stems.contains(name)) {
        problems.count("%d text files belong to pictures that data.yaml does not list");
      } else {
        problems.dropped(
            Place.of(text.source()), "annotation of a picture that is not there", name);
      }
    }
  }
}
