package io.ocelli.app.cli;

import io.ocelli.app.cli.SourceStream.Expansion;
import io.ocelli.dataset.Archive;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.FolderWalk;
import io.ocelli.dataset.NearPaths;
import io.ocelli.dataset.SourceListing;
import io.ocelli.error.OcelliException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a command line as {@code SOURCE…}: files, folders (the files below them with the
 * extension of an image, in sorted order), globs that the shell left alone, archives (tar, tar.gz,
 * tar.bz2, zip), {@code @list.txt} (a source a line, relative to the list), {@code
 * @table.csv:COLUMN} (a source a row, relative to the table), {@code -} (a list on standard input)
 * and addresses of pictures on the web.
 *
 * <p>A file that is named outright is always tried, whatever its extension. What is not there
 * becomes a {@link Source.Missing}, so that the rest of the job goes on and nothing is lost.
 */
final class SourceWords {
  /** The word for a list that comes in by standard input. */
  static final String STANDARD_INPUT = "-";

  private final @Nullable Path excluded;
  private final Consumer<String> other;
  private long others;

  SourceWords(@Nullable Path excluded, Consumer<String> other) {
    this.excluded = excluded == null ? null : excluded.toAbsolutePath().normalize();
    this.other = other;
  }

  long others() {
    return others;
  }

  /** A word of the command line. */
  Expansion word(String word) {
    if (word.equals(STANDARD_INPUT)) {
      return lines(SourceList.ofStandardInput(), null);
    }
    return word.length() > 1 && word.startsWith("@") && !exists(word)
        ? list(word.substring(1))
        : entry(word, null);
  }

  /** One source; relative paths start at {@code base}, or at the working folder. */
  private Expansion entry(String word, @Nullable Path base) {
    String scheme = scheme(word);
    if (scheme.equals("http") || scheme.equals("https")) {
      return new Expansion.One(remote(word));
    }
    if (!scheme.isEmpty() && !scheme.equals("file")) {
      return missing(
          word, "addresses of this kind are not fetched", "fetch it first, or use http(s)");
    }
    Path path;
    try {
      path = scheme.equals("file") ? Path.of(URI.create(word)) : Path.of(word);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Glob.looksLikeOne(word)
          ? glob(word, base)
          : missing(word, "not a path", "check the name");
    }
    Path place = base == null ? path : base.resolve(path);
    if (word.isEmpty()) {
      return missing(word, "an empty name", "leave it out; '.' is this folder");
    }
    if (Files.exists(place)) {
      return path(place, base == null ? List.of() : below(path));
    }
    if (Glob.looksLikeOne(word)) {
      return glob(word, base);
    }
    return missing(place.toString(), "no such file or folder", NearPaths.remedy(place));
  }

  /** The names on the way to a file of a list or glob; none where the way leads elsewhere. */
  private static List<String> below(Path typed) {
    if (typed.isAbsolute() || typed.getNameCount() < 2) {
      return List.of();
    }
    Path path = typed.normalize();
    List<String> names = new ArrayList<>();
    path.forEach(part -> names.add(part.toString()));
    return path.startsWith("..") ? List.of() : names;
  }

  private Expansion path(Path path, List<String> place) {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    return Archive.isArchive(path)
        ? archive(path)
        : new Expansion.One(new Source.Picture(ByteSource.of(path), place, null));
  }

  private Expansion folder(Path root) {
    FolderWalk walk;
    try {
      walk = FolderWalk.ofData(root, this::isExcluded);
    } catch (IOException e) {
      return missing(
          root.toString(),
          "the folder cannot be read (" + NearPaths.reason(e) + ")",
          "check its permissions");
    }
    return many(walk, step -> inFolder(step, root));
  }

  private boolean isExcluded(Path folder) {
    return excluded != null && folder.toAbsolutePath().normalize().equals(excluded);
  }

  /** Null for a file that is passed over. */
  private @Nullable Expansion inFolder(FolderWalk.Step step, Path root) {
    String reason = step.problem();
    if (reason != null) {
      return missing(step.path().toString(), reason, "check it, or leave it out");
    }
    if (!step.ordinary() || !FolderWalk.isPicture(step.names().get(step.names().size() - 1))) {
      passedOver(step.path().toString());
      return null;
    }
    ByteSource bytes = new ByteSource.OfFile(step.path(), step.size());
    return new Expansion.One(new Source.Picture(bytes, step.names(), root));
  }

  private void passedOver(String name) {
    others++;
    other.accept(name);
  }

