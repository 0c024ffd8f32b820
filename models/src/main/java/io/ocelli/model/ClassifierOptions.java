package io.ocelli.model;

import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.Tuning;

/**
 * How a classifier is opened.
 *
 * @param device where it runs
 * @param threads pictures that are worked on at the same time; 0 for what was measured for the
 *     model on this machine ({@link Tuning}), or one a core
 * @param mode what matters
 * @param augmentation views of each picture whose answers a classifier averages
 */
public record ClassifierOptions(
    Device device, int threads, Mode mode, TestTimeAugmentation augmentation) {
  /** What matters: answers a second, or the time to one answer. */
  public enum Mode {
    /**
     * Many pictures: each thread works on pictures of its own. The same picture gets the same
     * numbers, bit by bit.
     */
    THROUGHPUT,
    /**
     * One picture at a time: all cores work on it, in the way that was measured to be the fastest.
     * The order of sums may differ from {@link #THROUGHPUT}, and with it the last digits.
     */
    LATENCY
  }

  /** Any device, as many threads as there are cores. */
  public static final ClassifierOptions DEFAULT = new ClassifierOptions(Device.AUTO, 0);

  /** Checks that the number of threads is not negative. */
  public ClassifierOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must not be negative: " + threads);
    }
  }

  /** For many pictures. */
  public ClassifierOptions(Device device, int threads) {
    this(device, threads, Mode.THROUGHPUT, TestTimeAugmentation.NONE);
  }

  /** The same with another device. */
  public ClassifierOptions withDevice(Device other) {
    return new ClassifierOptions(other, threads, mode, augmentation);
  }

  /** The same with another number of threads. */
  public ClassifierOptions withThreads(int other) {
    return new ClassifierOptions(device, other, mode, augmentation);
  }

  /** The same for another purpose. */
  public ClassifierOptions withMode(Mode other) {
    return new ClassifierOptions(device, threads, other, augmentation);
  }

  /** The same with other views of each picture. */
  public ClassifierOptions withAugmentation(TestTimeAugmentation other) {
    return new ClassifierOptions(device, threads, mode, other);
  }
}
