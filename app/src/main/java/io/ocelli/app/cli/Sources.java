package io.ocelli.app.cli;

import io.ocelli.dataset.Archive;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.NearPaths;
import io.ocelli.dataset.SourceListing;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Expands what stands on a command line as {@code SOURCE…}: files, folders (the files below them
 * with the extension of an image, in sorted order), globs that the shell left alone, archives (tar,
 * tar.gz, tar.bz2, zip), {@code @list.txt} (a source a line, relative to the list) and addresses of
 * pictures on the web.
 *
 * <p>A file that is named outright is always tried, whatever its extension. What is not there
 * becomes a {@link Source.Missing}, so that the rest of the job goes on and nothing is lost.
 *
 * @param all the inputs, in the order in which they were asked for
 * @param others files in folders and archives that have no extension of an image
 */
public record Sources(List<Source> all, List<String> others) {
  /** Copies. */
  public Sources {
    all = List.copyOf(all);
    others = List.copyOf(others);
  }

  /**
   * Expands the words in their order.
   *
   * @throws UsageException if nothing at all is found, naming the first word and why
   */
  public static Sources of(List<String> words) {
    return of(words, "SOURCE");
  }

  /**
   * As {@link #of(List)}.
   *
   * @param label what the help of the command calls the words
   */
  public static Sources of(List<String> words, String label) {
    Expansion expansion = new Expansion();
    for (String word : words) {
      expansion.word(word);
    }
    Sources sources = new Sources(expansion.all, expansion.others);
    if (sources.all.stream().allMatch(Source.Missing.class::isInstance)) {
      throw sources.nothing(words, label);
    }
    return sources;
  }

  /** Says how many files were passed over; with {@code -v} which. */
  void tellOthers(Terminal terminal) {
    if (!others.isEmpty()) {
      terminal.remark(
          others.size()
              + " other files are no pictures by their names"
              + (terminal.verbose() ? ":" : " (-v names them)"));
      others.forEach(other -> terminal.detail("  " + Columns.printable(other)));
    }
  }

  /** Number of inputs that are not there. */
  public long missing() {
    return all.stream().filter(Source.Missing.class::isInstance).count();
  }

  private UsageException nothing(List<String> words, String label) {
    if (!all.isEmpty() && all.get(0) instanceof Source.Missing first) {
      String more = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more)";
      return new UsageException(first.problem(), first.name() + more, label, first.remedy());
    }
    return new UsageException(
        "no pictures",
        String.join(", ", words.subList(0, Math.min(3, words.size()))),
        label,
        others.isEmpty()
            ? "give files, folders, globs, archives, @list.txt or addresses"
            : "the "
                + others.size()
                + " files there have no extension of an image; name files outright to try them");
  }

  private static final class Expansion {
    private final List<Source> all = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    void word(String word) {
      if (word.length() > 1 && word.startsWith("@") && !exists(word)) {
        list(word);
      } else {
        entry(word, null);
      }
    }

    /** One source; relative paths start at {@code base}, or at the working folder. */
    private void entry(String word, @Nullable Path base) {
      String scheme = scheme(word);
      if (scheme.equals("http") || scheme.equals("https")) {
        remote(word);
        return;
      }
      if (!scheme.isEmpty() && !scheme.equals("file")) {
        all.add(
            new Source.Missing(
                word, "addresses of this kind are not fetched", "fetch it first, or use http(s)"));
        return;
      }
      Path path;
      try {
        path = scheme.equals("file") ? Path.of(URI.create(word)) : Path.of(word);
      } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
        if (Glob.looksLikeOne(word)) {
          glob(word, base);
        } else {
          all.add(new Source.Missing(word, "not a path", "check the name"));
        }
        return;
      }
      Path place = base == null ? path : base.resolve(path);
      if (word.isEmpty()) {
        all.add(new Source.Missing(word, "an empty name", "leave it out; '.' is this folder"));
      } else if (Files.exists(place)) {
        path(place, base == null ? List.of() : below(path));
      } else if (Glob.looksLikeOne(word)) {
        glob(word, base);
      } else {
        all.add(
            new Source.Missing(
                place.toString(), "no such file or folder", NearPaths.remedy(place)));
      }
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

    private void path(Path path, List<String> place) {
      if (Files.isDirectory(path)) {
        listing(path);
      } else if (Archive.isArchive(path)) {
        listing(path);
      } else {
        all.add(new Source.Picture(ByteSource.of(path), place, null));
      }
    }

    private void listing(Path folderOrArchive) {
      SourceListing listing;
      try {
        listing = SourceListing.of(folderOrArchive);
      } catch (OcelliException e) {
        String problem = e.problem() + " (" + e.origin() + ")";
        all.add(new Source.Missing(folderOrArchive.toString(), problem, e.remedy()));
        return;
      }
      for (SourceListing.Entry entry : listing.pictures()) {
        all.add(new Source.Picture(entry.source(), entry.path(), folderOrArchive));
      }
      for (String unreadable : listing.unreadable()) {
        int colon = unreadable.lastIndexOf(": ");
        String name = colon < 0 ? unreadable : unreadable.substring(0, colon);
        String problem = colon < 0 ? "cannot be read" : unreadable.substring(colon + 2);
        all.add(new Source.Missing(name, problem, "check it, or leave it out"));
      }
      others.addAll(listing.others());
    }

    private void glob(String pattern, @Nullable Path base) {
      List<Path> found;
      try {
        found = Glob.find(pattern, base);
      } catch (IOException | IllegalArgumentException e) {
        String reason = e instanceof IOException io ? FileErrors.reason(io) : "not a glob";
        all.add(new Source.Missing(pattern, reason, "check the pattern"));
        return;
      }
      if (found.isEmpty()) {
        all.add(
            new Source.Missing(
                pattern, "no file matches", "check the pattern; ** crosses folders, * does not"));
      }
      Path start = Glob.start(pattern, base);
      found.forEach(path -> path(path, below(start.relativize(path))));
    }

    private void remote(String word) {
      try {
        URI address = new URI(word.replace(" ", "%20"));
        if (address.getHost() == null) {
          throw new java.net.URISyntaxException(word, "no host");
        }
        all.add(new Source.Remote(word, URI.create(address.toASCIIString())));
      } catch (java.net.URISyntaxException e) {
        all.add(new Source.Missing(word, "not an address", "check it: " + e.getReason()));
      }
    }

    private void list(String word) {
      Path list;
      try {
        list = Path.of(word.substring(1));
      } catch (InvalidPathException e) {
        all.add(new Source.Missing(word, "not a path", "check the name"));
        return;
      }
      if (!Files.exists(list)) {
        all.add(new Source.Missing(word, "no such list", NearPaths.remedy(list)));
        return;
      }
      String text;
      try {
        text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(list)))
                .toString();
      } catch (CharacterCodingException e) {
        all.add(new Source.Missing(word, "the list is not UTF-8", "save it as UTF-8"));
        return;
      } catch (IOException e) {
        all.add(
            new Source.Missing(
                word, "the list cannot be read (" + FileErrors.reason(e) + ")", "check it"));
        return;
      }
      Path folder = list.getParent();
      String lines = text.startsWith("\uFEFF") ? text.substring(1) : text;
      lines
          .lines()
          .filter(line -> !line.isBlank())
          // Spaces may belong to a name; those of a Windows line end never do.
          .map(line -> exists(folder, line) ? line : line.strip())
          .forEach(line -> entry(line, folder));
    }

    private static boolean exists(@Nullable Path folder, String name) {
      return exists(folder == null ? name : folder + java.io.File.separator + name);
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
  }
}
