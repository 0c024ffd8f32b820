package io.ocelli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One contender's process on one network: its command, and what it said.
 *
 * @param steps how many are timed at most
 * @param seconds after which no further step is timed, but for the second
 */
record TrainTurn(
    Peer peer, String net, int side, int batch, int steps, int threads, double seconds) {
  private static final String RESULT = "RESULT ";

  /** Who trains. */
  enum Peer {
    OCELLI("ocelli"),
    PYTORCH("pytorch"),
    /** PyTorch in channels-last layout with glibc told to keep large blocks. */
    TUNED("tuned"),
    DJL("djl"),
    DL4J("dl4j"),
    DL4J_HELPERS("dl4j-helpers");

    private final String label;

    Peer(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    boolean isPython() {
      return this == PYTORCH || this == TUNED;
    }
  }

  /**
   * What a contender said.
   *
   * @param speed images/s; not a number if it did not run
   * @param steps how many were timed
   * @param parameters of its network
   * @param first loss
   * @param last loss
   * @param problem why it did not run, or empty
   */
  record Result(
      double speed, int steps, long parameters, double first, double last, String problem) {
    static Result none(String problem) {
      return new Result(Double.NaN, 0, 0, Double.NaN, Double.NaN, problem);
    }

    boolean isThere() {
      return problem.isEmpty();
    }
  }

  /** Starts this JVM anew with another class. */
  static List<String> java(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    return command;
  }

  /** Runs the process to its end. */
  Result run(String python) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("ocelli-bench", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(peer.isPython() ? python(python) : java())
              .redirectError(errors.toFile());
      Map<String, String> environment = builder.environment();
      if (peer != Peer.OCELLI && peer != Peer.TUNED) {
        // As they come: what bench/run sets is Ocelli's way.
        environment
            .keySet()
            .removeAll(
                List.of("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "OMP_WAIT_POLICY"));
      }
      environment.put("OMP_NUM_THREADS", Integer.toString(threads));
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return output
          .lines()
          .filter(line -> line.startsWith(RESULT))
          .map(line -> result(line.substring(RESULT.length()).split(" ", -1)))
          .findFirst()
          .orElseGet(() -> Result.none("exit " + exit + why(errors)));
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static Result result(String[] words) {
    return new Result(
        Double.parseDouble(words[0]),
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        "");
  }

  /** The line that tells most: Java's first of an exception, Python's last. */
  private static String why(Path errors) {
    try {
      List<String> lines =
          Files.readAllLines(errors).stream().filter(Predicate.not(String::isBlank)).toList();
      return lines.stream()
          .filter(line -> line.startsWith("Exception in thread"))
          .findFirst()
          .or(() -> lines.stream().reduce((a, b) -> b))
          .map(line -> ", " + line.strip())
          .orElse("");
    } catch (IOException e) {
      return ", and its errors cannot be read";
    }
  }

  private int warm() {
    return Math.max(2, steps / 4);
  }

  private List<String> java() {
    List<String> command = java(TrainContender.class.getName());
    for (Object word : List.of(peer.label(), net, side, batch, steps, warm(), threads, seconds)) {
      command.add(word.toString());
    }
    return command;
  }

  private List<String> python(String python) {
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(
        Path.of(System.getProperty("ocelli.bench", "bench"), "python", "train.py").toString());
    command.addAll(List.of(net, Integer.toString(side)));
    command.addAll(List.of("--batch", Integer.toString(batch)));
    command.addAll(List.of("--steps", Integer.toString(steps)));
    command.addAll(List.of("--warm", Integer.toString(warm())));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    command.addAll(List.of("--seconds", Double.toString(seconds)));
    if (peer == Peer.TUNED) {
      command.add("--channels-last");
    }
    return command;
  }
}
