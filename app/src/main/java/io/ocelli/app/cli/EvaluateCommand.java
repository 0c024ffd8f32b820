package io.ocelli.app.cli;

import io.ocelli.app.report.TrainingHistory;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import io.ocelli.metric.ClassMetrics;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.ModelLocator;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ocelli evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure a classifier on labelled pictures: figures, plots, worst mistakes.",
    footer = {
      "",
      "Examples:",
      "  ocelli evaluate -m runs/classify/train --data leaves",
      "  ocelli evaluate -m leaves.onnx --data field-photos --out reports",
      "  ocelli evaluate -m leaves.onnx --data field-photos --tta flips"
    })
final class EvaluateCommand extends BaseCommand {
  @Option(
      names = {"--model", "-m"},
      required = true,
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, a run folder, or embedded:corn.",
      order = 1)
  private String model = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Pictures in a folder for each class, all of which are taken; of train, val and test"
              + " folders val is. A tar or zip of that too. Or a .csv with paths and labels, or a"
              + " folder or tar of IDX (MNIST) or CIFAR.",
      order = 2)
  private Path data = Path.of("");

  @Option(
      names = "--split",
      paramLabel = "train|train-dev|val|test|all",
      description = "Which part of a split data set is taken (default: val).",
      order = 3)
  private @Nullable String split;

  @Mixin private TtaOption tta = new TtaOption();

  @Mixin private ClassData classData = new ClassData();

  @Mixin private SplitFileOptions splitFile = new SplitFileOptions();

  @Override
  protected int run() {
    long start = System.nanoTime();
    ModelDevice device = ModelDevice.check(common);
    ClassDataset whole = classData.whole(data, common.workers());
    ClassDataset all = splitFile.given() ? splitFile.apply(whole, terminal()) : whole;
    Part part = part(all);
    ClassifierOptions options =
        ClassifierOptions.DEFAULT
            .withDevice(device.device())
            .withThreads(common.workers())
            .withAugmentation(tta.chosen());
    try (Classifier classifier = Classifier.open(model, options)) {
      device.tell(terminal(), classifier.placement());
      for (String remark : all.remarks()) {
        terminal().remark(remark);
      }
      Measurement.labels(all.classes(), classifier.labels(), data.toString());
      RunFolder folder = RunFolder.create(common, "evaluate", "evaluate");
      folder.writeArgs(spec);
      Measurement measurement =
          Measurement.of(
              classifier,
              part.samples(),
              all.classes(),
              part.name(),
              data.toString(),
              null,
              terminal());
      new RunReport(folder.path(), spec, part.dataset(all), classifier, start)
          .model("file", ModelLocator.shown(classifier.file()))
          .model("test-time augmentation", tta.words())
          .write(
              measurement,
              TrainingHistory.NONE,
              splitFile.given() ? splitFile.rule() : "as found in the folders");
      terminal().remark("report: " + folder.resolve("report.html"));
      table(measurement);
      terminal().out().println(measurement.line());
      return measurement.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }
  }

  /** The pictures to measure on and what they are called. */
  private record Part(String name, List<Sample> samples, @Nullable Split only) {
    ClassDataset dataset(ClassDataset all) {
      if (only == null) {
        return all;
      }
      Map<Split, List<Sample>> splits = new EnumMap<>(Split.class);
      splits.put(only, samples);
      return new ClassDataset(
          all.name(),
          all.classes(),
          splits,
          all.presplit(),
          all.remarks(),
          all.others(),
          all.unreadable());
    }
  }

  private Part part(ClassDataset all) {
    if (split == null && !all.presplit()) {
      return new Part("all", all.all(), null);
    }
    String name = split == null ? "val" : split.toLowerCase(Locale.ROOT);
    if (name.equals("all")) {
      return new Part(name, all.all(), null);
    }
    Split chosen =
        Split.ofFolder(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "unknown part of a data set",
                        name,
                        "--split",
                        NearNames.remedy(
                            name, List.of("train", "train-dev", "val", "test", "all"))));
    if (!all.presplit()) {
      throw new UsageException(
          "the data set is not split",
          name,
          "--split",
          "leave --split out: all pictures are taken; or give a --split-file");
    }
    return new Part(chosen.folder(), all.require(chosen), chosen);
  }

  /** The classes, worst first; on standard error, because the figure is the result. */
  private void table(Measurement measurement) {
    List<ClassMetrics> classes = measurement.evaluation().metrics().perClass();
    int width = classes.stream().mapToInt(c -> c.label().length()).max().orElse(0);
    terminal()
        .remark(
            String.format(
                Locale.ROOT, "%-" + width + "s  precision  recall      f1  pictures", "class"));
    classes.stream()
        .filter(c -> c.support() > 0)
        .sorted(Comparator.comparingDouble(ClassMetrics::f1))
        .forEach(
            c ->
                terminal()
                    .remark(
                        String.format(
                            Locale.ROOT,
                            "%-" + width + "s  %9.4f  %6.4f  %6.4f  %8d",
                            c.label(),
                            c.precision(),
                            c.recall(),
                            c.f1(),
                            c.support())));
  }
}
