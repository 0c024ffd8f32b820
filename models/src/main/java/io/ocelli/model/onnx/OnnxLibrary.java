package io.ocelli.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.ocelli.error.OcelliException;
import io.ocelli.model.home.OcelliHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime itself: finds its native libraries, starts it once per process, and says what it can
 * do.
 *
 * <p>As released it unpacks 28 MB from its jar into the temporary folder at every start. Here they
 * are unpacked once, into {@code $OCELLI_HOME/cache/onnxruntime-<checksum>}, which takes about 0.2
 * s off every later start and leaves nothing behind when a process is killed. Where that folder
 * cannot be written, or {@code -Donnxruntime.native.path=DIR} is given, ONNX Runtime's own way is
 * left alone.
 */
public final class OnnxLibrary {
  private static final String NATIVE_PATH = "onnxruntime.native.path";
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private static @Nullable OrtEnvironment environment;

  private OnnxLibrary() {}

  /**
   * The one environment of this process. Messages of ONNX Runtime's own logger are switched off:
   * what goes wrong comes as an exception, and what is only remarkable is not the user's business.
   */
  static synchronized OrtEnvironment environment() {
    OrtEnvironment ready = environment;
    if (ready == null) {
      useUnpackedLibraries();
      try {
        ready = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "ocelli");
      } catch (LinkageError | RuntimeException e) {
        throw new OcelliException(
            "ONNX Runtime cannot be loaded",
            firstLine(e),
            "the native library of " + platform(),
            "use a 64-bit Linux, macOS or Windows that ONNX Runtime supports, and check that "
                + cacheRoot()
                + " can be written",
            e);
      }
      environment = ready;
    }
    return ready;
  }

  /** The version of ONNX Runtime, for example {@code 1.28.0}. */
  public static String version() {
    return environment().getVersion();
  }

  /** The execution providers that are packaged: always {@code CPU}, perhaps {@code CUDA}, …. */
  public static List<String> providers() {
    environment();
    return OrtEnvironment.getAvailableProviders().stream().map(Enum::name).toList();
  }

  static String firstLine(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return message == null
        ? last.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElse("");
  }

  private static void useUnpackedLibraries() {
    if (System.getProperty(NATIVE_PATH) != null) {
      return;
    }
    try {
      List<URL> found = new ArrayList<>();
      CRC32 key = new CRC32();
      for (String library : LIBRARIES) {
        URL url =
            OrtEnvironment.class.getResource(
                "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library));
        if (url != null && url.openConnection() instanceof JarURLConnection jar) {
          found.add(url);
          key.update(
              HexFormat.of()
                  .toHexDigits(jar.getJarEntry().getCrc())
                  .getBytes(StandardCharsets.US_ASCII));
        }
      }
      if (found.size() >= 2) {
        Path folder =
            cacheRoot().resolve("onnxruntime-" + HexFormat.of().toHexDigits((int) key.getValue()));
        if (!Files.isDirectory(folder)) {
          unpack(found, folder);
        }
        System.setProperty(NATIVE_PATH, folder.toString());
      }
    } catch (IOException | UncheckedIOException | SecurityException e) {
      // ONNX Runtime then unpacks into the temporary folder, as it would without us.
      System.clearProperty(NATIVE_PATH);
    }
  }

  /** Unpacks beside the folder and renames, so that two first starts at once do no harm. */
  private static void unpack(List<URL> libraries, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path part = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".part");
    try {
      for (URL library : libraries) {
        String path = library.getPath();
        try (InputStream in = library.openStream()) {
          Files.copy(in, part.resolve(path.substring(path.lastIndexOf('/') + 1)));
        }
      }
      try {
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, folder);
      }
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } finally {
      delete(part);
    }
  }

  private static void delete(Path part) throws IOException {
    if (Files.isDirectory(part)) {
      try (var files = Files.list(part)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(part);
    }
  }

  private static Path cacheRoot() {
    return OcelliHome.folder().resolve("cache");
  }

  /** The platform in ONNX Runtime's words: linux-x64, osx-aarch64, …. */
  private static String platform() {
    Function<String, String> property = key -> System.getProperty(key, "").toLowerCase(Locale.ROOT);
    String os = property.apply("os.name");
    String arch = property.apply("os.arch");
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    return system + "-" + (arch.contains("aarch64") || arch.contains("arm64") ? "aarch64" : "x64");
  }
}
