package io.ocelli.dataset.format;

import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.format.Problems.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which pictures a {@code data.yaml} puts into which split. */
final class YoloSplits {
  private final FileTree tree;
  private final @Nullable YoloYaml yaml;
  private final Problems problems;

  YoloSplits(FileTree tree, @Nullable YoloYaml yaml, Problems problems) {
    this.tree = tree;
    this.yaml = yaml;
    this.problems = problems;
  }

  /** All pictures with their splits; those of the tree with what their folders say, if need be. */
  Map<Entry, Optional<Split>> pictures() {
    Map<Entry, Optional<Split>> pictures = new LinkedHashMap<>();
    if (yaml == null || yaml.splits().isEmpty()) {
      tree.pictures().forEach(one -> pictures.put(one, FolderNames.named(one.path()).split()));
      return pictures;
    }
    Map<Split, Set<Entry>> splits = new EnumMap<>(Split.class);
    yaml.splits()
        .forEach(
            (split, places) -> {
              Set<Entry> found = new LinkedHashSet<>();
              places.forEach(place -> found.addAll(at(place, yaml)));
              splits.put(split, found);
            });
    if (splits.values().stream().allMatch(Set::isEmpty)) {
      problems.remark(
          "the folders that the YAML file names are not there; all pictures are taken, their"
              + " folders say the split");
      tree.pictures().forEach(one -> pictures.put(one, FolderNames.named(one.path()).split()));
      return pictures;
    }
    Set<Entry> train = splits.getOrDefault(Split.TRAIN, Set.of());
    boolean same = splits.size() > 1 && splits.values().stream().allMatch(one -> one.equals(train));
    if (same) {
      problems.remark("all splits of the YAML file are the same pictures, so they say nothing");
    }
    splits.forEach(
        (split, found) ->
            found.forEach(
                one -> {
                  Optional<Split> said =
                      same ? FolderNames.named(one.path()).split() : Optional.of(split);
                  Optional<Split> before = pictures.putIfAbsent(one, said);
                  if (before != null && !before.equals(said)) {
                    problems.count("%d pictures are in two splits; the first is used");
                  }
                }));
    int left = tree.pictures().size() - pictures.size();
    if (left > 0) {
      problems.remark(left + " pictures are in no split of the YAML file and are left out");
    }
    return pictures;
  }

  /** The pictures in a folder or a list, or a picture. */
  private List<Entry> at(String place, YoloYaml file) {
    Place origin = Place.of(file.file().source());
    for (List<String> path : candidates(place, file)) {
      List<Entry> below = below(path);
      if (!below.isEmpty()) {
        return below;
      }
      Optional<Entry> list = tree.document(path);
      if (list.isPresent()) {
        return listed(list.get());
      }
    }
    problems.dropped(origin, "a folder or list of pictures that is not there", place);
    return List.of();
  }

  // As written, below 'path'; else as if the YAML file lay in the folder it speaks of. Many are
  // written for a folder of their maker, or, as Roboflow does, for one beside theirs.
  private List<List<String>> candidates(String place, YoloYaml file) {
    List<String> here = file.file().path().subList(0, file.file().path().size() - 1);
    List<List<String>> all = new ArrayList<>();
    List<String> parts = parts(place);
    if (file.root() != null) {
      List<String> root = FileTree.resolved(here, parts(file.root()));
      List<String> below = root == null ? null : FileTree.resolved(root, parts);
      if (below != null) {
        all.add(below);
      }
    }
    List<String> plain = FileTree.resolved(here, parts);
    if (plain != null) {
      all.add(plain);
    }
    List<String> rest = parts;
    while (!rest.isEmpty()) {
      if (!rest.contains("..")) {
        all.add(rest);
      }
      rest = rest.subList(1, rest.size());
    }
    return all;
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.replace('\\', '/').split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  private List<Entry> below(List<String> folder) {
    String prefix = folder.isEmpty() ? "" : FileTree.key(folder) + "/";
    return tree.pictures().stream()
        .filter(one -> FileTree.key(one.path()).startsWith(prefix))
        .toList();
  }

  private List<Entry> listed(Entry list) {
    List<Entry> found = new ArrayList<>();
    List<String> lines = ClassNames.read(list.source());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty()) {
        continue;
      }
      FileTree.Found one = tree.picture(lines.get(i), list.path());
      if (one.entry() != null) {
        found.add(one.entry());
      } else {
        problems.dropped(Place.of(list.source(), i + 1), one.trouble(), lines.get(i));
      }
    }
    return found;
  }
}
