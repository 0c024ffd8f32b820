package io.ocelli.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes folders and archives of small files whose content is their own name. */
public final class Trees {
  private Trees() {}

  /** Files below {@code root}; a name that ends with a slash is an empty folder. */
  public static Path folder(Path root, List<String> names) throws IOException {
    Files.createDirectories(root);
    for (String name : names) {
      Path path = root.resolve(name);
      if (name.endsWith("/")) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes(name));
      }
    }
    return root;
  }

  static Path tar(OutputStream to, Path file, List<String> names) throws IOException {
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(to, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setAddPaxHeadersForNonAsciiNames(true);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] bytes = name.endsWith("/") ? new byte[0] : bytes(name);
        entry.setSize(bytes.length);
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
      }
    }
    return file;
  }

  static Path tar(Path file, List<String> names) throws IOException {
    return tar(Files.newOutputStream(file), file, names);
  }

  static Path zip(Path file, List<String> names, boolean stored) throws IOException {
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
      for (String name : names) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        byte[] bytes = name.endsWith("/") ? new byte[0] : bytes(name);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(bytes);
          entry.setMethod(ZipArchiveEntry.STORED);
          entry.setSize(bytes.length);
          entry.setCrc(crc.getValue());
        }
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
      }
    }
    return file;
  }

  static byte[] bytes(String name) {
    return ("content of " + name + " ").repeat(20).getBytes(StandardCharsets.UTF_8);
  }
}
