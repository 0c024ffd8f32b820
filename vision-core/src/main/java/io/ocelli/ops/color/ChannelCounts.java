package io.ocelli.ops.color;

import static org.bytedeco.opencv.global.opencv_imgproc.calcHist;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/** How often each of the values 0 to 255 occurs in a channel. */
final class ChannelCounts {
  private static final int MAX_EXACT = 1 << 24;

  private final long[] counts;
  private final long total;

  private ChannelCounts(long[] counts) {
    this.counts = counts;
    this.total = Arrays.stream(counts).sum();
  }

  /** Counts a channel of an 8-bit matrix. */
  static ChannelCounts of(Mat mat, int channel) {
    long[] counts = new long[256];
    // OpenCV counts in float, which is exact up to 2^24: a picture with more pixels goes in bands.
    int band = Math.max(1, MAX_EXACT / mat.cols());
    for (int y = 0; y < mat.rows(); y += band) {
      try (Mat rows = mat.rowRange(y, Math.min(mat.rows(), y + band))) {
        add(rows, channel, counts);
      }
    }
    return new ChannelCounts(counts);
  }

  private static void add(Mat rows, int channel, long[] counts) {
    try (Mat everywhere = new Mat();
        Mat histogram = new Mat()) {
      calcHist(
          rows,
          1,
          new int[] {channel},
          everywhere,
          histogram,
          1,
          new int[] {256},
          new float[] {0, 256});
      FloatBuffer numbers = histogram.createBuffer();
      for (int v = 0; v < 256; v++) {
        counts[v] += (long) numbers.get(v);
      }
    }
  }

  /** How often a value occurs. */
  long at(int value) {
    return counts[value];
  }

  /** The number of pixels. */
  long total() {
    return total;
  }

  double mean() {
    double sum = 0;
    for (int v = 0; v < 256; v++) {
      sum += (double) v * counts[v];
    }
    return sum / total;
  }

  /** Of all pixels, not of a sample: divided by their number. */
  double standardDeviation() {
    double mean = mean();
    double sum = 0;
    for (int v = 0; v < 256; v++) {
      sum += (v - mean) * (v - mean) * counts[v];
    }
    return Math.sqrt(sum / total);
  }

  int smallest() {
    int v = 0;
    while (counts[v] == 0) {
      v++;
    }
    return v;
  }

  int largest() {
    int v = 255;
    while (counts[v] == 0) {
      v--;
    }
    return v;
  }

  /**
   * The value below which a part of the pixels lies: at place {@code percent / 100 * (n - 1)} of
   * the sorted values, between two of them by proportion, as numpy's percentile does.
   */
  double percentile(double percent) {
    double place = percent / 100 * (total - 1);
    long below = (long) Math.floor(place);
    int low = sorted(below);
    int high = sorted(Math.min(total - 1, below + 1));
    return low + (place - below) * (high - low);
  }

  /** The value at a place of the sorted values, counted from 0. */
  private int sorted(long place) {
    long seen = 0;
    for (int v = 0; v < 255; v++) {
      seen += counts[v];
      if (seen > place) {
        return v;
      }
    }
    return 255;
  }
}