  private Expansion archive(Path archive) {
    SourceListing listing;
    try {
      listing = SourceListing.of(archive);
    } catch (OcelliException e) {
      return missing(archive.toString(), e.problem() + " (" + e.origin() + ")", e.remedy());
    }
    listing.others().forEach(this::passedOver);
    List<Iterator<Expansion>> parts = new ArrayList<>();
    parts.add(
        mapped(
            listing.pictures().iterator(),
            entry -> new Expansion.One(new Source.Picture(entry.source(), entry.path(), archive))));
    parts.add(mapped(listing.unreadable().iterator(), SourceWords::unreadable));
    return new Expansion.Many(mapped(parts.iterator(), Expansion.Many::new));
  }

  private static Expansion unreadable(String nameAndReason) {
    int colon = nameAndReason.lastIndexOf(": ");
    String name = colon < 0 ? nameAndReason : nameAndReason.substring(0, colon);
    String problem = colon < 0 ? "cannot be read" : nameAndReason.substring(colon + 2);
    return missing(name, problem, "check it, or leave it out");
  }

  private Expansion glob(String pattern, @Nullable Path base) {
    Iterator<FolderWalk.Step> found;
    try {
      found = new Glob(pattern, base, this::isExcluded).find();
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? FileErrors.reason(io) : "not a glob";
      return missing(pattern, reason, "check the pattern");
    }
    return found.hasNext()
        ? many(found, this::matched)
        : missing(pattern, "no file matches", "check the pattern; ** crosses folders, * does not");
  }

  private Expansion matched(FolderWalk.Step step) {
    String reason = step.problem();
    return reason != null
        ? missing(step.path().toString(), reason, "check it, or leave it out")
        : path(step.path(), step.names().size() < 2 ? List.of() : step.names());
  }

  private static Source remote(String word) {
    try {
      URI address = new URI(word.replace(" ", "%20"));
      if (address.getHost() == null) {
        throw new URISyntaxException(word, "no host");
      }
      return new Source.Remote(word, URI.create(address.toASCIIString()));
    } catch (URISyntaxException e) {
      return new Source.Missing(word, "not an address", "check it: " + e.getReason());
    }
  }

  /** {@code @list.txt} or {@code @table.csv:COLUMN}, without the @. */
  private Expansion list(String word) {
    int colon = word.lastIndexOf(':');
    try {
      Path list = Path.of(word);
      boolean column = colon > 1 && !Files.exists(list) && exists(word.substring(0, colon));
      if (column) {
        list = Path.of(word.substring(0, colon));
        SourceList cells = SourceTable.open(list, word.substring(colon + 1));
        return lines(cells, list.getParent());
      }
      if (!Files.exists(list)) {
        return missing("@" + word, "no such list", NearPaths.remedy(list));
      }
      SourceTable.refuseAsList(list);
      return lines(SourceList.of(list), list.getParent());
    } catch (InvalidPathException e) {
      return missing("@" + word, "not a path", "check the name");
    } catch (IOException e) {
      return missing(
          "@" + word, "the list cannot be read (" + FileErrors.reason(e) + ")", "check it");
    } catch (OcelliException e) {
      return missing("@" + word, e.problem() + ": " + e.value(), e.remedy());
    }
  }

  private Expansion lines(SourceList list, @Nullable Path folder) {
    return new Expansion.Many(
        new SourceList.Each(
            list,
            // Spaces may belong to a name; those of a Windows line end never do.
            line -> entry(exists(folder, line) ? line : line.strip(), folder)));
  }

  private static boolean exists(@Nullable Path folder, String name) {
    return exists(folder == null ? name : folder + File.separator + name);
  }

  private static boolean exists(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The scheme of an address, in lower case; empty for a path (also for {@code C:\…}). */
  private static String scheme(String word) {
    int end = word.indexOf("://");
    if (end < 2 || !word.substring(0, end).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      return "";
    }
    return word.substring(0, end).toLowerCase(Locale.ROOT);
  }

  static Expansion missing(String name, String problem, String remedy) {
    return new Expansion.One(new Source.Missing(name, problem, remedy));
  }

  private static Expansion many(
      Iterator<FolderWalk.Step> steps, Function<FolderWalk.Step, @Nullable Expansion> each) {
    return new Expansion.Many(mapped(steps, each));
  }

  /** Each item as what it stands for, without those that stand for nothing. */
  private static <T> Iterator<Expansion> mapped(
      Iterator<T> items, Function<? super T, ? extends @Nullable Expansion> each) {
    return new Iterator<>() {
      private @Nullable Expansion next;

      @Override
      public boolean hasNext() {
        while (next == null && items.hasNext()) {
          next = each.apply(items.next());
        }
        return next != null;
      }

      @Override
      public Expansion next() {
        Expansion here = hasNext() ? next : null;
        if (here == null) {
          throw new java.util.NoSuchElementException();
        }
        next = null;
        return here;
      }
    };
  }
}
