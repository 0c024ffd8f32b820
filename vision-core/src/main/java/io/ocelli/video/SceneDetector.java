package io.ocelli.video;

import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds cuts: the measure of PySceneDetect's ContentDetector. Both pictures are shrunk to at most
 * 256 columns, and the score is the mean absolute difference of their hue (0 to 179), saturation
 * and value (0 to 255), over all pixels and the three channels. From the threshold on a picture
 * begins a scene. Slow fades score low and are not found.
 *
 * <p>To be given the pictures of one video in order.
 */
public final class SceneDetector implements AutoCloseable {
  /** PySceneDetect's: hard cuts score above it, most motion below. */
  public static final double DEFAULT_THRESHOLD = 27;

  /** No scene is shorter; a cut that comes sooner after another is not one (a flash). */
  public static final long DEFAULT_SHORTEST_MICROS = 600_000;

  private static final int LOOKED_AT = 256;

  private final double threshold;
  private final long shortestMicros;
  private final Mat small = new Mat();
  private final Mat difference = new Mat();
  private Mat before = new Mat();
  private Mat now = new Mat();
  private boolean any;
  private long startMicros;
  private double score;

  /**
   * @param threshold above 0, up to 255; try 27
   * @param shortestMicros how long a scene is at least, in microseconds
   * @throws UsageException if the threshold is out of range
   */
  public SceneDetector(double threshold, long shortestMicros) {
    if (!(threshold > 0) || threshold > 255) {
      throw new UsageException(
          "the threshold is out of range",
          String.valueOf(threshold),
          "scene changes",
          "above 0, up to 255; 27 finds hard cuts");
    }
    this.threshold = threshold;
    this.shortestMicros = shortestMicros;
  }

  /** Whether the next picture begins a scene; the first one always does. */
  public boolean begins(Image image, long timeMicros) {
    int factor = Math.max(1, (image.width() + LOOKED_AT - 1) / LOOKED_AT);
    int width = Math.max(1, image.width() / factor);
    int height = Math.max(1, image.height() / factor);
    if (factor == 1) {
      cvtColor(image.mat(), now, COLOR_BGR2HSV);
    } else {
      try (Size size = new Size(width, height)) {
        resize(image.mat(), small, size, 0, 0, INTER_AREA);
      }
      cvtColor(small, now, COLOR_BGR2HSV);
    }
    boolean first = !any;
    score = first ? 0 : distance();
    Mat swap = before;
    before = now;
    now = swap;
    any = true;
    boolean begins = first || (score >= threshold && timeMicros - startMicros >= shortestMicros);
    if (begins) {
      startMicros = timeMicros;
    }
    return begins;
  }

  private double distance() {
    absdiff(before, now, difference);
    try (Scalar means = mean(difference)) {
      return (means.get(0) + means.get(1) + means.get(2)) / 3;
    }
  }

  /** How much the last picture differed from the one before, 0 to 255. */
  public double score() {
    return score;
  }

  @Override
  public void close() {
    small.close();
    difference.close();
    before.close();
    now.close();
  }
}
