package io.ocelli.dataset.format;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.SourceListing;
import io.ocelli.dataset.SourceListing.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The classes of a data set that names them in its annotations: an index for each name. */
final class ClassNames {
  private static final Set<String> LISTS =
      Set.of("classes.txt", "labels.txt", "predefined_classes.txt", "class_names.txt");

  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final int listed;

  ClassNames(List<String> known) {
    known.forEach(this::of);
    listed = index.size();
  }

  /** The index of a name; a new one for a name that is new. */
  int of(String name) {
    return index.computeIfAbsent(name, one -> index.size());
  }

  /** The names, those that were listed first. */
  List<String> names() {
    return List.copyOf(index.keySet());
  }

  /** Names that no list had. */
  List<String> unlisted() {
    return names().subList(listed, index.size());
  }

  /**
   * Where each index goes when the classes that no list had are sorted by Unicode code point.
   *
   * @param sorted filled with the names in their new order
   */
  int[] sorted(List<String> sorted) {
    List<String> before = names();
    sorted.addAll(before.subList(0, listed));
    sorted.addAll(unlisted().stream().sorted(SourceListing::compareCodePoints).toList());
    int[] to = new int[before.size()];
    for (int i = 0; i < to.length; i++) {
      to[i] = sorted.indexOf(before.get(i));
    }
    return to;
  }

  /** The file that lists the classes, a name in each line, if there is one. */
  static Optional<Entry> list(FileTree tree) {
    return tree.documents().stream()
        .filter(one -> isList(FileTree.last(one.path())))
        .min(
            java.util.Comparator.comparingInt((Entry one) -> one.path().size())
                .thenComparing(Entry::path, SourceListing.PATH_ORDER));
  }

  static boolean isList(String fileName) {
    String name = FileTree.key(fileName);
    return LISTS.contains(name) || name.endsWith(".names");
  }

  /**
   * The lines of such a file, without empty ones at its end.
   *
   * @throws io.ocelli.error.OcelliException if it cannot be read
   */
  static List<String> read(ByteSource list) {
    List<String> names = new ArrayList<>();
    text(list).lines().map(String::strip).forEach(names::add);
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    return names;
  }

  /** A text file as UTF-8, without the mark that some tools put at its beginning. */
  static String text(ByteSource source) {
    try {
      String text = new String(source.read(), StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw FileTree.unreadable(source, e);
    }
  }
}
