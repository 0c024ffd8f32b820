package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.ReadOptions;
import io.ocelli.error.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data set of a command that needs pictures with one class each, in any format. */
final class ClassData {
  /** Files that may hold annotations, so that folders of pictures may mean something else. */
  private static final List<String> DOCUMENTS =
      List.of(".json", ".xml", ".txt", ".yaml", ".yml", ".csv", ".tsv");

  private static final List<String> OF_OBJECTS = List.of("coco", "voc", "yolo", "labelme");

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "What the data set is: folders, csv, idx or cifar (default: what it looks like).",
      order = 55)
  private @Nullable String from;

  /** To train on; parts that are missing are split off. */
  ClassDataset training(Path input, SplitRatios ratios, long seed, int threads) {
    return read(
        input,
        threads,
        () -> ClassFolder.read(input, ratios, seed),
        data -> data.toClassDataset(ratios, seed));
  }

  /** As it is. */
  ClassDataset whole(Path input, int threads) {
    return read(
        input, threads, () -> ClassFolder.readWhole(input), DetectionDataset::toClassDataset);
  }

  private ClassDataset read(
      Path input,
      int threads,
      Supplier<ClassDataset> folders,
      Function<DetectionDataset, ClassDataset> other) {
    if (from != null) {
      DatasetFormat format = DatasetFormat.ofName(from);
      return format.name().equals("folders") ? folders.get() : read(input, format, threads, other);
    }
    ClassDataset found;
    try {
      found = folders.get();
    } catch (UsageException noFolders) {
      DatasetFormat format = Files.exists(input) ? likeliest(input) : null;
      if (format == null || format.name().equals("folders")) {
        throw noFolders;
      }
      return read(input, format, threads, other);
    }
    if (found.others().stream().anyMatch(ClassData::isDocument)) {
      DatasetFormat format = likeliest(input);
      if (format != null && OF_OBJECTS.contains(format.name())) {
        throw ofObjects(input, format, "read its folders as classes with --from folders");
      }
    }
    return found;
  }

  private static boolean isDocument(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return DOCUMENTS.stream().anyMatch(lower::endsWith);
  }

  private static @Nullable DatasetFormat likeliest(Path input) {
    List<DatasetFormat> likely = DatasetFormat.detect(input);
    return likely.isEmpty() ? null : likely.get(0);
  }

  private static ClassDataset read(
      Path input,
      DatasetFormat format,
      int threads,
      Function<DetectionDataset, ClassDataset> classes) {
    DetectionDataset data = format.read(input, ReadOptions.DEFAULT.withThreads(threads));
    if (data.instances() > 0) {
      throw ofObjects(input, format, "give a data set of classes: folders, csv, idx or cifar");
    }
    return classes.apply(data);
  }

  private static UsageException ofObjects(Path input, DatasetFormat format, String remedy) {
    return new UsageException(
        "a data set of objects in pictures, where one of classes is needed",
        format.title(),
        input.toString(),
        remedy);
  }
}
