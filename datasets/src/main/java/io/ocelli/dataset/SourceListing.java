package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies below a folder or inside an archive, in sorted order (folder by folder, Unicode code
 * points). Hidden files and what operating systems leave behind ({@code .DS_Store}, {@code
 * __MACOSX}, {@code Thumbs.db}, {@code desktop.ini}, …) are not looked at. Symbolic links are
 * followed; loops are not.
 *
 * @param root the folder or archive
 * @param pictures files with the extension of an image
 * @param documents all other files that can be read, such as annotations
 * @param others names of all other files
 * @param unreadable folders and files that could not be looked at, each with the reason
 * @param folders all folders, also empty ones
 */
public record SourceListing(
    Path root,
    List<Entry> pictures,
    List<Entry> documents,
    List<String> others,
    List<String> unreadable,
    List<List<String>> folders) {

  /**
   * A file and its place below the root.
   *
   * @param path folder names and then the file name
   */
  public record Entry(List<String> path, ByteSource source) {
    /** Checks that there is a name. */
    public Entry {
      path = List.copyOf(path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("an entry has a name");
      }
    }
  }

  /** Names one after the other by Unicode code point, a folder before what is below it. */
  public static final Comparator<List<String>> PATH_ORDER =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = compareCodePoints(a.get(i), b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  private static final Set<String> LITTER =
      Set.of(
          "__macosx",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "@eadir",
          "$recycle.bin",
          "system volume information",
          "lost+found");

  /** Sorts. */
  public SourceListing {
    pictures = sorted(pictures);
    documents = sorted(documents);
    others = others.stream().sorted().toList();
    unreadable = unreadable.stream().sorted().toList();
    folders = folders.stream().sorted(PATH_ORDER).distinct().toList();
  }

  private static List<Entry> sorted(List<Entry> entries) {
    return entries.stream()
        .sorted(
            Comparator.comparing(Entry::path, PATH_ORDER)
                .thenComparing(entry -> entry.source().name()))
        .toList();
  }

  /** The sources of {@link #pictures()}. */
  public List<ByteSource> sources() {
    return pictures.stream().map(Entry::source).toList();
  }

  /**
   * Lists a folder or an archive (tar, tar.gz, tar.bz2, zip; told by content, not by name).
   *
   * @throws UsageException if there is no such folder, or it is a file that is no archive
   * @throws OcelliException if the archive is damaged or the folder cannot be read
   */
  public static SourceListing of(Path folderOrArchive) {
    if (Files.isDirectory(folderOrArchive)) {
      return ofFolder(folderOrArchive);
    }
    if (Files.exists(folderOrArchive)) {
      return Archive.list(folderOrArchive);
    }
    throw new UsageException(
        "no such folder or archive",
        folderOrArchive.toString(),
        "the data set",
        NearPaths.remedy(folderOrArchive));
  }

  static boolean isLitter(String name) {
    return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Compares by Unicode code point, which differs from {@link String#compareTo} beyond U+FFFF. */
  public static int compareCodePoints(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean sx = Character.isSurrogate(x);
        boolean sy = Character.isSurrogate(y);
        return sx == sy ? Character.compare(x, y) : sx ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static SourceListing ofFolder(Path root) {
    List<Entry> pictures = new ArrayList<>();
    List<Entry> documents = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Set<String> unreadable = new TreeSet<>();
    List<List<String>> folders = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (dir.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            if (isLitter(last(dir))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(names(root, dir));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isLitter(last(file))) {
              return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
              unreadable.add(file + ": a link that leads nowhere");
            } else if (attributes.isRegularFile() && ImageNames.matches(last(file))) {
              ByteSource source = new ByteSource.OfFile(file, attributes.size());
              pictures.add(new Entry(names(root, file), source));
            } else {
              others.add(file.toString());
              if (attributes.isRegularFile()) {
                ByteSource source = new ByteSource.OfFile(file, attributes.size());
                documents.add(new Entry(names(root, file), source));
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
            if (file.equals(root)) {
              throw reason;
            }
            if (!isLitter(last(file))) {
              unreadable.add(file + ": " + NearPaths.reason(reason));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path dir, @org.jspecify.annotations.Nullable IOException reason) {
            if (reason != null) {
              unreadable.add(dir + ": " + NearPaths.reason(reason));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new OcelliException(
          "the folder cannot be read",
          root.toString(),
          NearPaths.reason(e),
          "check its permissions",
          e);
    }
    return new SourceListing(root, pictures, documents, others, List.copyOf(unreadable), folders);
  }

  private static String last(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static List<String> names(Path root, Path below) {
    List<String> names = new ArrayList<>();
    for (Path part : root.relativize(below)) {
      names.add(part.toString());
    }
    return names;
  }
}
