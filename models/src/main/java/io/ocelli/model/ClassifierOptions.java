package io.ocelli.model;

import io.ocelli.model.onnx.Device;

/**
 * How a classifier is opened.
 *
 * @param device where it runs
 * @param threads pictures that are worked on at the same time, at least 1
 */
public record ClassifierOptions(Device device, int threads) {
  /** Any device, as many threads as there are cores. */
  public static final ClassifierOptions DEFAULT =
      new ClassifierOptions(Device.AUTO, Runtime.getRuntime().availableProcessors());

  /** Checks that there is a thread. */
  public ClassifierOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  /** The same with another device. */
  public ClassifierOptions withDevice(Device other) {
    return new ClassifierOptions(other, threads);
  }

  /** The same with another number of threads. */
  public ClassifierOptions withThreads(int other) {
    return new ClassifierOptions(device, other);
  }
}
