package io.ocelli.app.cli;

import io.ocelli.app.progress.LoopProgress;
import io.ocelli.app.progress.ProgressMode;
import io.ocelli.app.report.Epoch;
import io.ocelli.app.report.TrainingHistory;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.ClassFolder;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.load.Failure;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.train.HeadTraining;
import io.ocelli.model.train.ScratchTraining;
import io.ocelli.model.train.TrainOptions;
import io.ocelli.model.train.Trained;
import io.ocelli.model.train.TrainingPlan;
import io.ocelli.model.train.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ocelli train classifier}. */
@Command(
    name = "classifier",
    description =
        "Train a classifier on folders of pictures, and leave one .onnx file and a report.",
    footer = {
      "",
      "Examples:",
      "  ocelli data synthesize leaves --to leaves",
      "  ocelli train classifier --data leaves",
      "  ocelli train classifier --data plants --mode head --backbone mobilenetv2.onnx",
      "  ocelli train classifier --resume runs/classify/train"
    })
final class TrainClassifierCommand extends BaseCommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Pictures in a folder for each class, or in train, val and test folders with these; a tar"
              + " or zip of that too.",
      order = 1)
  private @Nullable Path data;

  @Option(
      names = "--mode",
      paramLabel = "scratch|head",
      description =
          "All of a small network, or a new head on a frozen backbone (default: head if there is a"
              + " --backbone, else scratch).",
      order = 2)
  private @Nullable String mode;

  @Option(
      names = "--backbone",
      paramLabel = "MODEL",
      description =
          "The classifier whose features a head is trained on: an .onnx file, or a name in the store.",
      order = 3)
  private @Nullable String backbone;

  @Option(
      names = "--image-size",
      paramLabel = "N|WxH",
      description =
          "Input of a scratch network (default: 32, 64 or 96, by the size of the pictures).",
      order = 4)
  private @Nullable String imageSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training part (default: 30 from scratch, 40 for a head).",
      order = 5)
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures in a step (default: 64).",
      order = 6)
  private @Nullable Integer batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description =
          "Highest learning rate of Adam (default: 0.002 from scratch, 0.001 for a head).",
      order = 7)
  private @Nullable Double lr;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "Decoupled weight decay (default: 0.005 from scratch, 0.01 for a head).",
      order = 8)
  private @Nullable Double weightDecay;

  @Option(
      names = "--dropout",
      paramLabel = "X",
      description =
          "Share of features left out in training (default: 0.3 from scratch, 0.5 for a head).",
      order = 9)
  private @Nullable Double dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "Share of the target spread over all classes (default: 0.1).",
      order = 10)
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--warmup",
      paramLabel = "EPOCHS",
      description =
          "Epochs over which the learning rate rises; then it falls as a cosine (default: 1).",
      order = 11)
  private @Nullable Double warmup;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "End after N epochs without a better validation accuracy; 0 for never (default: 10 from"
              + " scratch, 15 for a head).",
      order = 12)
  private @Nullable Integer patience;

  @Option(
      names = "--augment",
      paramLabel = "none|flip|light|leaf",
      description =
          "Random changes of the training pictures (default: light from scratch, none for a head).",
      order = 13)
  private @Nullable AugmentPreset augment;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "0",
      description = "For a head: randomly changed copies of each training picture (default: 0).",
      order = 14)
  private int copies;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "256",
      description = "For a head: units of its hidden layer, 0 for a linear head (default: 256).",
      order = 15)
  private int hidden = 256;

  @Option(
      names = "--val",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Share split off for validation where the folders do not say (default: 0.1).",
      order = 16)
  private double val = 0.1;

  @Option(
      names = "--test",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Share split off for the test, likewise (default: 0.1).",
      order = 17)
  private double test = 0.1;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue the run in this folder, with its options, exactly where it stopped.",
      order = 18)
  private @Nullable Path resume;

  @Override
  protected int run() {
    long start = System.nanoTime();
    Device device = Device.parse(common.device);
    TrainMode way = mode();
    TrainOptions options = options(way);
    Path source = requireData();
    Path backboneFile = way == TrainMode.HEAD ? ModelLocator.resolve(requireBackbone()) : null;
    ClassDataset dataset = ClassFolder.read(source, new SplitRatios(val, test), common.seed);
    dataset.require(Split.TRAIN);
    dataset.require(Split.VAL);
    for (String remark : dataset.remarks()) {
      terminal().remark(remark);
    }
    Preprocess input = input(dataset, backboneFile);
    boolean resumed = resume != null;
    RunFolder folder = folder();
    folder.writeArgs(spec);
    describe(folder, dataset, way, input, resumed);
    Interrupt.heed();
    Trained trained;
    try (TrainingCallback callback =
        new TrainingCallback(
            folder.resolve("results.csv"),
            ProgressMode.of(common.quiet),
            dataset.samples(Split.TRAIN).size() * (way == TrainMode.HEAD ? 1 + copies : 1),
            options.batch())) {
      TrainingPlan plan =
          new TrainingPlan(
              dataset,
              options,
              preset(way).changes(),
              common.workers(),
              folder.resolve("weights"),
              resumed,
              provenance(),
              List.of(callback),
              Interrupt::requested);
      trained = train(plan, input, backboneFile, device);
    }
    return finish(trained, folder, dataset, way, input, start);
  }

  private Trained train(
      TrainingPlan plan, Preprocess input, @Nullable Path backboneFile, Device device) {
    if (backboneFile == null) {
      return ScratchTraining.train(plan, input.width(), input.height());
    }
    try (FeatureProgress progress = new FeatureProgress(ProgressMode.of(common.quiet))) {
      return HeadTraining.train(
          plan, new HeadTraining.Setup(backboneFile, input, copies, hidden, device, progress::at));
    }
  }

  private int finish(
      Trained trained,
      RunFolder folder,
      ClassDataset dataset,
      TrainMode way,
      Preprocess input,
      long start) {
    for (Failure failure : trained.failures()) {
      terminal().warn("left out: " + failure.source() + ": " + failure.reason());
    }
    TrainingState state = trained.ending().state();
    if (trained.parity() != null) {
      terminal()
          .remark(
              String.format(
                  Locale.ROOT,
                  "export: ONNX Runtime and Deeplearning4j agree on %d pictures; largest difference %.2g",
                  trained.parity().pictures(),
                  trained.parity().largest()));
    }
    if (trained.ending().stopped()) {
      terminal()
          .warn(
              "stopped in epoch %d after step %d; everything is saved. Continue with:%n  ocelli train classifier --resume %s"
                  .formatted(
                      state.epoch() + 1,
                      state.step(),
                      CommandText.quoted(folder.path().toString())));
      return ExitCode.INTERRUPTED;
    }
    if (trained.ending().early()) {
      terminal()
          .remark("ended early: no better validation accuracy since epoch " + state.bestEpoch());
    }
    Path onnx = java.util.Objects.requireNonNull(trained.onnx());
    try (Classifier classifier =
        Classifier.open(
            onnx.toString(),
            ClassifierOptions.DEFAULT
                .withDevice(Device.parse(common.device))
                .withThreads(common.workers()))) {
      Measurement validation = measure(classifier, dataset, Split.VAL);
      boolean tested = !dataset.samples(Split.TEST).isEmpty();
      Measurement shown = tested ? measure(classifier, dataset, Split.TEST) : validation;
      List<Epoch> epochs = state.history().stream().map(TrainingCallback::epoch).toList();
      RunReport report =
          new RunReport(folder.path(), spec, dataset, classifier, start)
              .model(
                  "way",
                  way == TrainMode.SCRATCH ? "small CNN from scratch" : "head on " + backbone)
              .model("input", input.width() + "x" + input.height() + " " + input.color())
              .model("trained parameters", String.valueOf(trained.parameters()))
              .model("file", onnx.toString())
              .failures(
                  trained.failures().stream().map(f -> f.source() + ": " + f.reason()).toList());
      if (tested) {
        report.note("On the validation part, which chose the epoch: " + validation.line() + ".");
      }
      report.write(shown, new TrainingHistory(epochs, state.bestEpoch()), rule(dataset));
      terminal().remark("report: " + folder.resolve("report.html"));
      terminal().remark("model:  " + onnx);
      if (tested) {
        terminal().out().println(shown.line());
      }
      terminal().out().println(validation.line());
    }
    return trained.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private Measurement measure(Classifier classifier, ClassDataset dataset, Split split) {
    return Measurement.of(
        classifier,
        dataset.samples(split),
        dataset.classes(),
        split.folder(),
        dataset.name(),
        terminal());
  }

  private String rule(ClassDataset dataset) {
    return dataset.presplit()
        ? "as found in the folders"
        : String.format(
            Locale.ROOT, "%.3g val, %.3g test, stratified, seed %d", val, test, common.seed);
  }

  private void describe(
      RunFolder folder, ClassDataset dataset, TrainMode way, Preprocess input, boolean resumed) {
    terminal()
        .remark(
            "%s %s: %d classes, %d train, %d val, %d test pictures; %s, %dx%d -> %s"
                .formatted(
                    resumed ? "resume" : "train",
                    dataset.name(),
                    dataset.classes().size(),
                    dataset.samples(Split.TRAIN).size(),
                    dataset.samples(Split.VAL).size(),
                    dataset.samples(Split.TEST).size(),
                    way == TrainMode.SCRATCH ? "small CNN from scratch" : "head on " + backbone,
                    input.width(),
                    input.height(),
                    folder.path()));
  }

  private RunFolder folder() {
    if (resume != null) {
      RunFolder folder = new RunFolder(resume);
      resume = null;
      return folder;
    }
    return RunFolder.create(common, "classify", "train");
  }

  private TrainMode mode() {
    if (resume != null && !Files.isRegularFile(resume.resolve("weights/last.zip"))) {
      throw new UsageException(
          "no run to continue",
          resume.toString(),
          "--resume",
          "give a run folder that holds weights/last.zip");
    }
    TrainMode way =
        mode == null
            ? backbone == null ? TrainMode.SCRATCH : TrainMode.HEAD
            : TrainMode.parse(mode);
    mode = way.toString();
    if (way == TrainMode.SCRATCH && backbone != null) {
      throw new UsageException(
          "a backbone for a network from scratch", backbone, "--backbone", "use --mode head");
    }
    return way;
  }

  /** Fills in the defaults of the mode, so that args.yaml says what was used. */
  private TrainOptions options(TrainMode way) {
    TrainOptions usual = way == TrainMode.HEAD ? TrainOptions.head() : TrainOptions.scratch();
    epochs = epochs == null ? usual.epochs() : epochs;
    batch = batch == null ? usual.batch() : batch;
    lr = lr == null ? usual.learningRate() : lr;
    weightDecay = weightDecay == null ? usual.weightDecay() : weightDecay;
    dropout = dropout == null ? usual.dropout() : dropout;
    labelSmoothing = labelSmoothing == null ? usual.labelSmoothing() : labelSmoothing;
    warmup = warmup == null ? usual.warmup() : warmup;
    patience = patience == null ? usual.patience() : patience;
    if (copies < 0 || copies > 1000) {
      throw new UsageException(
          "a value out of range", String.valueOf(copies), "--copies", "give 0 to 1000");
    }
    if (hidden < 0) {
      throw new UsageException(
          "a value out of range", String.valueOf(hidden), "--hidden", "give 0 or more");
    }
    preset(way);
    return new TrainOptions(
        epochs, batch, lr, weightDecay, dropout, labelSmoothing, warmup, patience, common.seed);
  }

  private AugmentPreset preset(TrainMode way) {
    if (augment == null) {
      augment = way == TrainMode.SCRATCH || copies > 0 ? AugmentPreset.LIGHT : AugmentPreset.NONE;
    }
    return augment;
  }

  private Path requireData() {
    if (data == null) {
      throw new UsageException(
          "a data set is missing",
          "--data DIR",
          "the command line",
          "give --data, or --resume RUN");
    }
    return data;
  }

  private String requireBackbone() {
    if (backbone == null) {
      throw new UsageException(
          "a backbone is missing",
          "--backbone MODEL",
          "--mode head",
          "give an .onnx classifier or a name in the store (ocelli models list)");
    }
    return backbone;
  }

  private Preprocess input(ClassDataset dataset, @Nullable Path backboneFile) {
    if (backboneFile != null) {
      if (imageSize != null) {
        throw new UsageException(
            "an image size for a head",
            imageSize,
            "--image-size",
            "leave it out: the backbone says its own");
      }
      return HeadTraining.input(backboneFile);
    }
    ImageSize size = imageSize == null ? ImageSize.fitting(dataset) : ImageSize.parse(imageSize);
    imageSize = size.toString();
    return ScratchTraining.input(size.width(), size.height());
  }

  private Map<String, Object> provenance() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ocelli", BuildInfo.read().version());
    facts.put("command", CommandText.of(spec));
    return facts;
  }

  /** A bar for the features that are computed; none when all are known. */
  private static final class FeatureProgress implements AutoCloseable {
    private final ProgressMode mode;
    private @Nullable LoopProgress bar;

    FeatureProgress(ProgressMode mode) {
      this.mode = mode;
    }

    void at(int done, int all) {
      if (bar == null) {
        bar = new LoopProgress(mode, "features", all, "images");
      }
      bar.step();
      if (done == all) {
        close();
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
