package io.ocelli.bench;

import io.ocelli.bench.TrainTurn.Peer;
import io.ocelli.bench.TrainTurn.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Training speed in images/s, random pictures, Adam, float32, batch 32: Ocelli, PyTorch in Python,
 * DJL with PyTorch and Deeplearning4j in turns, each in a process of its own that warms up before
 * it is timed.
 *
 * <pre>
 * TrainPeers [--rounds N] [--threads N] [--python FILE] [--only NET[-SIDE],...|none]
 *            [--contenders NAME,...] [--steps N] [--seconds N] [--beside-busy]
 * </pre>
 *
 * <ul>
 *   <li>{@code ocelli}.
 *   <li>{@code pytorch}: PyTorch as it comes; {@code --python} is an interpreter that has torch.
 *   <li>{@code tuned}: PyTorch in channels-last layout with glibc told to keep large blocks.
 *   <li>{@code djl}: the same network in DJL's blocks ({@link DjlNet}), PyTorch as it comes.
 *   <li>{@code dl4j}: the same network as a Deeplearning4j graph, as it is released.
 *   <li>{@code dl4j-helpers}: the same with its oneDNN helpers turned on.
 * </ul>
 *
 * <p>A contender that is not there is left out by name. A turn is timed for {@code --seconds} (60)
 * at most, but at least two steps; who needs longer than that has no further turn, and the steps
 * are told. {@code --steps} times so many in each row. Below each row stand the parameters of the
 * networks and the losses of the first and the last step: in Java all begin with the same weights
 * and pictures, so first losses agree (vgg16 apart, whose dropouts differ).
 *
 * <p>{@code --beside-busy} measures Ocelli's resnet18 at 64 alone and beside a process that keeps a
 * core busy.
 */
public final class TrainPeers {
  private static final int BATCH = 32;

  private static final List<Row> ROWS =
      List.of(
          new Row("small-cnn", 32, 80),
          new Row("resnet18", 64, 20),
          new Row("resnet18", 128, 8),
          new Row("vgg16", 64, 6),
          new Row("mobilenetv2", 128, 10));

  private final String python;
  private final int rounds;
  private final int threads;
  private final int steps;
  private final int seconds;

  /** A row of the table: a network, the side of its pictures, and timed steps. */
  private record Row(String net, int side, int steps) {
    String label() {
      return net + "-" + side;
    }
  }

  private TrainPeers(String[] args) {
    python = BenchOptions.text(args, "--python", "");
    rounds = BenchOptions.whole(args, "--rounds", 3);
    threads = BenchOptions.whole(args, "--threads", Runtime.getRuntime().availableProcessors());
    steps = BenchOptions.whole(args, "--steps", 0);
    seconds = BenchOptions.whole(args, "--seconds", 60);
  }

  /** See the class. */
  public static void main(String[] args) throws Exception {
    List<Row> rows = rows(BenchOptions.text(args, "--only", ""));
    List<Peer> wanted = wanted(BenchOptions.text(args, "--contenders", ""));
    TrainPeers peers = new TrainPeers(args);
    if (!rows.isEmpty()) {
      peers.table(rows, peers.present(wanted));
    }
    if (Arrays.asList(args).contains("--beside-busy")) {
      peers.besideBusy();
    }
  }

