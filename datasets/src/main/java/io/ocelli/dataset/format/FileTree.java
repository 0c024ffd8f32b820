package io.ocelli.dataset.format;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.NearPaths;
import io.ocelli.dataset.SourceListing;
import io.ocelli.dataset.SourceListing.Entry;
import io.ocelli.error.OcelliException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data set, in a folder or an archive, found by the names that annotations give
 * them. Nothing outside the folder can be reached: a name is looked up among the files that were
 * listed, never opened as a path.
 */
final class FileTree {
  private final Path input;
  private final List<Entry> pictures;
  private final List<Entry> documents;
  private final List<String> unreadable;
  private final @Nullable Entry chosen;
  private final Map<String, Entry> pictureByPath = new HashMap<>();
  private final Map<String, List<Entry>> picturesByName = new HashMap<>();
  private final Map<String, List<Entry>> stems = new HashMap<>();
  private final Map<String, Entry> documentByPath = new HashMap<>();

  private FileTree(Path input, SourceListing listing, @Nullable Path chosenFile) {
    this.input = input;
    int wrap = wrapping(listing);
    pictures = unwrapped(listing.pictures(), wrap);
    documents = unwrapped(listing.documents(), wrap);
    unreadable = listing.unreadable();
    for (Entry picture : pictures) {
      pictureByPath.putIfAbsent(key(picture.path()), picture);
      picturesByName
          .computeIfAbsent(key(last(picture.path())), name -> new ArrayList<>())
          .add(picture);
    }
    documents.forEach(one -> documentByPath.putIfAbsent(key(one.path()), one));
    chosen =
        chosenFile == null
            ? null
            : documents.stream()
                .filter(one -> chosenFile.equals(one.source().file()))
                .findFirst()
                .orElse(null);
  }

  /**
   * The files of a folder or archive; or those around a file with annotations, from its folder or,
   * if that is called {@code annotations}, the one above it.
   *
   * @throws io.ocelli.error.UsageException if there is nothing
   */
  static FileTree of(Path input) {
    if (!Files.isRegularFile(input) || io.ocelli.dataset.Archive.isArchive(input)) {
      return new FileTree(input, SourceListing.of(input), null);
    }
    Path folder = input.toAbsolutePath().normalize().getParent();
    boolean document = io.ocelli.image.ImageFormat.ofName(input.toString()).isEmpty();
    if (folder == null || !document) {
      return new FileTree(input, SourceListing.of(input), null);
    }
    Path name = folder.getFileName();
    if (name != null
        && folder.getParent() != null
        && name.toString().toLowerCase(Locale.ROOT).startsWith("annotation")) {
      folder = folder.getParent();
    }
    return new FileTree(input, SourceListing.of(folder), input.toAbsolutePath().normalize());
  }

  // Archives often hold one folder that holds all.
  private static int wrapping(SourceListing listing) {
    List<List<String>> paths = new ArrayList<>();
    listing.pictures().forEach(one -> paths.add(one.path()));
    listing.documents().forEach(one -> paths.add(one.path()));
    int wrap = 0;
    while (!paths.isEmpty()) {
      int depth = wrap;
      if (paths.get(0).size() <= depth + 1) {
        break;
      }
      String first = paths.get(0).get(depth);
      boolean same =
          paths.stream().allMatch(one -> one.size() > depth + 1 && one.get(depth).equals(first));
      if (!same || FolderNames.isSpecial(first)) {
        break;
      }
      wrap++;
    }
    return wrap;
  }

  private static List<Entry> unwrapped(List<Entry> entries, int wrap) {
    return wrap == 0
        ? entries
        : entries.stream()
            .map(one -> new Entry(one.path().subList(wrap, one.path().size()), one.source()))
            .toList();
  }

  /** What the user named. */
  Path input() {
    return input;
  }

  List<Entry> pictures() {
    return pictures;
  }

  List<Entry> documents() {
    return documents;
  }

  List<String> unreadable() {
    return unreadable;
  }

  /** The file that the user named, if it was one. */
  Optional<Entry> chosen() {
    return Optional.ofNullable(chosen);
  }

  /** The file that was named, or else all with one of the extensions ({@code .json}). */
  List<Entry> documents(String... extensions) {
    Predicate<Entry> fits =
        one -> {
          String name = key(last(one.path()));
          for (String extension : extensions) {
            if (name.endsWith(extension)) {
              return true;
            }
          }
          return false;
        };
    return chosen().isPresent()
        ? chosen().filter(fits).stream().toList()
        : documents.stream().filter(fits).toList();
  }

  /** The document at a path below the root; upper and lower case are the same. */
  Optional<Entry> document(List<String> path) {
    return Optional.ofNullable(documentByPath.get(key(path)));
  }

