package io.ocelli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.SourceListing;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Outcome;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many pictures from disk a classifier labels a second, and what bare {@code OrtSession.run}
 * reaches on ready tensors in the same process with the same number of threads.
 *
 * <pre>
 * ClassifyThroughput FOLDER MODEL [--images N] [--threads N] [--rounds N]
 * </pre>
 *
 * <p>The folder's pictures are repeated until there are N (default: once through). Each round
 * measures both, so that a busy machine slows both alike; the first N/10 (at least 200) pictures
 * warm up and are not counted. Resident memory (Linux) is printed after the first 1,000 pictures
 * and after the last of a round.
 */
public final class ClassifyThroughput {
  /** Core time tells the cost of a picture also on a machine that others use at the same time. */
  private record Rate(double perSecond, double coreMs) {}

  private ClassifyThroughput() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println(
          "usage: ClassifyThroughput FOLDER MODEL [--images N] [--threads N] [--rounds N]");
      System.exit(2);
    }
    List<ByteSource> found = SourceListing.of(Path.of(args[0])).sources();
    int images = option(args, "--images", found.size());
    int threads = option(args, "--threads", Runtime.getRuntime().availableProcessors());
    int rounds = option(args, "--rounds", 3);
    ClassifierOptions options = ClassifierOptions.DEFAULT.withThreads(threads);
    try (Classifier classifier = Classifier.open(args[1], options)) {
      print(
          "%d pictures of %s, %s on %s, %d threads",
          images,
          args[0],
          classifier.file().getFileName(),
          classifier.provider().device(),
          threads);
      classifier.classifyAll(repeat(found, Math.max(200, images / 10)), 5, outcome -> {});
      for (int round = 1; round <= rounds; round++) {
        round(classifier, repeat(found, images), threads, round);
      }
    }
  }

  private static void round(Classifier classifier, List<ByteSource> sources, int threads, int round)
      throws IOException {
    LongAdder failed = new LongAdder();
    long[] early = {-1};
    int[] seen = {0};
    long start = System.nanoTime();
    long cpuStart = cpuNanos();
    classifier.classifyAll(
        sources,
        5,
        outcome -> {
          if (outcome instanceof Outcome.Failed) {
            failed.increment();
          }
          if (++seen[0] == 1000) {
            early[0] = residentKb();
          }
        });
    double perSecond = sources.size() / ((System.nanoTime() - start) / 1e9);
    double coreMs = (cpuNanos() - cpuStart) / 1e6 / sources.size();
    long late = residentKb();
    Rate bare = bare(classifier, threads);
    print(
        "round %d: from disk %.0f images/s (%.2f core-ms each, %d failed),"
            + " bare run %.0f images/s (%.2f core-ms each), ratio %.2f",
        round,
        perSecond,
        coreMs,
        failed.sum(),
        bare.perSecond(),
        bare.coreMs(),
        perSecond / bare.perSecond());
    if (early[0] > 0 && late > 0) {
      print(
          "round %d: resident %.1f MiB after 1000, %.1f MiB at the end, growth %.1f MiB",
          round, early[0] / 1024.0, late / 1024.0, (late - early[0]) / 1024.0);
    }
  }

  /** Runs ready tensors for three seconds, one picture a call, the session shared. */
  private static Rate bare(Classifier classifier, int threads) {
    Preprocess input = classifier.card().input();
    OnnxOptions options = OnnxOptions.SHARED.withDevice(classifier.provider().device());
    LongAdder runs = new LongAdder();
    try (OnnxModel model = OnnxModel.open(classifier.file(), options)) {
      long start = System.nanoTime();
      long cpuStart = cpuNanos();
      long end = start + 3_000_000_000L;
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(new Thread(() -> runUntil(end, model, input, runs)));
      }
      workers.forEach(Thread::start);
      for (Thread worker : workers) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Rate(runs.sum() / seconds, (cpuNanos() - cpuStart) / 1e6 / runs.sum());
    }
  }

  private static void runUntil(long end, OnnxModel model, Preprocess input, LongAdder runs) {
    FloatBuffer tensor =
        ByteBuffer.allocateDirect(4 * input.elements())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (Image plain = Image.blank(input.width(), input.height(), 90, 140, 60);
        var preprocessor = input.start();
        OnnxModel.Binding binding =
            model.bind(tensor, List.of(), 1, input.channels(), input.height(), input.width())) {
      preprocessor.write(plain, tensor, 0);
      while (System.nanoTime() < end) {
        binding.run();
        runs.increment();
      }
    }
  }

  private static List<ByteSource> repeat(List<ByteSource> sources, int count) {
    return new AbstractList<>() {
      @Override
      public ByteSource get(int index) {
        return sources.get(index % sources.size());
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  private static int option(String[] args, String name, int byDefault) {
    for (int i = 2; i + 1 < args.length; i++) {
      if (args[i].equals(name)) {
        return Integer.parseInt(args[i + 1]);
      }
    }
    return byDefault;
  }

  /** Time that all threads of this process have had a core. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static long residentKb() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException notLinux) {
      return -1;
    }
    return -1;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
