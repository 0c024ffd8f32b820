package io.ocelli.bench;

import io.ocelli.dataset.SourceListing;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.model.ModelLocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Labels for pictures on disk by Ocelli, by Python at its best, and by DJL, in turns, each in a
 * process of its own that warms up before it is timed.
 *
 * <pre>
 * ClassifyPeers FOLDER MODEL [--images N] [--large N] [--threads N] [--rounds N] [--python FILE]
 * </pre>
 *
 * <p>The folder's pictures are repeated until there are N (default 1600). With {@code --large} N
 * JPEGs of 12 megapixels are made of them first, with some noise, in a temporary folder. The model
 * has to want its pictures as ImageNet does. {@code --python} is an interpreter that has numpy,
 * opencv and onnxruntime; without it Python is left out, and that is said.
 */
public final class ClassifyPeers {
  private static final String RESULT = "RESULT ";

  private ClassifyPeers() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println(
          "usage: ClassifyPeers FOLDER MODEL [--images N] [--large N] [--threads N] [--rounds N]"
              + " [--python FILE]");
      System.exit(2);
    }
    int threads = BenchOptions.whole(args, "--threads", Runtime.getRuntime().availableProcessors());
    int rounds = BenchOptions.whole(args, "--rounds", 3);
    int large = BenchOptions.whole(args, "--large", 0);
    String python = BenchOptions.text(args, "--python", "");
    List<Path> found =
        SourceListing.of(Path.of(args[0])).sources().stream()
            .map(source -> Objects.requireNonNull(source.file()))
            .toList();
    Path work = Files.createTempDirectory("ocelli-bench");
    try {
      List<Path> pictures =
          large > 0
              ? large(found, large, work)
              : repeat(found, BenchOptions.whole(args, "--images", 1600));
      Path list = work.resolve("list.txt");
      Files.write(list, pictures.stream().map(p -> p.toAbsolutePath().toString()).toList());
      int warm = Math.min(pictures.size(), large > 0 ? 20 : 300);
      Map<String, List<String>> contenders = new LinkedHashMap<>();
      contenders.put("ocelli", java("ocelli", args[1], list, threads, warm));
      String file = ModelLocator.resolve(args[1]).toString();
      if (python.isEmpty()) {
        System.out.println("python is left out: no --python FILE");
      } else {
        contenders.put("python", python(python, file, list, threads, warm, 1));
        if (large > 0) {
          contenders.put("python 1/8", python(python, file, list, threads, warm, 8));
        }
      }
      contenders.put("djl", java("djl", file, list, threads, warm));
      contenders.put("djl-best", java("djl-best", file, list, threads, warm));
      System.out.printf(
          "%d pictures of %s, %d threads%n",
          pictures.size(), large > 0 ? "12 MP" : args[0], threads);
      System.out.printf(
          "%-12s %6s %10s %10s %10s%n", "", "round", "images/s", "core-ms", "peak MiB");
      for (int round = 1; round <= rounds; round++) {
        for (Map.Entry<String, List<String>> contender : contenders.entrySet()) {
          run(contender.getKey(), contender.getValue(), round, work);
        }
      }
    } finally {
      delete(work);
    }
  }

  private static List<String> java(String name, String model, Path list, int threads, int warm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClassifyContender.class.getName());
    command.addAll(
        List.of(name, model, list.toString(), String.valueOf(threads), String.valueOf(warm)));
    return command;
  }

  private static List<String> python(
      String python, String model, Path list, int threads, int warm, int reduce) {
    String script =
        Path.of(System.getProperty("ocelli.bench", "bench"), "python", "classify.py").toString();
    return List.of(
        python,
        script,
        model,
        list.toString(),
        "--threads",
        String.valueOf(threads),
        "--warm",
        String.valueOf(warm),
        "--reduce",
        String.valueOf(reduce));
  }

  private static void run(String name, List<String> command, int round, Path work)
      throws IOException, InterruptedException {
    Path errors = work.resolve("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    String result = output.lines().filter(line -> line.startsWith(RESULT)).findFirst().orElse("");
    if (exit != 0 || result.isEmpty()) {
      String why = Files.readString(errors).lines().reduce("", (a, b) -> b);
      System.out.printf("%-12s %6d did not run: %s%n", name, round, why);
      return;
    }
    String[] numbers = result.substring(RESULT.length()).split(" ", -1);
    System.out.printf(
        Locale.ROOT, "%-12s %6d %10s %10s %10s%n", name, round, numbers[0], numbers[1], numbers[2]);
  }

  private static List<Path> repeat(List<Path> found, int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> found.get(i % found.size()))
        .toList();
  }

  /** JPEGs of 4000x3000 pixels at quality 90, enlarged from the pictures, with grain. */
  private static List<Path> large(List<Path> found, int count, Path folder) throws IOException {
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("large-" + i + ".jpg");
      try (Image small = Image.read(found.get(i % found.size()));
          Size size = new Size(4000, 3000);
          Image big =
              Image.make(
                  mat ->
                      opencv_imgproc.resize(
                          small.mat(), mat, size, 0, 0, opencv_imgproc.INTER_CUBIC))) {
        grain(big.mat(), i);
        Files.write(file, big.encode(ImageFormat.JPEG, 90));
      }
      made.add(file);
    }
    return made;
  }

  private static void grain(Mat mat, int seed) {
    try (Mat noise = new Mat(mat.size(), org.bytedeco.opencv.global.opencv_core.CV_16SC3);
        Mat zero = new Mat(1, 1, org.bytedeco.opencv.global.opencv_core.CV_64F);
        Mat three = new Mat(1, 1, org.bytedeco.opencv.global.opencv_core.CV_64F)) {
      zero.ptr(0).putDouble(0);
      three.ptr(0).putDouble(3);
      org.bytedeco.opencv.global.opencv_core.setRNGSeed(new Random(seed).nextInt());
      org.bytedeco.opencv.global.opencv_core.randn(noise, zero, three);
      try (Mat none = new Mat()) {
        org.bytedeco.opencv.global.opencv_core.add(mat, noise, mat, none, mat.type() & 7);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
