package io.ocelli.bench;

import io.ocelli.augment.Preset;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.load.Batch;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.Epoch;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.image.Preprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Opens and streams a folder of very many pictures, and prints seconds and the peak of resident
 * memory (Linux): {@code bench/run ManyPictures FOLDER [PICTURES]} with a folder of some pictures,
 * of which hard links are made in a temporary folder of the same disk.
 */
public final class ManyPictures {
  private static final int CLASSES = 20;

  private ManyPictures() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    Path some = Path.of(args[0]);
    int pictures = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    Path folder = Files.createTempDirectory(some.toAbsolutePath().getParent(), "many");
    try {
      link(some, folder, pictures);
      measure(folder);
    } finally {
      delete(folder);
    }
  }

  private static void link(Path some, Path folder, int pictures) throws IOException {
    List<Path> originals;
    try (Stream<Path> files = Files.walk(some)) {
      originals = files.filter(Files::isRegularFile).sorted().limit(50).toList();
    }
    for (int i = 0; i < pictures; i++) {
      Path to = folder.resolve("class-%02d/picture-%06d.jpg".formatted(i % CLASSES, i));
      if (i < CLASSES) {
        Files.createDirectories(to.getParent());
      }
      Files.createLink(to, originals.get(i % originals.size()));
    }
  }

  private static void measure(Path folder) throws IOException {
    long start = System.nanoTime();
    ClassDataset data = ClassFolder.read(folder, new SplitRatios(0.1, 0.1), 0);
    double opened = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "opened %,d pictures in %.2f s; peak %d MB%n",
        data.all().size(),
        opened,
        peak());
    LoaderOptions options =
        LoaderOptions.DEFAULT.withBatchSize(64).withAugmentation(Preset.LIGHT.augmentation());
    start = System.nanoTime();
    long seen = 0;
    try (BatchLoader loader =
            new BatchLoader(
                ExampleSource.of(data.samples(Split.TRAIN)),
                Preprocess.stretch01(96, 96),
                options);
        Epoch epoch = loader.epoch(0, true)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          seen += batch.size();
        }
      }
      if (!loader.failures().isEmpty()) {
        throw new IllegalStateException(loader.failures().get(0).toString());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "streamed %,d in %.1f s, %.0f pictures/s; peak %d MB%n",
        seen,
        seconds,
        seen / seconds,
        peak());
  }

  /** The largest resident memory of this process so far, in MB; -1 where it is not known. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
        .findFirst()
        .orElse(-1);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
