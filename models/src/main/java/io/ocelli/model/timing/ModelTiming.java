package io.ocelli.model.timing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one model.
 *
 * @param name as the user named it
 * @param file the {@code .onnx} file
 * @param device what it ran on
 * @param threads workers of {@code rates}, each with calls of its own
 * @param callThreads threads that worked on one picture in {@code stages}
 * @param loadMillis from the file to a model that can be run, ONNX Runtime being there already
 * @param firstMillis the first picture from its bytes to its answer, with nothing warmed up
 * @param stages one picture at a time, after the warm-up; POSTPROCESS only where the task has one
 * @param rates by batch, in the order asked for
 * @param residentBytes memory of the process after all that, 0 where the system does not tell; with
 *     several models it is that of all of them
 * @param peakBytes the most it ever was, likewise
 * @param remarks what the reader has to know, a sentence each
 */
public record ModelTiming(
    String name,
    Path file,
    String device,
    int threads,
    int callThreads,
    double loadMillis,
    double firstMillis,
    Map<Stage, Percentiles> stages,
    List<BatchRate> rates,
    long residentBytes,
    long peakBytes,
    List<String> remarks) {
  /** Copies. */
  public ModelTiming {
    stages = Map.copyOf(stages);
    rates = List.copyOf(rates);
    remarks = List.copyOf(remarks);
  }
}
