package io.ocelli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ocelli.dataset.ByteSource;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Outcome;
import io.ocelli.model.onnx.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One contender of {@link ClassifyPeers}, alone in its process: {@code ClassifyContender NAME MODEL
 * LIST THREADS WARM}. Prints {@code RESULT images/s core-ms peak-MiB}.
 */
public final class ClassifyContender {
  /** Labels pictures, several times. */
  interface Contender extends AutoCloseable {
    /** Labels them all and says how many have labels. */
    int label(List<Path> pictures) throws Exception;

    @Override
    void close();
  }

  private ClassifyContender() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    String model = args[1];
    List<Path> pictures = Files.readAllLines(Path.of(args[2])).stream().map(Path::of).toList();
    int threads = Integer.parseInt(args[3]);
    int warm = Math.min(Integer.parseInt(args[4]), pictures.size());
    try (Contender contender =
        switch (args[0]) {
          case "ocelli" -> new Ocelli(model, threads);
          case "djl" -> DjlContender.asItComes(model);
          case "djl-best" -> DjlContender.atItsBest(model, threads);
          default -> throw new IllegalArgumentException("no such contender: " + args[0]);
        }) {
      contender.label(pictures.subList(0, warm));
      long wall = System.nanoTime();
      long cpu = cpuNanos();
      int done = contender.label(pictures);
      double seconds = (System.nanoTime() - wall) / 1e9;
      double coreMs = (cpuNanos() - cpu) / 1e6 / done;
      System.out.printf(Locale.ROOT, "RESULT %.1f %.3f %.0f%n", done / seconds, coreMs, peakMiB());
    }
  }

  private record Ocelli(Classifier classifier) implements Contender {
    Ocelli(String model, int threads) {
      this(Classifier.open(model, new ClassifierOptions(Device.CPU, threads)));
    }

    @Override
    public int label(List<Path> pictures) {
      int[] done = {0};
      classifier.classifyAll(
          pictures.stream().map(ByteSource::of).toList(),
          5,
          outcome -> done[0] += outcome instanceof Outcome.Classified ? 1 : 0);
      return done[0];
    }

    @Override
    public void close() {
      classifier.close();
    }
  }

  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double peakMiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }
}
