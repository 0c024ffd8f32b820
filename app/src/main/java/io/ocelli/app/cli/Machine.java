package io.ocelli.app.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the operating system says of this machine, as far as it says it. */
final class Machine {
  /** The features that kernels of ours choose by. */
  private static final List<String> FEATURES =
      List.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512_vnni",
          "avx_vnni",
          "amx_int8",
          "neon",
          "asimd",
          "asimddp",
          "i8mm",
          "sve");

  private Machine() {}

  static String java() {
    return System.getProperty("java.version")
        + ", "
        + System.getProperty("java.vm.name")
        + ", "
        + System.getProperty("java.home");
  }

  static String system() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("os.arch");
  }

  static String processor() {
    return cpuInfo("model name").or(() -> cpuInfo("Model")).orElse("unknown");
  }

  static String processorFeatures() {
    Optional<String> flags = cpuInfo("flags").or(() -> cpuInfo("Features"));
    if (flags.isEmpty()) {
      return "unknown";
    }
    Set<String> present = Set.copyOf(Arrays.asList(flags.get().split("\\s+")));
    List<String> known = FEATURES.stream().filter(present::contains).toList();
    return known.isEmpty() ? "none of those that matter here" : String.join(" ", known);
  }

  private static Optional<String> cpuInfo(String key) {
    return line(Path.of("/proc/cpuinfo"), key + "\t")
        .or(() -> line(Path.of("/proc/cpuinfo"), key + ":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }

  private static Optional<String> line(Path file, String start) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(start)).findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Of the machine or, in a container with a limit, of the container. */
  static String memory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      String available =
          line(Path.of("/proc/meminfo"), "MemAvailable:")
              .map(line -> line.replaceAll("\\D", ""))
              .map(kib -> Bytes.text(Long.parseLong(kib) * 1024) + " available")
              .orElse(Bytes.text(system.getFreeMemorySize()) + " free");
      return Bytes.text(system.getTotalMemorySize()) + ", " + available;
    }
    return "unknown";
  }

  static String cameras() {
    List<String> found = new ArrayList<>();
    Path devices = Path.of("/dev");
    if (!Files.isDirectory(devices)) {
      return "not looked for on this system";
    }
    try (DirectoryStream<Path> videos = Files.newDirectoryStream(devices, "video*")) {
      for (Path video : videos) {
        found.add(video + (Files.isReadable(video) ? "" : " (no permission to read it)"));
      }
    } catch (IOException e) {
      return "cannot be looked for: " + FileErrors.reason(e);
    }
    found.sort(null);
    return found.isEmpty() ? "none (no /dev/video*)" : String.join(", ", found);
  }

  static String nvidiaDriver() {
    return line(Path.of("/proc/driver/nvidia/version"), "NVRM")
        .map(version -> "NVIDIA driver: " + version.replaceAll("\\s+", " ").strip())
        .orElse("no NVIDIA driver found");
  }
}
