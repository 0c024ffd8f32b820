package io.ocelli.app.cli;

import io.ocelli.app.progress.LoopProgress;
import io.ocelli.app.progress.ProgressMode;
import io.ocelli.app.report.Baseline;
import io.ocelli.augment.Preset;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.audit.MeanColorBaseline;
import io.ocelli.dataset.load.Cache;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classification;
import io.ocelli.model.Classifier;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.train.ScratchTraining;
import io.ocelli.model.train.TrainOptions;
import io.ocelli.model.train.Trained;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ocelli demo}: the main job from nothing. */
@Command(
    name = "demo",
    description =
        "First run: draws leaves with diseases, trains a classifier on them, measures and exports it,"
            + " labels unseen leaves, and writes a report. About a minute or two.",
    footer = {"", "Example:", "  ocelli demo"})
final class DemoCommand extends BaseCommand {
  private static final int SIZE = 96;
  private static final int INPUT = 64;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      defaultValue = "200",
      description = "Leaves drawn for each class (default: ${DEFAULT-VALUE}).",
      order = 1)
  private int perClass;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "12",
      description = "Passes over the training part (default: ${DEFAULT-VALUE}).",
      order = 2)
  private int epochs;

  @Override
  protected int run() {
    long start = System.nanoTime();
    RunFolder folder = RunFolder.create(common, "demo", "demo");
    folder.writeArgs(spec);
    Path leaves = folder.resolve("leaves");
    draw(leaves);
    ClassDataset data = ClassFolder.read(leaves, new SplitRatios(0.1, 0.15), common.seed);
    Baseline baseline = baseline(data);
    Preprocess input = ScratchTraining.input(INPUT, INPUT);
    TrainOptions options =
        TrainOptions.scratch()
            .withEpochs(epochs)
            .withBatch(32)
            .withDropout(0.2)
            .withPatience(0)
            .withSeed(common.seed);
    TrainingJob job =
        new TrainingJob(
            terminal(),
            spec,
            common,
            folder,
            data,
            String.format(Locale.ROOT, "0.1 val, 0.15 test, stratified, seed %d", common.seed),
            Map.of(),
            false,
            start);
    LoaderOptions loading =
        LoaderOptions.DEFAULT
            .withThreads(common.workers())
            .withAugmentation(Preset.LEAF.augmentation())
            .withCache(Cache.MEMORY)
            .withWarning(terminal()::warn);
    Net net =
        Nets.of("simple-cnn", new Shape(3, INPUT, INPUT), data.classes().size())
            .withDropout(options.dropout());
    Trained trained = job.scratch(options, loading, input, net);
    int code = job.finish(trained, net.name() + " from scratch", input, baseline);
    if (trained.ending().stopped()) {
      return code;
    }
    label(Objects.requireNonNull(trained.onnx()), data);
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "guessing by %s instead: test accuracy %.4f%n",
            baseline.name(),
            baseline.accuracy());
    terminal()
        .remark(
            String.format(
                Locale.ROOT,
                "done in %.0f s. Open %s, then try:%n  ocelli classify %s -m %s",
                (System.nanoTime() - start) / 1e9,
                folder.resolve("report.html"),
                CommandText.quoted(leaves.toString()),
                CommandText.quoted(folder.path().toString())));
    return code;
  }

  private void draw(Path leaves) {
    int all = perClass * LeafSynthesizer.classes().size();
    try (LoopProgress progress =
        new LoopProgress(ProgressMode.of(terminal().quiet()), "draw leaves", all, "images")) {
      new LeafSynthesizer(SIZE, common.seed)
          .write(leaves, perClass, common.workers(), done -> progress.step());
    }
  }

  private Baseline baseline(ClassDataset data) {
    MeanColorBaseline guess =
        MeanColorBaseline.fit(data.samples(Split.TRAIN), data.classes().size(), common.workers());
    return new Baseline(
        "the nearest mean colour",
        guess.score(data.samples(Split.TEST), common.workers()).accuracy());
  }

  /** Labels for one test leaf of each class, which training has never seen. */
  private void label(Path onnx, ClassDataset data) {
    terminal().out().println("labels for leaves that training has not seen:");
    List<Sample> shown = new ArrayList<>();
    for (int label = 0; label < data.classes().size(); label++) {
      int wanted = label;
      data.samples(Split.TEST).stream()
          .filter(sample -> sample.label() == wanted)
          .findFirst()
          .ifPresent(shown::add);
    }
    try (Classifier classifier = Classifier.open(onnx)) {
      for (Sample sample : shown) {
        Path file = Objects.requireNonNull(sample.source().file());
        Classification best = classifier.classify(file, 1).get(0);
        terminal()
            .out()
            .printf(
                Locale.ROOT,
                "  %-28s %-10s %5.1f %%   truth: %s%n",
                sample.path(),
                best.label(),
                100 * best.probability(),
                data.classes().get(sample.label()));
      }
    }
  }
}
