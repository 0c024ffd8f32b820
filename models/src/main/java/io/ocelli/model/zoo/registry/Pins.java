package io.ocelli.model.zoo.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.error.OcelliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Checksums that no registry knows and that the first download has fixed: a YAML file with a line
 * for each URL. A later download that differs is refused.
 */
final class Pins {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Path file;

  Pins(Path file) {
    this.file = file;
  }

  /**
   * A checksum and the day on which it was seen first.
   *
   * @param sha256 64 hexadecimal digits
   * @param day as written: 2026-11-21
   */
  record Pin(String sha256, String day) {}

  Optional<Pin> of(URI url) {
    JsonNode pin = read().path(url.toString());
    return pin.path("sha256").isTextual()
        ? Optional.of(new Pin(pin.path("sha256").asText(), pin.path("day").asText("?")))
        : Optional.empty();
  }

  void put(URI url, String sha256, LocalDate day) throws IOException, InterruptedException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (PullLock held = PullLock.take(lock, file.toString(), Duration.ofSeconds(10))) {
      ObjectNode pins = read();
      pins.putObject(url.toString()).put("sha256", sha256).put("day", day.toString());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, YAML.writeValueAsString(pins));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return YAML.createObjectNode();
    }
    try {
      if (YAML.readTree(Files.readString(file)) instanceof ObjectNode pins) {
        return pins;
      }
      throw new IOException("it is no list of keys and values");
    } catch (IOException e) {
      throw new OcelliException(
          "the pinned checksums cannot be read",
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          file.toString(),
          "correct the file; without it every file counts as seen for the first time",
          e);
    }
  }
}
