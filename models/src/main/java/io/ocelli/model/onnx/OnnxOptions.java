package io.ocelli.model.onnx;

/**
 * How a model is opened.
 *
 * @param device where it runs
 * @param threads threads that work on one call of run, at least 1. With 1 the calling thread does
 *     all the work and the session makes no threads of its own: right when many threads share the
 *     model. More make a single answer come sooner.
 * @param spinning whether idle threads of the session wait busily. That gains some microseconds a
 *     layer when nothing else runs, and takes the cores from everything that does.
 */
public record OnnxOptions(Device device, int threads, boolean spinning) {
  /** Any device, all cores, no busy waiting. */
  public static final OnnxOptions DEFAULT =
      new OnnxOptions(Device.AUTO, Runtime.getRuntime().availableProcessors(), false);

  /** Any device, one thread: for a model that many threads share. */
  public static final OnnxOptions SHARED = new OnnxOptions(Device.AUTO, 1, false);

  /** Checks that there is a thread. */
  public OnnxOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  /** The same with another device. */
  public OnnxOptions withDevice(Device other) {
    return new OnnxOptions(other, threads, spinning);
  }

  /** The same with another number of threads. */
  public OnnxOptions withThreads(int other) {
    return new OnnxOptions(device, other, spinning);
  }
}
