package io.ocelli.model.onnx;

import io.ocelli.error.OcelliException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a model is best run on this machine, by measurement: one answer as soon as possible, and as
 * many answers as possible. {@link #measure} finds it out once and keeps it in {@code
 * $OCELLI_HOME/tuning.json}; {@link #of} reads it there, and gives sane values where nothing was
 * measured. It holds for one processor, number of cores, version of ONNX Runtime, device and model
 * file (by sha256); the answers of the model do not depend on it, but for the order of sums.
 *
 * @param measured whether it was measured and is not the default
 * @param latency for one answer at a time
 * @param throughput for many answers
 */
public record Tuning(boolean measured, Latency latency, Throughput throughput) {
  /**
   * One call at a time, which may use all cores.
   *
   * @param threads that work on a call
   * @param spinning whether they wait busily for the next layer
   * @param millis a call with a batch of 1, median; 0 when it was not measured
   */
  public record Latency(int threads, boolean spinning, double millis) {}

  /**
   * Many callers on one session.
   *
   * @param workers callers at the same time
   * @param threads that work on each call, usually 1
   * @param batch pictures in a call; more than 1 only where the model allows it
   * @param perSecond pictures a second of all callers together; 0 when it was not measured
   */
  public record Throughput(int workers, int threads, int batch, double perSecond) {}

  /** All cores for one call; a caller for each core with batches of 1. */
  static Tuning usual() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Tuning(false, new Latency(cores, false, 0), new Throughput(cores, 1, 1, 0));
  }

  /** What was measured for this model on the CPU of this machine, else the usual values. */
  public static Tuning of(Path model) {
    return of(model, Device.CPU);
  }

  /**
   * What was measured for this model on a device of this machine, else the usual values. Never
   * fails: a file that is missing or damaged counts as nothing measured.
   */
  public static Tuning of(Path model, Device device) {
    return TuningFile.inHome().read(model, device).orElseGet(Tuning::usual);
  }

  /**
   * Measures and keeps the result. Takes about ten seconds for a small model on two cores; the
   * machine should be idle.
   *
   * @param model an {@code .onnx} file whose every input but the batch has known sides, or else see
   *     {@code shape}
   * @param device a device that works; AUTO is resolved
   * @param shape sides of the model's one input, for a model that leaves some free; the first is
   *     the batch and is varied where the model allows it; empty to take the model's own
   * @param progress gets a line for each arrangement that was measured
   * @throws OcelliException when the model cannot be opened or run, or its sides are not known
   */
  public static Tuning measure(Path model, Device device, long[] shape, Consumer<String> progress) {
    Device used = Devices.resolve(device).device();
    Tuning found = new TuningRun(model, used, shape, progress, TuningRun.PATIENCE).measure();
    TuningFile.inHome().write(model, used, found);
    return found;
  }

  /** Options for one answer at a time. */
  public OnnxOptions latencyOptions(Device device) {
    return new OnnxOptions(device, latency.threads(), latency.spinning());
  }

  /** Options for many callers on one session. */
  public OnnxOptions throughputOptions(Device device) {
    return new OnnxOptions(device, throughput.threads(), false);
  }
}
