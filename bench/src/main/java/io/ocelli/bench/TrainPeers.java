package io.ocelli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Training speed in images/s, random pictures, Adam, float32, batch 32: Ocelli and PyTorch in
 * turns, each in a process of its own that warms up before it is timed.
 *
 * <pre>
 * TrainPeers [--rounds N] [--threads N] [--python FILE]
 * </pre>
 *
 * <p>{@code --python} is an interpreter that has torch; without it PyTorch is left out, and that is
 * said. "tuned" is PyTorch in channels-last layout with glibc told to keep large blocks.
 */
public final class TrainPeers {
  private static final String RESULT = "RESULT ";
  private static final int BATCH = 32;

  private TrainPeers() {}

  /** A row of the table: a network, the side of its pictures, and timed steps. */
  private record Row(String net, int side, int steps) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("small-cnn", 32, 80),
          new Row("resnet18", 64, 20),
          new Row("resnet18", 128, 8),
          new Row("vgg16", 64, 6),
          new Row("mobilenetv2", 128, 10));

  /** See the class. */
  public static void main(String[] args) throws Exception {
    int rounds = BenchOptions.whole(args, "--rounds", 3);
    int threads = BenchOptions.whole(args, "--threads", Runtime.getRuntime().availableProcessors());
    String python = BenchOptions.text(args, "--python", "");
    if (python.isEmpty()) {
      System.out.println("PyTorch is left out: no --python FILE");
    }
    System.out.printf(
        "batch %d, %d threads, median of %d rounds, images/s%n", BATCH, threads, rounds);
    System.out.printf(
        "%-14s %5s %9s %9s %9s %9s %9s%n",
        "", "side", "ocelli", "pytorch", "ratio", "tuned", "ratio");
    for (Row row : ROWS) {
      Map<String, double[]> speeds = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        put(speeds, "ocelli", round, rounds, run(java(row, threads), false));
        if (!python.isEmpty()) {
          put(speeds, "pytorch", round, rounds, run(python(python, row, threads, false), false));
          put(speeds, "tuned", round, rounds, run(python(python, row, threads, true), true));
        }
      }
      double ocelli = median(speeds.get("ocelli"));
      double pytorch = median(speeds.getOrDefault("pytorch", new double[] {Double.NaN}));
      double tuned = median(speeds.getOrDefault("tuned", new double[] {Double.NaN}));
      System.out.printf(
          Locale.ROOT,
          "%-14s %5d %9.1f %9.1f %9.2f %9.1f %9.2f%n",
          row.net(),
          row.side(),
          ocelli,
          pytorch,
          ocelli / pytorch,
          tuned,
          ocelli / tuned);
    }
  }

  private static void put(
      Map<String, double[]> speeds, String name, int round, int rounds, double speed) {
    speeds.computeIfAbsent(name, key -> new double[rounds])[round] = speed;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<String> java(Row row, int threads) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrainContender.class.getName());
    for (Object argument : List.of(row.net(), row.side(), BATCH, row.steps(), warm(row), threads)) {
      command.add(argument.toString());
    }
    return command;
  }

  private static List<String> python(String python, Row row, int threads, boolean tuned) {
    String script =
        Path.of(System.getProperty("ocelli.bench", "bench"), "python", "train.py").toString();
    List<String> command =
        new ArrayList<>(List.of(python, script, row.net(), String.valueOf(row.side())));
    command.addAll(List.of("--batch", String.valueOf(BATCH)));
    command.addAll(List.of("--steps", String.valueOf(row.steps())));
    command.addAll(List.of("--warm", String.valueOf(warm(row))));
    command.addAll(List.of("--threads", String.valueOf(threads)));
    if (tuned) {
      command.add("--channels-last");
    }
    return command;
  }

  private static int warm(Row row) {
    return Math.max(2, row.steps() / 4);
  }

  private static double run(List<String> command, boolean tuned)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    boolean python = !command.contains(TrainContender.class.getName());
    if (python && !tuned) {
      // As it comes: what bench/run sets for Java is not PyTorch's way.
      builder
          .environment()
          .keySet()
          .removeAll(
              List.of("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "OMP_WAIT_POLICY"));
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output
        .lines()
        .filter(line -> line.startsWith(RESULT))
        .mapToDouble(line -> Double.parseDouble(line.substring(RESULT.length())))
        .findFirst()
        .orElse(Double.NaN);
  }
}
