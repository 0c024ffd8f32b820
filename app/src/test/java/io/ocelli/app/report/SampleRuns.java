package io.ocelli.app.report;

import io.ocelli.metric.ClassificationMetrics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Runs with made-up figures, the same every time. */
final class SampleRuns {
  static final List<String> PLANTS =
      List.of(
          "Apple___Alternaria_leaf_spot",
          "Apple___Brown_spot",
          "Apple___Gray_spot",
          "Apple___Healthy_leaf",
          "Apple___Rust",
          "Corn___Blight",
          "Corn___Common_Rust",
          "Corn___Gray_Leaf_Spot",
          "Corn___Healthy",
          "Potato___Early_blight",
          "Potato___Late_blight",
          "Potato___healthy",
          "Sugarcane___Healthy",
          "Sugarcane___Mosaic",
          "Sugarcane___RedRot",
          "Sugarcane___Rust",
          "Sugarcane___Yellow",
          "Tomato___Bacterial_spot",
          "Tomato___Early_blight",
          "Tomato___Late_blight",
          "Tomato___Leaf_Mold",
          "Tomato___Septoria_leaf_spot",
          "Tomato___Spider_mites Two-spotted_spider_mite");

  private SampleRuns() {}

  static ClassifierRun training(List<String> classes, int perClass, double skill, int epochs) {
    return run(classes, evaluation(classes, perClass, skill, null), epochs(epochs), List.of());
  }

  static ClassifierRun run(
      List<String> classes, Evaluation evaluation, List<Epoch> epochs, List<String> failures) {
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    counts.put(
        "train", IntStream.range(0, classes.size()).mapToObj(c -> 150 - (c * 37) % 70).toList());
    counts.put(
        evaluation.split(),
        evaluation.metrics().perClass().stream().map(c -> (int) c.support()).toList());
    Map<String, String> model = new LinkedHashMap<>();
    model.put("way", "head on a frozen backbone");
    model.put("backbone", "mobilenetv2-12-qdq.onnx");
    model.put("input", "224 x 224 RGB, crop");
    model.put("parameters", "29,463 trained, 3,487,816 frozen");
    model.put("file", "weights/best.onnx (3.6 MB)");
    Map<String, String> args = new LinkedHashMap<>();
    args.put("data", "../shared/data/plants");
    args.put("mode", "head");
    args.put("epochs", "30");
    args.put("batch", "32");
    args.put("seed", "42");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("Ocelli", "0.1.0");
    environment.put("Java", "17.0.15 (Debian)");
    environment.put("system", "Linux amd64, 2 cores");
    environment.put("device", "CPU, oneDNN on");
    environment.put("ONNX Runtime", "1.29.0");
    return new ClassifierRun(
        new RunFacts(
            "plants-head-3",
            "ocelli train classifier --data ../shared/data/plants --mode head --backbone"
                + " mobilenetv2-12-qdq.onnx --epochs 30 --seed 42",
            args,
            ZonedDateTime.of(2026, 11, 21, 8, 12, 0, 0, ZoneId.of("UTC")),
            Duration.ofMillis(43_200),
            environment),
        new DataFacts(
            "../shared/data/plants", classes, counts, "as found in the folders", "9f3c…", failures),
        model,
        epochs.isEmpty() ? TrainingHistory.NONE : TrainingHistory.of(epochs),
        evaluation,
        List.of());
  }

  static Evaluation evaluation(
      List<String> classes, int perClass, double skill, @Nullable Baseline baseline) {
    Random random = new Random(11);
    ClassificationMetrics metrics = new ClassificationMetrics(classes);
    List<Prediction> predictions = new ArrayList<>();
    int n = classes.size();
    for (int c = 0; c < n; c++) {
      for (int i = 0; i < perClass; i++) {
        float[] p = new float[n];
        int said = random.nextDouble() < skill ? c : near(c, n, random);
        double sum = 0;
        for (int k = 0; k < n; k++) {
          p[k] = (float) (0.2 * random.nextDouble() / n);
        }
        p[said] += (float) (0.4 + random.nextDouble());
        p[c] += said == c ? 0 : (float) (0.3 * random.nextDouble());
        for (float v : p) {
          sum += v;
        }
        for (int k = 0; k < n; k++) {
          p[k] /= (float) sum;
        }
        metrics.add(c, p);
        predictions.add(
            Prediction.of("plants/val/" + classes.get(c) + "/leaf (" + i + ").JPG", c, p));
      }
    }
    return new Evaluation("val", metrics.report(), predictions, 3.21, baseline);
  }

  private static int near(int c, int n, Random random) {
    return Math.floorMod(c + (int) Math.round(random.nextGaussian() * 2), n);
  }

  static List<Epoch> epochs(int n) {
    Random random = new Random(5);
    List<Epoch> epochs = new ArrayList<>();
    for (int e = 1; e <= n; e++) {
      double t = Math.exp(-e / (0.25 * n + 1));
      epochs.add(
          new Epoch(
              e,
              0.12 + 2.2 * t + 0.03 * random.nextDouble(),
              0.97 - 0.75 * t,
              0.26 + 2.0 * t + 0.08 * random.nextDouble() + (e > 0.7 * n ? 0.004 * e : 0),
              0.925 - 0.68 * t + 0.015 * random.nextDouble(),
              1e-3 * (0.5 + 0.5 * Math.cos(Math.PI * e / n)),
              3080 + random.nextInt(100),
              1.02));
    }
    return epochs;
  }

  /** A drawn leaf for each picture. */
  static final ThumbnailSource LEAVES =
      (prediction, size) -> {
        BufferedImage image = new BufferedImage(size, size * 3 / 4, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.getHSBColor(prediction.truth() * 0.13f, 0.2f, 0.75f));
        g.fillRect(0, 0, size, size);
        g.setColor(Color.getHSBColor(0.25f + prediction.predicted() * 0.01f, 0.7f, 0.5f));
        g.fillOval(30, 20, size - 60, size * 3 / 4 - 40);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpg", out)) {
          throw new IOException("no JPEG writer");
        }
        return out.toByteArray();
      };

  /** Writes a few reports to look at: {@code SampleRuns DIR}. */
  public static void main(String[] args) {
    java.nio.file.Path dir = java.nio.file.Path.of(args[0]);
    List<String> forty = new ArrayList<>(PLANTS);
    for (int i = 0; forty.size() < 40; i++) {
      forty.add("Grape___Esca_(Black_Measles) of the long and winding kind " + i);
    }
    List<String> many = IntStream.range(0, 100).mapToObj(i -> "class_number_" + i).toList();
    ReportFiles.write(dir.resolve("plants"), training(PLANTS, 18, 0.92, 30), LEAVES);
    ReportFiles.write(
        dir.resolve("five"),
        run(
            List.of("blight", "healthy", "mosaic", "rust", "spots"),
            evaluation(
                List.of("blight", "healthy", "mosaic", "rust", "spots"),
                40,
                0.9,
                new Baseline("the nearest mean colour", 0.48)),
            epochs(12),
            List.of("a/broken.jpg: not an image", "b/empty.jpg: empty")),
        LEAVES);
    ReportFiles.write(dir.resolve("forty"), training(forty, 12, 0.7, 60), LEAVES);
    ReportFiles.write(dir.resolve("hundred"), training(many, 10, 0.8, 1), LEAVES);
    ReportFiles.write(
        dir.resolve("two"), training(List.of("cat", "dog"), 9, 0.9, 0), ThumbnailSource.NONE);
    List<String> thousand = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    ReportFiles.write(dir.resolve("thousand"), training(thousand, 3, 0.8, 3), LEAVES);
  }
}
