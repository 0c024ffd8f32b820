package io.ocelli.dataset.format;

import io.ocelli.dataset.Split;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders that formats put around pictures. They are no part of a picture's name, which thereby
 * stays the same in all formats.
 */
final class FolderNames {
  private static final Set<String> PICTURES =
      Set.of("images", "jpegimages", "image", "imgs", "img", "obj_train_data", "pictures");
  private static final Set<String> ANNOTATIONS =
      Set.of("labels", "annotations", "annotation", "xmls", "imagesets");
  private static final Pattern SPLIT_AND_YEAR = Pattern.compile("(\\p{L}+)[-_ ]?\\d*");

  private FolderNames() {}

  /**
   * A path without the leading folders that a format adds.
   *
   * @param split what such a folder says, {@code val2017} too
   */
  record Named(String path, Optional<Split> split) {}

  static Named named(List<String> path) {
    int from = 0;
    Optional<Split> split = Optional.empty();
    while (from < path.size() - 1) {
      Optional<Split> here = split(path.get(from));
      if (here.isPresent() && split.isEmpty()) {
        split = here;
      } else if (!isPictures(path.get(from)) && !isAnnotations(path.get(from))) {
        break;
      }
      from++;
    }
    return new Named(String.join("/", path.subList(from, path.size())), split);
  }

  /** The split that a name says, a year or number behind it or not: {@code train2017}. */
  static Optional<Split> split(String name) {
    Optional<Split> plain = Split.ofFolder(name);
    if (plain.isPresent()) {
      return plain;
    }
    Matcher matcher = SPLIT_AND_YEAR.matcher(name);
    return matcher.matches() ? Split.ofFolder(matcher.group(1)) : Optional.empty();
  }

  static boolean isPictures(String name) {
    return PICTURES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isAnnotations(String name) {
    return ANNOTATIONS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a folder of this name means something to a format. */
  static boolean isSpecial(String name) {
    return isPictures(name) || isAnnotations(name) || split(name).isPresent();
  }
}
