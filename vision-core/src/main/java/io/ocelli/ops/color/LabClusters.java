package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.KMEANS_PP_CENTERS;
import static org.bytedeco.opencv.global.opencv_core.kmeans;
import static org.bytedeco.opencv.global.opencv_core.setRNGSeed;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_Lab2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ocelli.image.Rgb;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * Clusters of colours by k-means in CIE L*a*b*, where distances are about as large as they look.
 */
final class LabClusters {
  /** Pixels that are looked at; a larger picture is looked at on a grid of about so many. */
  private static final int SAMPLES = 128 * 128;

  private static final int ATTEMPTS = 3;
  private static final int ITERATIONS = 40;
  private static final double STILL = 0.1;

  private LabClusters() {}

  /**
   * The colours of a BGR matrix, the most frequent first; fewer where it has fewer colours.
   *
   * @param count at least 1
   */
  static List<DominantColor> of(Mat bgr, int count) {
    try (Mat sample = sample(bgr);
        Mat light = new Mat();
        Mat lab = new Mat();
        Mat labels = new Mat();
        Mat centres = new Mat();
        TermCriteria until =
            new TermCriteria(TermCriteria.EPS + TermCriteria.MAX_ITER, ITERATIONS, STILL)) {
      int k = Math.min(count, colors(sample));
      sample.convertTo(light, CV_32F, 1 / 255.0, 0);
      cvtColor(light, lab, COLOR_BGR2Lab);
      // The generator is the thread's own, so the result is the same on any number of threads.
      setRNGSeed(1);
      try (Mat points = lab.reshape(3, sample.rows() * sample.cols())) {
        kmeans(points, k, labels, until, ATTEMPTS, KMEANS_PP_CENTERS, centres);
      }
      return sorted(centres, labels, k);
    }
  }

  /** A continuous matrix of some of the pixels, none of them mixed with others. */
  private static Mat sample(Mat bgr) {
    double factor = Math.sqrt((double) SAMPLES / ((double) bgr.rows() * bgr.cols()));
    if (factor >= 1) {
      return bgr.clone();
    }
    int width = (int) Math.max(1, Math.min(SAMPLES, bgr.cols() * factor));
    int height = (int) Math.max(1, Math.min(SAMPLES, bgr.rows() * factor));
    Mat sample = new Mat();
    try (Size size = new Size(Math.min(width, bgr.cols()), Math.min(height, bgr.rows()))) {
      resize(bgr, sample, size, 0, 0, INTER_NEAREST);
      return sample;
    }
  }

  private static int colors(Mat bgr) {
    Set<Integer> seen = new HashSet<>();
    ByteBuffer values = bgr.createBuffer();
    while (values.hasRemaining()) {
      seen.add((values.get() & 255) << 16 | (values.get() & 255) << 8 | (values.get() & 255));
    }
    return seen.size();
  }

  private static List<DominantColor> sorted(Mat centres, Mat labels, int k) {
    int[] counts = new int[k];
    IntBuffer members = labels.createBuffer();
    int total = members.remaining();
    while (members.hasRemaining()) {
      counts[members.get()]++;
    }
    List<DominantColor> found = new ArrayList<>();
    try (Mat lab = centres.reshape(3, k);
        Mat light = new Mat()) {
      cvtColor(lab, light, COLOR_Lab2BGR);
      FloatBuffer bgr = light.createBuffer();
      for (int i = 0; i < k; i++) {
        Rgb color =
            new Rgb(level(bgr.get(3 * i + 2)), level(bgr.get(3 * i + 1)), level(bgr.get(3 * i)));
        found.add(new DominantColor(color.hex(), counts[i] / (double) total));
      }
    }
    found.sort(
        Comparator.comparingDouble(DominantColor::share)
            .reversed()
            .thenComparing(DominantColor::hex));
    return List.copyOf(found);
  }

  private static int level(float light) {
    return Math.max(0, Math.min(255, Math.round(255 * light)));
  }
}