  /** A picture was found, or why not. */
  record Found(@Nullable Entry entry, String trouble) {}

  /**
   * The picture of a name that stands in a document: relative to the document, else to the root,
   * else the one picture whose path ends alike. For the last, folders whose names are part of the
   * document's name are preferred ({@code train2017} for {@code instances_train2017.json}).
   */
  Found picture(String name, List<String> document) {
    List<String> parts = new ArrayList<>();
    for (String part : name.replace('\\', '/').split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() || parts.get(parts.size() - 1).equals("..")) {
      return new Found(null, "a picture without a name");
    }
    boolean absolute = name.startsWith("/") || name.startsWith("\\") || name.matches("(?s).:.*");
    List<String> folder = document.subList(0, document.size() - 1);
    if (!absolute) {
      List<String> there = resolved(folder, parts);
      Entry entry = there == null ? null : pictureByPath.get(key(there));
      if (entry == null && (there == null || !folder.isEmpty())) {
        List<String> below = resolved(List.of(), parts);
        if (there == null && below == null) {
          return new Found(null, "a path that leaves the folder of the data set");
        }
        entry = below == null ? null : pictureByPath.get(key(below));
      }
      if (entry != null) {
        return new Found(entry, "");
      }
    }
    return bySuffix(parts, document);
  }

  /** As {@link #picture}; a name without an extension may be that of a picture with one. */
  Found named(String name, List<String> document) {
    if (name.isBlank()) {
      return new Found(null, "a picture without a name");
    }
    Found found = picture(name, document);
    if (found.entry() != null) {
      return found;
    }
    if (stems.isEmpty()) {
      for (Entry one : pictures) {
        stems.merge(key(stem(last(one.path()))), List.of(one), FileTree::both);
      }
    }
    String last = name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    List<Entry> alike = stems.getOrDefault(key(last), List.of());
    return alike.size() == 1 ? new Found(alike.get(0), "") : found;
  }

  private static List<Entry> both(List<Entry> a, List<Entry> b) {
    List<Entry> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  private Found bySuffix(List<String> parts, List<String> document) {
    List<Entry> candidates = picturesByName.getOrDefault(key(last(parts)), List.of());
    String hint = key(last(document));
    Entry best = null;
    int bestScore = -1;
    boolean tie = false;
    for (Entry one : candidates) {
      int alike = 0;
      int n = Math.min(parts.size(), one.path().size());
      while (alike < n
          && key(parts.get(parts.size() - 1 - alike))
              .equals(key(one.path().get(one.path().size() - 1 - alike)))) {
        alike++;
      }
      boolean hinted =
          one.path().subList(0, one.path().size() - 1).stream()
              .anyMatch(part -> part.length() > 2 && hint.contains(key(part)));
      int score = 2 * alike + (hinted ? 1 : 0);
      if (score > bestScore) {
        best = one;
        bestScore = score;
        tie = false;
      } else if (score == bestScore) {
        tie = true;
      }
    }
    if (best == null) {
      return new Found(null, "a picture that is not there");
    }
    return tie ? new Found(null, "a name that several pictures have") : new Found(best, "");
  }

  /** A path from a folder on; null if it leaves the root. */
  static @Nullable List<String> resolved(List<String> folder, List<String> parts) {
    List<String> path = new ArrayList<>(folder);
    for (String part : parts) {
      if (part.equals("..")) {
        if (path.isEmpty()) {
          return null;
        }
        path.remove(path.size() - 1);
      } else {
        path.add(part);
      }
    }
    return path;
  }

  static String last(List<String> path) {
    return path.get(path.size() - 1);
  }

  /** The path with the last extension taken off. */
  static List<String> withoutExtension(List<String> path) {
    List<String> stem = new ArrayList<>(path);
    stem.set(stem.size() - 1, stem(last(path)));
    return stem;
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  /** For looking up: composed letters, in lower case. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  static String key(List<String> path) {
    return key(String.join("/", path));
  }

  /** The bytes from the first on; a file is not taken into memory. */
  static InputStream open(ByteSource source) throws IOException {
    Path file = source.file();
    return file == null
        ? new ByteArrayInputStream(source.read())
        : new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** The first bytes, fewer if there are no more; none if it cannot be read. */
  static byte[] head(ByteSource source, int bytes) {
    try (InputStream in = open(source)) {
      return in.readNBytes(bytes);
    } catch (IOException unreadable) {
      return new byte[0];
    }
  }

  static OcelliException unreadable(ByteSource source, IOException e) {
    return new OcelliException(
        "the file cannot be read",
        source.name(),
        NearPaths.reason(e),
        "check its permissions and that it is whole",
        e);
  }
}
