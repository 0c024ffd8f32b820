package io.ocelli.dataset.format;

import io.ocelli.dataset.SourceListing.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the file of the same name that another belongs to, such as the picture of an annotation or
 * the other way round: beside it, or at the same place below another folder ({@code
 * Annotations/a.xml} and {@code JPEGImages/a.jpg}, {@code labels/val/a.txt} and {@code
 * images/val/a.jpg}).
 */
final class Pairs {
  private final Map<String, Entry> byStem = new HashMap<>();
  private final Map<String, List<Entry>> byName = new HashMap<>();

  /**
   * @param files among which is searched
   */
  Pairs(List<Entry> files) {
    for (Entry file : files) {
      byStem.putIfAbsent(FileTree.key(FileTree.withoutExtension(file.path())), file);
      FolderNames.Named named = FolderNames.named(file.path());
      add(key(named, true), file);
      if (named.split().isPresent()) {
        add(key(named, false), file);
      }
    }
  }

  private void add(String key, Entry file) {
    byName.computeIfAbsent(key, one -> new ArrayList<>()).add(file);
  }

  private static String key(FolderNames.Named named, boolean withSplit) {
    String split = withSplit ? named.split().map(Enum::name).orElse("") : "";
    return split + "|" + FileTree.key(FileTree.stem(named.path()));
  }

  /** The one that belongs to the file at a path; empty if there is none or more than one. */
  Optional<Entry> of(List<String> path) {
    Entry beside = byStem.get(FileTree.key(FileTree.withoutExtension(path)));
    if (beside != null) {
      return Optional.of(beside);
    }
    FolderNames.Named named = FolderNames.named(path);
    for (boolean withSplit : new boolean[] {true, false}) {
      List<Entry> found = byName.getOrDefault(key(named, withSplit), List.of());
      if (found.size() == 1) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }
}
