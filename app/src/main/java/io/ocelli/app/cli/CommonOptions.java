package io.ocelli.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
public final class CommonOptions {
  /** Where models run, as typed. */
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description =
          "Where models run: auto, cpu, cuda[:N], tensorrt[:N], openvino, coreml, directml[:N]"
              + " (default: ${DEFAULT-VALUE}). A device that is asked for is used, or the command"
              + " fails.",
      order = 100)
  public String device = "auto";

  /** Number of worker threads; 0 for one a core. */
  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Worker threads (default: one for each core). Results do not depend on it.",
      order = 101)
  public int threads;

  /** The seed of everything random. */
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).",
      order = 102)
  public long seed = 42;

  /** The file with options, as typed. */
  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description =
          "Options from a file, with the names of the long options as keys; what stands on the"
              + " command line wins. A run's args.yaml is such a file.",
      order = 103)
  public @Nullable Path config;

  /** The folder in which the command's folder is made. */
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the command puts its folder (default: runs/<task>).",
      order = 104)
  public @Nullable Path out;

  /** The name of the command's folder. */
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of that folder; numbered when it is taken.",
      order = 105)
  public @Nullable String name;

  /** No remarks, no progress. */
  @Option(
      names = {"--quiet", "-q"},
      description = "Only results and errors.",
      order = 106)
  public boolean quiet;

  /** Details and traces. */
  @Option(
      names = {"--verbose", "-v"},
      description = "Details, and a trace with an error.",
      order = 107)
  public boolean verbose;

  /** This help. */
  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "Show this help.",
      order = 108)
  boolean help;

  /** The number of worker threads to use: as asked for, else one a core. */
  public int workers() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
