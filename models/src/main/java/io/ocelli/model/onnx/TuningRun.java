package io.ocelli.model.onnx;

import io.ocelli.error.OcelliException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The measurement behind {@link Tuning#measure}. */
final class TuningRun {
  /** Seconds that an arrangement is measured. */
  static final double PATIENCE = 0.6;

  /** An arrangement that takes more (threads, memory, busy waiting) has to gain this factor. */
  private static final double WORTH = 1.03;

  private static final int[] BATCHES = {1, 2, 4, 8};
  private static final int[] DEVICE_BATCHES = {1, 4, 8, 16, 32};

  private final Path model;
  private final Device device;
  private final long[] wanted;
  private final Consumer<String> progress;
  private final double patience;

  TuningRun(Path model, Device device, long[] wanted, Consumer<String> progress, double patience) {
    this.model = model;
    this.device = device;
    this.wanted = wanted.clone();
    this.progress = progress;
    this.patience = patience;
  }

  Tuning measure() {
    return new Tuning(true, latency(), throughput());
  }

  private Tuning.Latency latency() {
    Tuning.Latency best = null;
    for (int threads : threadCounts()) {
      for (boolean spinning : threads == 1 ? List.of(false) : List.of(false, true)) {
        double millis;
        try (OnnxModel open = OnnxModel.open(model, new OnnxOptions(device, threads, spinning))) {
          millis = 1e3 * seconds(open);
        }
        progress.accept(
            String.format(
                Locale.ROOT,
                "one answer: %d thread%s%s: %.2f ms",
                threads,
                threads == 1 ? "" : "s",
                spinning ? ", busy waiting" : "",
                millis));
        if (best == null || millis * WORTH < best.millis()) {
          best = new Tuning.Latency(threads, spinning, millis);
        }
      }
    }
    return best;
  }

  private Tuning.Throughput throughput() {
    Tuning.Throughput best = null;
    boolean cpu = device.equals(Device.CPU);
    // One thread a call: the callers decode and preprocess too, so there is one for each core.
    try (OnnxModel open = OnnxModel.open(model, new OnnxOptions(device, 1, false))) {
      boolean free = open.inputs().get(0).rank() > 0 && open.inputs().get(0).side(0) < 0;
      for (int workers : callers(cpu)) {
        for (int batch : !free ? new int[] {1} : cpu ? BATCHES : DEVICE_BATCHES) {
          double rate = rate(open, workers, batch);
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "many answers: %d caller%s, batch %d: %.1f a second",
                  workers,
                  workers == 1 ? "" : "s",
                  batch,
                  rate));
          if (best == null || rate > best.perSecond() * WORTH) {
            best = new Tuning.Throughput(workers, 1, batch, rate);
          }
        }
      }
    }
    return best;
  }

  /** On many cores half of them may do: two hardware threads share the arithmetic of a core. */
  private static List<Integer> callers(boolean cpu) {
    int cores = Runtime.getRuntime().availableProcessors();
    return !cpu ? List.of(2) : cores < 4 ? List.of(cores) : List.of(cores, cores / 2);
  }

  private Set<Integer> threadCounts() {
    Set<Integer> counts = new LinkedHashSet<>(List.of(1));
    if (device.equals(Device.CPU)) {
      int cores = Runtime.getRuntime().availableProcessors();
      for (int threads = 2; threads < cores; threads *= 2) {
        counts.add(threads);
      }
      counts.add(cores);
    }
    return counts;
  }

  /** Median time of a call with one picture. */
  private double seconds(OnnxModel open) {
    try (OnnxModel.Binding binding = bind(open, 1)) {
      warmUp(binding);
      List<Long> times = new ArrayList<>();
      long end = System.nanoTime() + (long) (patience * 1e9);
      do {
        long start = System.nanoTime();
        binding.run();
        times.add(System.nanoTime() - start);
      } while (System.nanoTime() < end || times.size() < 3);
      times.sort(null);
      return times.get(times.size() / 2) / 1e9;
    }
  }

  /** The first runs prepare kernels and grow the arena. */
  private static void warmUp(OnnxModel.Binding binding) {
    binding.run();
    binding.run();
  }

  /** Pictures a second of several callers. */
  private double rate(OnnxModel open, int workers, int batch) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      CyclicBarrier start = new CyclicBarrier(workers);
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        rates.add(
            threads.submit(
                () -> {
                  try (OnnxModel.Binding binding = bind(open, batch)) {
                    warmUp(binding);
                    start.await();
                    return rate(binding, batch);
                  } catch (RuntimeException e) {
                    // The others must not wait for one that will not come.
                    start.reset();
                    throw e;
                  }
                }));
      }
      double sum = 0;
      Throwable failed = null;
      for (Future<Double> rate : rates) {
        try {
          sum += rate.get();
        } catch (ExecutionException e) {
          // The cause proper, not that of those who waited for it.
          failed =
              e.getCause() instanceof OcelliException || failed == null ? e.getCause() : failed;
        }
      }
      if (failed instanceof OcelliException known) {
        throw known;
      }
      if (failed != null) {
        throw new IllegalStateException(failed);
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the measurement was interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private double rate(OnnxModel.Binding binding, int batch) {
    long begin = System.nanoTime();
    long end = begin + (long) (patience * 1e9);
    long runs = 0;
    while (runs < 2 || System.nanoTime() < end) {
      binding.run();
      runs++;
    }
    return batch * runs * 1e9 / (System.nanoTime() - begin);
  }

  private OnnxModel.Binding bind(OnnxModel open, int batch) {
    List<TensorInput> inputs = new ArrayList<>();
    for (TensorSpec spec : open.inputs()) {
      inputs.add(noise(spec, shape(open, spec, batch)));
    }
    return open.bind(inputs, List.of());
  }

  private long[] shape(OnnxModel open, TensorSpec spec, int batch) {
    boolean given = wanted.length > 0 && open.inputs().size() == 1;
    long[] shape =
        given ? wanted.clone() : spec.shape().stream().mapToLong(Long::longValue).toArray();
    if (spec.rank() > 0 && shape.length > 0 && spec.side(0) < 0) {
      shape[0] = batch;
    }
    if (Arrays.stream(shape).anyMatch(side -> side < 0)) {
      throw new OcelliException(
          "the model leaves the size of its input free",
          spec.toString(),
          model.toString(),
          "say the size that it is to be measured with");
    }
    return shape;
  }

  private static TensorInput noise(TensorSpec spec, long[] shape) {
    ElementType type = spec.elementType();
    int bytes = Math.toIntExact(Tensors.elements(shape) * Math.max(1, type.bytes()));
    ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    Random random = new Random(11);
    if (type == ElementType.FLOAT32) {
      while (data.hasRemaining()) {
        data.putFloat(random.nextFloat());
      }
    } else if (type == ElementType.UINT8 || type == ElementType.INT8) {
      while (data.hasRemaining()) {
        data.put((byte) random.nextInt(128));
      }
    }
    // Indices, sizes and switches stay 0, which any model takes.
    data.clear();
    return TensorInput.of(spec.name(), type.feedable() ? type : ElementType.UINT8, data, shape);
  }
}
