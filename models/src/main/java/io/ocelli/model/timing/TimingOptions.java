package io.ocelli.model.timing;

import io.ocelli.model.onnx.Device;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param device where the models run
 * @param threads workers for the rates, at least 1
 * @param callThreads threads that work on one picture when it is alone; 0 for what was measured on
 *     this machine ({@link io.ocelli.model.onnx.Tuning}), or all cores
 * @param batches sizes of the batches, each at least 1
 * @param seconds for each single measurement, above 0
 * @param rounds how often each measurement is made; several models take turns
 */
public record TimingOptions(
    Device device,
    int threads,
    int callThreads,
    List<Integer> batches,
    double seconds,
    int rounds) {
  /** Checks the numbers. */
  public TimingOptions {
    batches = List.copyOf(batches);
    boolean sizes = !batches.isEmpty() && batches.stream().allMatch(batch -> batch >= 1);
    if (threads < 1 || callThreads < 0 || !sizes || !(seconds > 0) || rounds < 1) {
      throw new IllegalArgumentException(
          "threads %d and %d, batches %s, seconds %s, rounds %d"
              .formatted(threads, callThreads, batches, seconds, rounds));
    }
  }
}
