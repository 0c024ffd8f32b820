package io.ocelli.bench;

import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.ops.Pipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A folder of JPEG pictures through a pipeline of five steps, from disk to disk: {@code ocelli
 * image} with one and with two threads, and the same calls of OpenCV by hand in one thread.
 *
 * <pre>
 * PipelineThroughput [--images N] [--rounds N] [--folder DIR]
 * </pre>
 *
 * <p>Each run is a process of its own with the same options of the JVM, its start included. Each
 * round has all three in turn; medians are printed. The pictures are drawn, about one megapixel
 * each, 400 by default; {@code --folder} takes those of a folder instead.
 */
public final class PipelineThroughput {
  /** What is run. */
  static final String PIPELINE =
      "resize width=800 interpolation=area | gaussian-blur size=5 | contrast factor=1.3"
          + " | rotate angle=7 size=keep | sepia";

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 850;
  private static final int DIFFERENT = 8;

  private PipelineThroughput() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int images = Integer.parseInt(option(args, "--images", "400"));
    int rounds = Integer.parseInt(option(args, "--rounds", "3"));
    String given = option(args, "--folder", "");
    Path work = Files.createTempDirectory("ocelli-throughput");
    try {
      Path in = given.isEmpty() ? draw(work.resolve("in"), images) : Path.of(given);
      int count = files(in).size();
      print("%d pictures of %s: %s", count, given.isEmpty() ? "1.0 megapixels" : given, PIPELINE);
      List<Double> one = new ArrayList<>();
      List<Double> two = new ArrayList<>();
      List<Double> hand = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        double[] seconds = {
          command(in, work.resolve("one"), 1),
          command(in, work.resolve("two"), 2),
          byHand(in, work.resolve("hand")),
        };
        if (round == 0) {
          compare(work.resolve("one"), work.resolve("hand"));
          continue;
        }
        one.add(seconds[0]);
        two.add(seconds[1]);
        hand.add(seconds[2]);
        print(
            "round %d: one thread %.2f s, two threads %.2f s, by hand %.2f s",
            round, seconds[0], seconds[1], seconds[2]);
      }
      report(count, median(one), median(two), median(hand));
    } finally {
      delete(work);
    }
  }

  private static void report(int count, double one, double two, double hand) {
    print("%n| | s | pictures/s |");
    print("|---|---:|---:|");
    print("| ocelli image, 1 thread | %.2f | %.0f |", one, count / one);
    print("| ocelli image, 2 threads | %.2f | %.0f |", two, count / two);
    print("| OpenCV by hand, 1 thread | %.2f | %.0f |", hand, count / hand);
    print(
        "%n2 threads are %.2f times as fast as 1; 1 thread takes %.2f of by hand",
        one / two, one / hand);
  }

  private static double command(Path in, Path out, int threads)
      throws IOException, InterruptedException {
    return process(
        "io.ocelli.app.cli.Main",
        "image",
        in.toString(),
        PIPELINE,
        "--out",
        out.toString(),
        "--threads",
        Integer.toString(threads),
        "--quiet");
  }

  private static double byHand(Path in, Path out) throws IOException, InterruptedException {
    return process(ByHandPipeline.class.getName(), in.toString(), out.toString());
  }

  private static double process(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(Arrays.asList(arguments));
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IOException(arguments[0] + " ended with " + code);
    }
    return seconds;
  }

  /** Pictures of different content and the same size, each of them {@code images / 8} times. */
  private static Path draw(Path folder, int images) throws IOException {
    Files.createDirectories(folder);
    List<byte[]> jpegs = new ArrayList<>();
    try (Image picture = BenchPictures.picture(WIDTH, HEIGHT)) {
      for (int i = 0; i < DIFFERENT; i++) {
        String change = "hue shift=%d | shift x=%d border=wrap".formatted(45 * i, 100 * i);
        try (Image changed = Pipeline.parse(change).apply(picture)) {
          jpegs.add(changed.encode(ImageFormat.JPEG, 90));
        }
      }
    }
    for (int i = 0; i < images; i++) {
      String name = String.format(Locale.ROOT, "picture-%04d.jpg", i);
      Files.write(folder.resolve(name), jpegs.get(i % DIFFERENT));
    }
    return folder;
  }

  /** By hand has to give what the command gives, or it is no measure. */
  private static void compare(Path one, Path hand) throws IOException {
    List<Path> files = files(hand);
    if (files.size() != files(one).size()) {
      throw new IllegalStateException(
          "%d files by hand, %d by the command".formatted(files.size(), files(one).size()));
    }
    Path file = files.get(0);
    try (Image a = Image.read(file);
        Image b = Image.read(one.resolve(file.getFileName()))) {
      ByteBuffer left = a.pixels();
      ByteBuffer right = b.pixels();
      if (!left.equals(right)) {
        throw new IllegalStateException("by hand and the command give different pictures");
      }
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (var found = Files.list(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path left, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String option(String[] args, String name, String byDefault) {
    int at = Arrays.asList(args).indexOf(name);
    return at >= 0 && at + 1 < args.length ? args[at + 1] : byDefault;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
