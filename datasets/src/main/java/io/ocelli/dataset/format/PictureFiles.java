package io.ocelli.dataset.format;

import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.NewFolder;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/** The new folder of a data set: puts pictures into it and writes the files beside them. */
final class PictureFiles {
  private final Path out;
  private final boolean link;
  private final IntConsumer progress;
  private final Set<String> taken = new HashSet<>();
  private final List<String> renamed = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int done;
  private int written;

  /**
   * @throws UsageException if the folder is not empty or lies inside the data set
   */
  PictureFiles(DetectionDataset data, Path out, boolean link, IntConsumer progress) {
    this.out = out;
    this.link = link;
    this.progress = progress;
    NewFolder.check(Path.of(data.name()), out);
  }

  /**
   * Puts a picture below a folder of the output.
   *
   * @param stemsDiffer whether two pictures may not differ in their extensions alone, since their
   *     annotations would have one name
   * @return its path below that folder, with {@code /}; null if the picture cannot be read
   */
  @org.jspecify.annotations.Nullable
  String put(AnnotatedPicture picture, String folder, boolean stemsDiffer) {
    String path = free(folder, safe(picture), stemsDiffer);
    Path target = path(folder + "/" + path);
    boolean fine = link ? linked(picture.source(), target) : copy(picture.source(), target);
    if (fine) {
      written++;
      if (!path.equals(picture.path())) {
        renamed.add(picture.path() + " is now " + path);
      }
    }
    progress.accept(++done);
    return fine ? path : null;
  }

  // Names from archives and other systems may be none here, or lead elsewhere.
  private static String safe(AnnotatedPicture picture) {
    List<String> parts = new ArrayList<>();
    for (String part : picture.path().replace('\\', '/').split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(
            part.chars().anyMatch(c -> c < 32) ? part.replaceAll("[\\x00-\\x1f]", "_") : part);
      }
    }
    return String.join("/", parts);
  }

  private String free(String folder, String path, boolean stemsDiffer) {
    String name = path;
    int dot = FileTree.stem(path).length();
    for (int n = 2; !taken.add(key(folder, name, stemsDiffer)); n++) {
      name = path.substring(0, dot) + "-" + n + path.substring(dot);
    }
    return name;
  }

  // File systems may not tell upper from lower case, or composed from decomposed letters.
  private static String key(String folder, String name, boolean stemsDiffer) {
    String all = folder + "/" + (stemsDiffer ? FileTree.stem(name) : name);
    return Normalizer.normalize(all, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private Path path(String below) {
    try {
      Path path = out.resolve(below).normalize();
      if (path.startsWith(out.normalize())) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Refused below.
    }
    throw new OcelliException(
        "a name that cannot be a file here", below, "the data set", "rename it in the data set");
  }

  private boolean copy(ByteSource source, Path target) {
    byte[] bytes;
    try {
      bytes = source.read();
    } catch (IOException e) {
      failures.add(source.name() + ": " + e.getMessage());
      return false;
    }
    try {
      Files.createDirectories(target.getParent());
      Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
  }

  private static boolean linked(ByteSource source, Path target) {
    try {
      Files.createDirectories(target.getParent());
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
    NewFolder.link(source, target);
    return true;
  }

  /** Writes a text file of the output, UTF-8. */
  void text(String below, String text) {
    Path target = path(below);
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
  }

  /** Something that writes and may fail. */
  interface Work {
    void write(BufferedWriter to) throws IOException;
  }

  /** Writes a text file of the output piece by piece, UTF-8. */
  void stream(String below, Work work) {
    Path target = path(below);
    try {
      Files.createDirectories(target.getParent());
      try (BufferedWriter to =
          Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
        work.write(to);
      }
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
  }

  /** Something that writes bytes and may fail. */
  interface BinaryWork {
    void write(OutputStream to) throws IOException;
  }

  /** Writes a file of the output that holds pictures; each is to be {@link #counted()}. */
  void binary(String below, BinaryWork work) {
    Path target = path(below);
    try {
      Files.createDirectories(target.getParent());
      try (OutputStream to =
          new BufferedOutputStream(
              Files.newOutputStream(
                  target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        work.write(to);
      }
    } catch (IOException e) {
      throw NewFolder.unwritable(target, e);
    }
  }

  /** A picture was written into a file of many. */
  void counted() {
    written++;
    progress.accept(++done);
  }

  DatasetFormat.Written written() {
    return new DatasetFormat.Written(written, renamed, failures);
  }
}
