package io.ocelli.model.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of this process, as Linux tells it. */
final class ProcessMemory {
  private ProcessMemory() {}

  /** What is in memory now, in bytes; 0 where the system does not tell. */
  static long resident() {
    return status("VmRSS:");
  }

  /** The most that ever was. */
  static long peak() {
    return status("VmHWM:");
  }

  private static long status(String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