  private static List<Row> rows(String only) {
    if (only.isEmpty()) {
      return ROWS;
    }
    List<Row> rows = new ArrayList<>();
    for (String name : only.equals("none") ? new String[0] : only.split(",", -1)) {
      List<Row> found =
          ROWS.stream().filter(r -> r.net().equals(name) || r.label().equals(name)).toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "--only " + name + " is none of " + ROWS.stream().map(Row::label).toList());
      }
      rows.addAll(found);
    }
    return rows;
  }

  private static List<Peer> wanted(String names) {
    if (names.isEmpty()) {
      return List.of(Peer.values());
    }
    List<String> list = List.of(names.split(",", -1));
    List<Peer> peers =
        Arrays.stream(Peer.values()).filter(peer -> list.contains(peer.label())).toList();
    if (peers.size() < list.size()) {
      throw new IllegalArgumentException(
          "--contenders "
              + names
              + ": there are "
              + Arrays.stream(Peer.values()).map(Peer::label).collect(Collectors.joining(", ")));
    }
    return peers;
  }

  private List<Peer> present(List<Peer> wanted) throws InterruptedException {
    List<Peer> present = new ArrayList<>();
    String noTorch = wanted.stream().anyMatch(Peer::isPython) ? noTorch() : "";
    for (Peer peer : wanted) {
      String missing = peer.isPython() ? noTorch : peer == Peer.DJL ? noDjl() : "";
      if (missing.isEmpty()) {
        present.add(peer);
      } else {
        System.out.printf("%s is left out: %s%n", peer.label(), missing);
      }
    }
    return present;
  }

  private String noTorch() throws InterruptedException {
    if (python.isEmpty()) {
      return "no --python FILE";
    }
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? "" : python + " has no torch";
    } catch (IOException e) {
      return "cannot start " + python;
    }
  }

  private static String noDjl() {
    try {
      Class.forName("ai.djl.pytorch.engine.PtEngine", false, TrainPeers.class.getClassLoader());
      return "";
    } catch (ClassNotFoundException e) {
      return "built without the Maven profile 'peers'";
    }
  }

  private void table(List<Row> rows, List<Peer> peers) throws IOException, InterruptedException {
    System.out.printf(
        "batch %d, %d threads, images/s, median of %d rounds; x: Ocelli's speed by theirs%n",
        BATCH, threads, rounds);
    StringBuilder head = new StringBuilder("%-15s".formatted(""));
    for (Peer peer : peers) {
      head.append(peer.isPython() ? " %9s %6s".formatted(peer.label(), "x") : column(peer.label()));
    }
    System.out.println(head);
    for (Row row : rows) {
      Map<Peer, List<Result>> results = new EnumMap<>(Peer.class);
      peers.forEach(peer -> results.put(peer, new ArrayList<>()));
      for (int round = 0; round < rounds; round++) {
        for (Peer peer : peers) {
          List<Result> before = results.get(peer);
          if (before.stream().allMatch(result -> result.steps() == steps(row))) {
            before.add(turn(peer, row).run(python));
          }
        }
      }
      print(row, results);
    }
  }

  private static String column(String text) {
    return " %12s".formatted(text);
  }

  private int steps(Row row) {
    return steps > 0 ? steps : row.steps();
  }

  private TrainTurn turn(Peer peer, Row row) {
    return new TrainTurn(peer, row.net(), row.side(), BATCH, steps(row), threads, seconds);
  }

  private void print(Row row, Map<Peer, List<Result>> results) {
    double ocelli = median(results.getOrDefault(Peer.OCELLI, List.of()));
    StringBuilder line = new StringBuilder("%-15s".formatted(row.label()));
    results.forEach(
        (peer, turns) -> {
          double speed = median(turns);
          String text = number("%.1f", speed);
          line.append(
              peer.isPython()
                  ? " %9s %6s".formatted(text, number("%.2f", ocelli / speed))
                  : column(text));
        });
    System.out.println(line);
    results.forEach((peer, turns) -> System.out.println(detail(peer, turns, steps(row))));
  }

  private static String detail(Peer peer, List<Result> turns, int steps) {
    Result last = turns.get(turns.size() - 1);
    if (!last.isThere()) {
      return "  %s did not run: %s".formatted(peer.label(), last.problem());
    }
    return String.format(
        Locale.ROOT,
        "  %-12s %,d parameters, loss %.4f to %.4f, %d of %d steps in %d rounds",
        peer.label(),
        last.parameters(),
        last.first(),
        last.last(),
        last.steps(),
        steps,
        turns.size());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static double median(List<Result> results) {
    double[] sorted =
        results.stream().filter(Result::isThere).mapToDouble(Result::speed).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private void besideBusy() throws IOException, InterruptedException {
    TrainTurn turn = turn(Peer.OCELLI, new Row("resnet18", 64, 20));
    List<Result> alone = new ArrayList<>();
    List<Result> beside = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      alone.add(turn.run(python));
      try (BusyCore company = new BusyCore()) {
        beside.add(turn.run(python));
        if (!company.isBusy()) {
          throw new IllegalStateException("the busy process ended by itself");
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "ocelli, resnet18-64, %d threads: alone %.1f images/s, beside a busy process %.1f, share"
            + " %.2f%n",
        threads,
        median(alone),
        median(beside),
        median(beside) / median(alone));
  }
}
