package io.ocelli.bench;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2BGR;

import io.ocelli.augment.Augmentation;
import io.ocelli.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.ColorConversionTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.RotateImageTransform;
import org.datavec.image.transform.WarpImageTransform;
import org.nd4j.common.primitives.Pair;

/**
 * Pictures of 256x256 through whole augmentations, from memory to memory: the preset {@code light}
 * beside DataVec's transforms of the same kind, a chain of five changes, and both with two threads.
 *
 * <pre>
 * AugmentThroughput [--seconds N] [--rounds N]
 * </pre>
 *
 * <p>DataVec has no changes of brightness, contrast or saturation. Its pipeline mirrors, shifts by
 * moving the corners, and turns and zooms in one; then it goes to HSV and back, which is what its
 * users do for colour. The row "geometry" leaves colour out on both sides, and gives DataVec its
 * shortest way. Each round runs all in turn; medians of wall times count, so the machine should be
 * idle.
 */
public final class AugmentThroughput {
  private static final String CHAIN = "rotate max=20 | hflip p=0.5 | hsv | gaussian-blur | clahe";
  private static final String GEOMETRY =
      "hflip p=0.5 | shift max=10% | rotate max=15 | zoom max=1.15";

  private final Image picture;
  private final double seconds;

  private AugmentThroughput(Image picture, double seconds) {
    this.picture = picture;
    this.seconds = seconds;
  }

  private record Row(String name, int threads, Work work, List<Double> rates) {}

  private interface Work {
    void run(int index);
  }

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    double seconds = Double.parseDouble(BenchOptions.text(args, "--seconds", "2"));
    int rounds = BenchOptions.whole(args, "--rounds", 5);
    setNumThreads(1);
    try (Image picture = BenchPictures.picture(256, 256)) {
      new AugmentThroughput(picture, seconds).all(rounds);
    }
  }

  private void all(int rounds) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    rows.add(row("`light`", 1, ours("light")));
    rows.add(row("DataVec, as `light`", 1, dataVec(true)));
    rows.add(row("geometry of `light`", 1, ours(GEOMETRY)));
    rows.add(row("DataVec, geometry", 1, dataVec(false)));
    rows.add(row("chain", 1, ours(CHAIN)));
    rows.add(row("chain, OpenCV by hand", 1, i -> byHand()));
    rows.add(row("chain, 2 threads", 2, ours(CHAIN)));
    rows.add(row("`light`, 2 threads", 2, ours("light")));
    for (int round = 0; round <= rounds; round++) {
      for (Row row : rows) {
        double rate = rate(row);
        if (round > 0) {
          row.rates.add(rate);
        }
      }
    }
    print("chain: %s%n", CHAIN);
    print("| | pictures/s |%n|---|---:|");
    rows.forEach(row -> print("| %s | %.0f |", row.name, ChangeTimes.median(row.rates)));
    print("%n`light` is %.2f times as fast as DataVec", ratio(rows, 0, 1));
    print("geometry alone is %.2f times as fast", ratio(rows, 2, 3));
    print("the chain is %.2f times as fast as by hand", ratio(rows, 4, 5));
    print("two threads: chain %.2f, light %.2f times one", ratio(rows, 6, 4), ratio(rows, 7, 0));
  }

  private static double ratio(List<Row> rows, int one, int other) {
    return ChangeTimes.median(rows.get(one).rates) / ChangeTimes.median(rows.get(other).rates);
  }

  private static Row row(String name, int threads, Work work) {
    return new Row(name, threads, work, new ArrayList<>());
  }

  private double rate(Row row) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < row.threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  row.work.run(next.getAndIncrement());
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return next.get() / ((System.nanoTime() - start) / 1e9);
  }

  private Work ours(String text) {
    Augmentation augmentation = Augmentation.parse(text);
    return index -> augmentation.apply(picture, 1, 0, index).close();
  }

  private Work dataVec(boolean whole) {
    Random random = new Random(1);
    List<Pair<ImageTransform, Double>> steps = new ArrayList<>();
    steps.add(Pair.makePair(new FlipImageTransform(1), 0.5));
    if (whole) {
      steps.add(Pair.makePair(new WarpImageTransform(random, 26), 1.0));
      steps.add(Pair.makePair(new RotateImageTransform(random, 0, 0, 15, 0.15f), 1.0));
      steps.add(Pair.makePair(new ColorConversionTransform(COLOR_BGR2HSV), 1.0));
      steps.add(Pair.makePair(new ColorConversionTransform(COLOR_HSV2BGR), 1.0));
    } else {
      steps.add(Pair.makePair(new RotateImageTransform(random, 26, 26, 15, 0.15f), 1.0));
    }
    PipelineImageTransform pipeline = new PipelineImageTransform(1, steps);
    OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
    ImageWritable in = new ImageWritable(converter.convert(picture.mat()));
    return index -> pipeline.transform(in);
  }

  /** The chain as someone writes it who knows OpenCV: what is random keeps one value here. */
  private void byHand() {
    try (Mat turned = CHAIN_TWINS.get(0).run(picture.mat());
        Mat mirrored = CHAIN_TWINS.get(1).run(turned);
        Mat jittered = CHAIN_TWINS.get(2).run(mirrored);
        Mat blurred = CHAIN_TWINS.get(3).run(jittered)) {
      CHAIN_TWINS.get(4).run(blurred).close();
    }
  }

  private static final List<ChangeTwin> CHAIN_TWINS =
      Stream.of("rotate", "hflip", "hsv", "gaussian-blur", "clahe")
          .map(
              name ->
                  ChangeTwins.all().stream()
                      .filter(twin -> twin.name().equals(name))
                      .findFirst()
                      .orElseThrow())
          .toList();

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
