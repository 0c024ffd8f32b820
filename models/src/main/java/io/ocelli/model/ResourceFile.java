package io.ocelli.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resources of this package as paths, so that what reads a model file reads these too. A jar is
 * opened as a file system once and stays open as long as the process, as a class loader keeps it.
 */
final class ResourceFile {
  private static final Map<String, Path> FOUND = new ConcurrentHashMap<>();

  private ResourceFile() {}

  /**
   * The path of a resource.
   *
   * @param name relative to this package
   * @throws IllegalStateException when it is not there: Ocelli was not packaged whole
   */
  static Path of(String name) {
    return FOUND.computeIfAbsent(name, ResourceFile::find);
  }

  private static Path find(String name) {
    URL url = ResourceFile.class.getResource(name);
    if (url == null) {
      throw new IllegalStateException("a part of Ocelli is missing in its jar: " + name);
    }
    try {
      if (url.getProtocol().equals("file")) {
        return Path.of(url.toURI());
      }
      URLConnection connection = url.openConnection();
      return connection instanceof JarURLConnection jar
              && jar.getJarFileURL().getProtocol().equals("file")
          ? inJar(jar)
          : copy(url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no address: " + url, e);
    }
  }

  private static Path inJar(JarURLConnection jar) throws IOException, URISyntaxException {
    try {
      FileSystem system = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()));
      return system.getPath("/" + jar.getEntryName());
    } catch (FileSystemNotFoundException | ProviderNotFoundException noZipFileSystem) {
      return copy(jar.getURL());
    }
  }

  /** For jars in jars and the like, which no file system reads. */
  private static Path copy(URL url) throws IOException {
    Path copy = Files.createTempFile("ocelli-", ".onnx");
    copy.toFile().deleteOnExit();
    try (InputStream in = url.openStream()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
