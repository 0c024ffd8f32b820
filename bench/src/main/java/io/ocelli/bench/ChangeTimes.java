package io.ocelli.bench;

import static org.bytedeco.opencv.global.opencv_core.NORM_L1;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.ocelli.augment.Augmentation;
import io.ocelli.image.Image;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The time of each random change of a picture of 256x256, beside the same calls of OpenCV by hand;
 * prints a Markdown table.
 *
 * <pre>
 * ChangeTimes [--only NAME,...] [--rounds N]
 * </pre>
 *
 * <p>CPU time of one thread, so that what else the machine does matters little. Both warm up for
 * three seconds together; then each round runs both in turn, 20 ms each, and medians count.
 */
public final class ChangeTimes {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /** So long that the JVM has compiled what runs. */
  private static final double WARM_UP_MICROS = 1.5e6;

  private static final double ROUND_MICROS = 2e4;
  private static final double ALLOWED = 1.3;

  private ChangeTimes() {}

  /** See the class. */
  public static void main(String[] args) {
    List<String> only = Arrays.asList(BenchOptions.text(args, "--only", "").split(",", -1));
    int rounds = BenchOptions.whole(args, "--rounds", 25);
    setNumThreads(1);
    int slow = 0;
    print("| change | µs | bare OpenCV µs | ratio |");
    print("|---|---:|---:|---:|");
    try (Image picture = BenchPictures.picture(256, 256)) {
      for (ChangeTwin twin : ChangeTwins.all()) {
        if (only.contains("") || only.contains(twin.name())) {
          slow += row(twin, picture, rounds) > ALLOWED ? 1 : 0;
        }
      }
    }
    print("%n%d over %.1f times bare OpenCV", slow, ALLOWED);
  }

  private static double row(ChangeTwin twin, Image picture, int rounds) {
    Augmentation change = Augmentation.parse(twin.change());
    compare(twin, change, picture);
    Work mine = i -> change.apply(picture, 1, 0, i).close();
    Work bare = i -> twin.run(picture.mat()).close();
    int pictures = warmUp(mine);
    warmUp(bare);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(cpu(mine, pictures));
      theirs.add(cpu(bare, pictures));
    }
    double ratio = median(ours) / median(theirs);
    print(
        "| `%s` | %.1f | %.1f | %.2f%s |",
        twin.change(), median(ours), median(theirs), ratio, ratio > ALLOWED ? " !" : "");
    return ratio;
  }

  private interface Work {
    void run(int index);
  }

  /** How many pictures make a round. */
  private static int warmUp(Work work) {
    double spent = 0;
    int pictures = 10;
    while (true) {
      double each = cpu(work, pictures);
      spent += each * pictures;
      pictures = Math.max(1, (int) (ROUND_MICROS / each));
      if (spent > WARM_UP_MICROS) {
        return pictures;
      }
    }
  }

  /** Microseconds of this thread for a picture. */
  private static double cpu(Work work, int pictures) {
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < pictures; i++) {
      work.run(i);
    }
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / pictures;
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A twin that does something else would be no measure. */
  private static void compare(ChangeTwin twin, Augmentation change, Image picture) {
    if (!twin.compared()) {
      return;
    }
    try (Image mine = change.apply(picture, 1, 0, 0);
        Mat ours = mine.mat();
        Mat bare = twin.run(picture.mat())) {
      if (ours.rows() != bare.rows() || ours.cols() != bare.cols()) {
        throw new IllegalStateException(twin.change() + " by hand gives " + bare);
      }
      double difference =
          norm(ours, bare, NORM_L1, null) / ((double) ours.rows() * ours.cols() * 3);
      if (difference > twin.difference()) {
        print("%s: by hand differs by %.2f a value", twin.change(), difference);
      }
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
