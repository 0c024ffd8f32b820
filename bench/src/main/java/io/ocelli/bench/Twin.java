package io.ocelli.bench;

import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What someone would write by hand with OpenCV in place of a pipeline.
 *
 * @param operation the operation that is measured
 * @param pipeline what Ocelli runs; {@code scene/NAME.png} is a file of {@link BenchScenes}
 * @param call the same by hand
 * @param tolerance by how much a value may differ: the two are compared before they are timed
 * @param reason why the pipeline may take more than 1.2 times as long; empty where it should not
 */
record Twin(String operation, String pipeline, Call call, int tolerance, String reason) {
  /** A tolerance that allows everything: only the times are compared. */
  private static final int ANY = Integer.MAX_VALUE;

  /** Calls of OpenCV. */
  @FunctionalInterface
  interface Call {
    /** Makes a new matrix of a BGR picture; closes all others that it makes. */
    Mat run(Mat bgr);
  }

  /** A twin that gives the same to the bit. */
  static Twin of(String operation, String pipeline, Call call) {
    return new Twin(operation, pipeline, call, 0, "");
  }

  /** The same, with the reason why it may be slower. */
  Twin because(String why) {
    return new Twin(operation, pipeline, call, tolerance, why);
  }

  /** The same, where values may differ a little. */
  Twin within(int difference) {
    return new Twin(operation, pipeline, call, difference, reason);
  }

  /**
   * The same, where the results are not compared.
   *
   * @param why they differ; it stands in the table whatever the times are
   */
  Twin timedOnly(String why) {
    return new Twin(operation, pipeline, call, ANY, why);
  }

  /** Whether results are to be the same, but for the tolerance. */
  boolean compared() {
    return tolerance != ANY;
  }

  /** A new matrix that the work fills; closed if the work fails. */
  static Mat make(Consumer<Mat> work) {
    Mat out = new Mat();
    try {
      work.accept(out);
      return out;
    } catch (RuntimeException | Error e) {
      out.close();
      throw e;
    }
  }
}
