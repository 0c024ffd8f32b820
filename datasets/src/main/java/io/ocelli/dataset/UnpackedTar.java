package io.ocelli.dataset;

import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The uncompressed copies of compressed tars: one temporary file for each archive and process,
 * deleted when the process ends.
 */
final class UnpackedTar {
  private static final Map<Key, Path> COPIES = new HashMap<>();

  private record Key(Path archive, long size, long modified) {}

  private UnpackedTar() {}

  static Path of(Path archive, Archive.Kind kind) throws IOException {
    Key key =
        new Key(
            archive.toRealPath(),
            Files.size(archive),
            Files.getLastModifiedTime(archive).toMillis());
    synchronized (COPIES) {
      Path known = COPIES.get(key);
      if (known != null && Files.exists(known)) {
        return known;
      }
      Path copy = unpack(archive, kind);
      COPIES.put(key, copy);
      return copy;
    }
  }

  private static Path unpack(Path archive, Archive.Kind kind) throws IOException {
    Path copy = Files.createTempFile("ocelli-", ".tar");
    copy.toFile().deleteOnExit();
    try (InputStream file = Files.newInputStream(archive);
        InputStream plain =
            kind == Archive.Kind.GZIP
                ? GzipCompressorInputStream.builder()
                    .setInputStream(file)
                    .setDecompressConcatenated(true)
                    .get()
                : new BZip2CompressorInputStream(file, true)) {
      Files.copy(plain, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      boolean full = Files.getFileStore(copy).getUsableSpace() < (1 << 20);
      Files.deleteIfExists(copy);
      if (full) {
        throw new OcelliException(
            "no room to unpack the archive",
            archive.toString(),
            "the folder for temporary files, " + copy.getParent(),
            "unpack it yourself, or point -Djava.io.tmpdir at a larger disk",
            e);
      }
      throw e;
    }
  }
}
