package io.ocelli.bench;

import static org.bytedeco.opencv.global.opencv_core.NORM_INF;
import static org.bytedeco.opencv.global.opencv_core.norm;

import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.OperationSpec;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The time of every operation on a drawn picture of 12 megapixels, beside the same calls of OpenCV
 * by hand where there are such; prints a Markdown table.
 *
 * <pre>
 * OperationTimes [--only NAME,...] [--megapixels N] [--seconds N] [--rounds N]
 * </pre>
 *
 * <p>One thread, no files. Each round times both, in turn, so that a busy machine slows both alike;
 * the first round warms up and is not counted; times are medians. An operation gets at least three
 * rounds, and more until {@code --seconds} (default 3) or {@code --rounds} (default 15) are spent;
 * one that takes longer than that alone is timed once. Results of the two are compared first.
 */
public final class OperationTimes {
  private static final int LEAST_ROUNDS = 3;
  private static final double ALLOWED = 1.2;
  private static final double NANOS = 1e6;

  private final Raster picture;
  private final double budget;
  private final int rounds;
  private final Twins twins = new Twins();
  private int slow;
  private int failed;

  private OperationTimes(Raster picture, double seconds, int rounds) {
    this.picture = picture;
    this.budget = seconds * 1000;
    this.rounds = rounds;
  }

  /** See the class. */
  public static void main(String[] args) {
    double megapixels = Double.parseDouble(option(args, "--megapixels", "12"));
    String only = option(args, "--only", "");
    List<String> wanted = only.isEmpty() ? List.of() : Arrays.asList(only.split(","));
    int width = (int) Math.round(Math.sqrt(megapixels * 1e6 * 4 / 3));
    int height = width * 3 / 4;
    BenchScenes.masksFor(width, height);
    try (Image drawn = BenchPictures.picture(width, height);
        Raster picture = Raster.of(drawn)) {
      OperationTimes times =
          new OperationTimes(
              picture,
              Double.parseDouble(option(args, "--seconds", "3")),
              Integer.parseInt(option(args, "--rounds", "15")));
      times.all(wanted);
    }
  }

  private static String option(String[] args, String name, String byDefault) {
    int at = Arrays.asList(args).indexOf(name);
    return at >= 0 && at + 1 < args.length ? args[at + 1] : byDefault;
  }

  private void all(List<String> wanted) {
    for (String name : twins.operations()) {
      if (Catalog.all().find(name).isEmpty()) {
        throw new IllegalStateException("a twin of an operation that is not there: " + name);
      }
    }
    print("Picture: %dx%d, BGR, one thread.%n", picture.width(), picture.height());
    print("| operation | pipeline | ms | bare OpenCV ms | ratio | why |");
    print("|---|---|---:|---:|---:|---|");
    for (OperationSpec spec : Catalog.all().operations()) {
      if (wanted.isEmpty() || wanted.contains(spec.name())) {
        row(spec);
      }
    }
    print("%n%d over %.1f times bare OpenCV, %d failed", slow, ALLOWED, failed);
  }

  private void row(OperationSpec spec) {
    Optional<Twin> twin = twins.of(spec.name());
    String text = twin.map(Twin::pipeline).orElse(spec.op().example());
    try {
      Pipeline pipeline = Pipeline.parse(BenchScenes.resolve(text));
      twin.filter(Twin::compared).ifPresent(t -> compare(pipeline, t));
      double[] medians = medians(pipeline, twin);
      String cell = "`" + text.replace("|", "\\|") + "`";
      if (twin.isEmpty()) {
        print(
            "| %s | %s | %s | | | %s |",
            spec.name(), cell, ms(medians[0]), NoTwin.WHY.getOrDefault(spec.name(), "?"));
        return;
      }
      double ratio = medians[0] / medians[1];
      slow += ratio > ALLOWED ? 1 : 0;
      print(
          "| %s | %s | %s | %s | %.2f | %s |",
          spec.name(), cell, ms(medians[0]), ms(medians[1]), ratio, why(twin.get(), ratio));
    } catch (RuntimeException e) {
      failed++;
      print("| %s | `%s` | | | | failed: %s |", spec.name(), text, firstLine(e));
    }
  }

  private static String why(Twin twin, double ratio) {
    if (ratio > ALLOWED && twin.reason().isEmpty()) {
      return "?";
    }
    return ratio > ALLOWED || !twin.compared() ? twin.reason() : "";
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace("|", "\\|");
  }

  /** Ours and theirs; theirs is 0 where there is none. */
  private double[] medians(Pipeline pipeline, Optional<Twin> twin) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    double spent = 0;
    for (int round = 0; round <= rounds; round++) {
      double mine = time(() -> pipeline.run(picture).close());
      double bare = twin.isPresent() ? time(() -> twin.get().call().run(picture.mat()).close()) : 0;
      if (round == 0 && mine + bare < budget) {
        continue;
      }
      ours.add(mine);
      theirs.add(bare);
      spent += mine + bare;
      if (spent >= budget && (ours.size() >= LEAST_ROUNDS || round == 0)) {
        break;
      }
    }
    return new double[] {median(ours), median(theirs)};
  }

  private static double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A twin that does something else would be no measure. */
  private void compare(Pipeline pipeline, Twin twin) {
    try (Result result = pipeline.run(picture);
        Mat byHand = twin.call().run(picture.mat())) {
      Mat ours = result.parts().get(0).raster().mat();
      if (ours.rows() != byHand.rows()
          || ours.cols() != byHand.cols()
          || ours.type() != byHand.type()) {
        throw new IllegalStateException("the twin gives " + byHand + ", the pipeline " + ours);
      }
      double difference = norm(ours, byHand, NORM_INF, null);
      if (difference > twin.tolerance()) {
        throw new IllegalStateException("the twin differs by up to " + difference);
      }
    }
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
