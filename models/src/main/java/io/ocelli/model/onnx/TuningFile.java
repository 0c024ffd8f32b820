package io.ocelli.model.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.error.OcelliException;
import io.ocelli.model.home.OcelliHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where {@link Tuning}s are kept: a JSON file with one entry a model, device and machine. */
final class TuningFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  TuningFile(Path file) {
    this.file = file;
  }

  static TuningFile inHome() {
    return new TuningFile(OcelliHome.folder().resolve("tuning.json"));
  }

  Optional<Tuning> read(Path model, Device device) {
    try {
      ArrayNode entries = entries();
      long bytes = Files.size(model);
      // The model is only hashed when there is an entry of its size.
      String sha256 = null;
      for (JsonNode entry : entries) {
        if (entry.path("bytes").asLong() == bytes && isHere(entry, device)) {
          sha256 = sha256 == null ? sha256(model) : sha256;
          if (entry.path("model").asText().equals(sha256)) {
            return Optional.of(tuning(entry)).filter(TuningFile::isSane);
          }
        }
      }
      return Optional.empty();
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isHere(JsonNode entry, Device device) {
    return entry.path("processor").asText().equals(processor())
        && entry.path("cores").asInt() == cores()
        && entry.path("onnxruntime").asText().equals(OnnxLibrary.version())
        && entry.path("device").asText().equals(device.toString());
  }

  private static Tuning tuning(JsonNode entry) {
    JsonNode one = entry.path("latency");
    JsonNode many = entry.path("throughput");
    return new Tuning(
        true,
        new Tuning.Latency(
            one.path("threads").asInt(),
            one.path("spinning").asBoolean(),
            one.path("millis").asDouble()),
        new Tuning.Throughput(
            many.path("workers").asInt(),
            many.path("threads").asInt(),
            many.path("batch").asInt(),
            many.path("per_second").asDouble()));
  }

  /** Whether the numbers can be used, whoever wrote them. */
  private static boolean isSane(Tuning t) {
    return Stream.of(
            t.latency().threads(),
            t.throughput().workers(),
            t.throughput().threads(),
            t.throughput().batch())
        .allMatch(n -> n >= 1 && n <= 4096);
  }

  /**
   * Keeps a measurement, in place of an older one of the same model, device and machine.
   *
   * @throws OcelliException when it cannot be written
   */
  void write(Path model, Device device, Tuning tuning) {
    try {
      String sha256 = sha256(model);
      ArrayNode kept = JSON.createArrayNode();
      for (JsonNode entry : entries()) {
        if (!entry.path("model").asText().equals(sha256) || !isHere(entry, device)) {
          kept.add(entry);
        }
      }
      ObjectNode entry = kept.addObject();
      entry.put("model", sha256);
      entry.put("name", Objects.toString(model.getFileName()));
      entry.put("bytes", Files.size(model));
      entry.put("processor", processor());
      entry.put("cores", cores());
      entry.put("onnxruntime", OnnxLibrary.version());
      entry.put("device", device.toString());
      entry.put("measured", LocalDate.now(ZoneOffset.UTC).toString());
      entry
          .putObject("latency")
          .put("threads", tuning.latency().threads())
          .put("spinning", tuning.latency().spinning())
          .put("millis", tuning.latency().millis());
      entry
          .putObject("throughput")
          .put("workers", tuning.throughput().workers())
          .put("threads", tuning.throughput().threads())
          .put("batch", tuning.throughput().batch())
          .put("per_second", tuning.throughput().perSecond());
      ObjectNode all = JSON.createObjectNode();
      all.set("tunings", kept);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
      JSON.writeValue(part.toFile(), all);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OcelliException(
          "the measurement cannot be kept",
          file.toString(),
          String.valueOf(e.getMessage()),
          "check that the folder can be written, or set OCELLI_HOME to one that can",
          e);
    }
  }

  /** What is in the file; nothing when it is missing or damaged. */
  private ArrayNode entries() {
    try {
      if (Files.exists(file)
          && JSON.readTree(file.toFile()).get("tunings") instanceof ArrayNode a) {
        return a;
      }
    } catch (IOException damaged) {
      return JSON.createArrayNode();
    }
    return JSON.createArrayNode();
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      Optional<String> name =
          lines
              .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst();
      if (name.isPresent()) {
        return name.get();
      }
    } catch (IOException | UncheckedIOException notLinux) {
      return elsewhere();
    }
    return elsewhere();
  }

  private static String elsewhere() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return windows != null ? windows : System.getProperty("os.arch", "unknown");
  }

  private static String sha256(Path model) throws IOException {
    try (InputStream in = Files.newInputStream(model)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[1 << 16];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
