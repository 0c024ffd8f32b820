package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Pictures inside archives: tar, tar.gz, tar.bz2 and zip, told by content. Only the table of
 * contents is read; each picture is read in place when it is asked for ({@link ByteSource}). A
 * compressed tar cannot be read in place: it is unpacked once a process into one temporary tar,
 * deleted when the process ends.
 *
 * <p>Entry names are only ever names: {@code ..} and leading slashes are dropped from them, and no
 * entry is written anywhere.
 */
public final class Archive {
  private static final int TAR_BLOCK = 512;
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

  /** The kind of an archive. */
  enum Kind {
    TAR,
    GZIP,
    BZIP2,
    ZIP
  }

  private Archive() {}

  /** Whether the content of the file is one of the known archives. */
  public static boolean isArchive(Path file) {
    try {
      return Files.isRegularFile(file) && kind(file) != null;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * What is inside.
   *
   * @throws UsageException if it is no archive
   * @throws OcelliException if the archive is damaged
   */
  public static SourceListing list(Path archive) {
    try {
      Kind kind = kind(archive);
      if (kind == null) {
        throw new UsageException(
            "neither a folder nor an archive",
            archive.toString(),
            "the data set",
            "give a folder, or a .tar, .tar.gz, .tar.bz2 or .zip");
      }
      return switch (kind) {
        case TAR -> listTar(archive, archive);
        case GZIP, BZIP2 -> listTar(archive, UnpackedTar.of(archive, kind));
        case ZIP -> listZip(archive);
      };
      // commons-compress lets unchecked exceptions through on some damaged archives
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw damaged(archive, e);
    }
  }

  private static SourceListing listTar(Path archive, Path tar) throws IOException {
    List<SourceListing.Entry> pictures = new ArrayList<>();
    List<SourceListing.Entry> documents = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<List<String>> folders = new ArrayList<>();
    long length = Files.size(tar);
    requireHeader(tar);
    try (SeekableByteChannel channel = FileChannel.open(tar, StandardOpenOption.READ);
        TarFile table = new TarFile(channel, TAR_BLOCK * 20, TAR_BLOCK, "UTF-8", false)) {
      for (TarArchiveEntry entry : table.getEntries()) {
        List<String> path = path(entry.getName());
        String name = archive + "!/" + String.join("/", path);
        if (path.isEmpty() || path.stream().anyMatch(SourceListing::isLitter)) {
          continue;
        }
        if (entry.isDirectory()) {
          folders.add(path);
          continue;
        }
        if (entry.isLink() || entry.isSymbolicLink()) {
          unreadable.add(name + ": a link inside an archive is not followed");
          continue;
        }
        boolean picture = ImageNames.matches(path.get(path.size() - 1)) && entry.isFile();
        if (!picture) {
          others.add(name);
        }
        if (picture && entry.isSparse()) {
          unreadable.add(name + ": a sparse entry");
        } else if (picture && entry.getDataOffset() + entry.getSize() > length) {
          throw new IOException("the archive ends inside the entry " + entry.getName());
        } else if (entry.isFile() && !entry.isSparse()) {
          ByteSource source =
              new ByteSource.InTar(tar, name, entry.getDataOffset(), entry.getSize());
          (picture ? pictures : documents).add(new SourceListing.Entry(path, source));
        }
      }
    }
    return new SourceListing(
        archive, pictures, documents, others, unreadable, withParents(folders, pictures));
  }

  private static SourceListing listZip(Path archive) throws IOException {
    List<SourceListing.Entry> pictures = new ArrayList<>();
    List<SourceListing.Entry> documents = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<List<String>> folders = new ArrayList<>();
    try (ZipFile table = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(table.getEntries())) {
        List<String> path = path(entry.getName());
        String name = archive + "!/" + String.join("/", path);
        if (path.isEmpty() || path.stream().anyMatch(SourceListing::isLitter)) {
          continue;
        }
        int method = entry.getMethod();
        if (entry.isDirectory()) {
          folders.add(path);
          continue;
        }
        boolean picture = ImageNames.matches(path.get(path.size() - 1));
        if (!picture) {
          others.add(name);
        }
        String trouble = trouble(entry);
        if (trouble != null) {
          if (picture) {
            unreadable.add(name + ": " + trouble);
          }
        } else {
          ByteSource source =
              new ByteSource.InZip(
                  archive,
                  name,
                  entry.getDataOffset(),
                  entry.getCompressedSize(),
                  entry.getSize(),
                  method == ZipEntry.DEFLATED,
                  entry.getCrc());
          (picture ? pictures : documents).add(new SourceListing.Entry(path, source));
        }
      }
    }
    return new SourceListing(
        archive, pictures, documents, others, unreadable, withParents(folders, pictures));
  }

  private static @Nullable String trouble(ZipArchiveEntry entry) {
    int method = entry.getMethod();
    if (entry.isUnixSymlink()) {
      return "a link inside an archive is not followed";
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return "it is encrypted";
    }
    return method == ZipEntry.STORED || method == ZipEntry.DEFLATED
        ? null
        : "compression method " + method + " is not supported";
  }

  // Many archives have no entries for folders.
  private static List<List<String>> withParents(
      List<List<String>> folders, List<SourceListing.Entry> pictures) {
    Set<List<String>> all = new LinkedHashSet<>(folders);
    for (SourceListing.Entry picture : pictures) {
      int n = picture.path().size() - 1;
      while (n > 0 && all.add(picture.path().subList(0, n))) {
        n--;
      }
    }
    return List.copyOf(all);
  }

  private static List<String> path(String entryName) {
    List<String> path = new ArrayList<>();
    for (String part : SEPARATORS.split(entryName, -1)) {
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        path.add(part);
      }
    }
    return path;
  }

  // The reader takes a file that is too short or zero at its start for an archive without entries.
  private static void requireHeader(Path tar) throws IOException {
    try (InputStream in = Files.newInputStream(tar)) {
      byte[] head = in.readNBytes(TAR_BLOCK);
      boolean end = head.length == TAR_BLOCK && Arrays.equals(head, new byte[TAR_BLOCK]);
      if (!end && (head.length < TAR_BLOCK || !TarUtils.verifyCheckSum(head))) {
        throw new IOException("its content is no tar");
      }
    }
  }

  private static @Nullable Kind kind(Path file) throws IOException {
    byte[] head = new byte[TAR_BLOCK];
    int n;
    try (InputStream in = Files.newInputStream(file)) {
      n = in.readNBytes(head, 0, head.length);
    }
    if (n > 3 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5)) {
      return Kind.ZIP;
    }
    if (n > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
      return Kind.GZIP;
    }
    if (n > 3 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h') {
      return Kind.BZIP2;
    }
    if (n == TAR_BLOCK && isTarHeader(head)) {
      return Kind.TAR;
    }
    // Under an archive's name, but no whole header: damaged, and to be called so.
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".tar")) {
      return Kind.TAR;
    }
    return name.endsWith(".zip") ? Kind.ZIP : null;
  }

  private static boolean isTarHeader(byte[] head) {
    try {
      return TarUtils.verifyCheckSum(head);
    } catch (IllegalArgumentException notOctal) {
      return false;
    }
  }

  private static OcelliException damaged(Path archive, Exception e) {
    String reason =
        e instanceof IOException io ? NearPaths.reason(io) : String.valueOf(e.getMessage());
    return new OcelliException(
        "the archive cannot be read",
        archive.toString(),
        reason,
        "fetch or pack it again; to see how far it is whole, list it with tar or unzip",
        e);
  }
}
