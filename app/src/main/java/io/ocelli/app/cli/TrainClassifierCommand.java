package io.ocelli.app.cli;

import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.NetChoice;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.train.FineTuning;
import io.ocelli.model.train.HeadTraining;
import io.ocelli.model.train.ScratchTraining;
import io.ocelli.model.train.TrainOptions;
import io.ocelli.model.train.Trained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ocelli train classifier}. */
@Command(
    name = "classifier",
    description =
        "Train a classifier on folders of pictures, and leave one .onnx file and a report.",
    footer = {
      "",
      "Examples:",
      "  ocelli data synthesize leaves --out leaves",
      "  ocelli train classifier --data leaves",
      "  ocelli train classifier --data plants --mode head --backbone mobilenetv2.onnx",
      "  ocelli train classifier --data plants --mode finetune --backbone mobilenetv2.onnx",
      "  ocelli train classifier --resume runs/classify/train"
    })
final class TrainClassifierCommand extends BaseCommand {
  private static final String SIMPLE = "simple-cnn";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Pictures in a folder for each class, or in train, val and test folders with these; a tar"
              + " or zip of that too. Or a .csv with paths and labels, or a folder or tar of IDX"
              + " (MNIST) or CIFAR.",
      order = 1)
  private @Nullable Path data;

  @Option(
      names = "--mode",
      paramLabel = "scratch|head|finetune",
      description =
          "All of a network from random weights, a new head on a frozen backbone (seconds), or all"
              + " of a pretrained network (minutes, better) (default: head if there is a --backbone,"
              + " else scratch).",
      order = 2)
  private @Nullable String mode;

  @Option(
      names = "--backbone",
      paramLabel = "MODEL",
      description =
          "The pretrained classifier that a head is put on: an .onnx file, a name in the store, or a"
              + " run folder.",
      order = 3)
  private @Nullable String backbone;

  @Option(
      names = "--image-size",
      paramLabel = "N|WxH",
      description =
          "Size of the pictures that are classified (default: from scratch 32, 64 or 96, by the size"
              + " of the pictures; for finetune what --quality says).",
      order = 4)
  private @Nullable String imageSize;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "0",
      description = "For a head: randomly changed copies of each training picture (default: 0).",
      order = 33)
  private int copies;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "256",
      description = "For a head: units of its hidden layer, 0 for a linear head (default: 256).",
      order = 34)
  private int hidden = 256;

  @Option(
      names = "--val",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Share split off for validation where the folders do not say (default: 0.1).",
      order = 50)
  private double val = 0.1;

  @Option(
      names = "--test",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "Share split off for the test, likewise (default: 0.1).",
      order = 51)
  private double test = 0.1;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue the run in this folder, with its options, exactly where it stopped.",
      order = 5)
  private @Nullable Path resume;

  @Option(
      names = "--no-check",
      description = "Do not look for copies and near copies in two splits before training.",
      order = 52)
  private boolean noCheck;

  @Option(
      names = "--normalize",
      paramLabel = "RULE",
      description =
          "From scratch: imagenet, unit (0 to 1), dataset (minus the mean of the training pictures,"
              + " by their deviation) or picture (the same for each picture on its own); the model"
              + " file carries it (default: imagenet).",
      order = 7)
  private @Nullable String normalize;

  @Option(
      names = "--net",
      paramLabel = "NET",
      description =
          "From scratch: the network, by its name in the catalogue ('ocelli models summary --help'"
              + " lists them) or as a .yaml file (default: simple-cnn).",
      order = 6)
  private @Nullable String net;

  @Mixin private LoopOptions loop = new LoopOptions();

  @Mixin private FineTuneOptions fineTune = new FineTuneOptions();

  @Mixin private LoadingOptions loading = new LoadingOptions();

  @Mixin private ClassData classData = new ClassData();

  @Mixin private SplitFileOptions splitFile = new SplitFileOptions();

  @Override
  protected int run() {
    long start = System.nanoTime();
    // A wrong name is refused before anything is read.
    Device.parse(common.device);
    TrainMode way = mode();
    TrainOptions options = options(way);
    LoaderOptions loader = loading.fill(way, copies, common.workers(), terminal()::warn);
    Path source = requireData();
    Path backboneFile = way == TrainMode.SCRATCH ? null : backboneFile();
    FineTuning.Setup setup =
        way == TrainMode.FINETUNE && backboneFile != null ? fineTuning(backboneFile) : null;
    ModelDevice device = ModelDevice.check(common);
    ClassDataset dataset = read(source);
    dataset.require(Split.TRAIN);
    dataset.require(Split.VAL);
    for (String remark : dataset.remarks()) {
      terminal().remark(remark);
    }
    Preprocess input =
        setup == null ? input(dataset, backboneFile, loader) : setup.pretrained().input();
    // What does not fit is refused before there is a run folder.
    Net chosen = backboneFile == null ? net(dataset, input) : null;
    if (chosen != null) {
      ScratchTraining.check(chosen, dataset.classes().size());
    }
    if (setup != null) {
      FineTuning.head(dataset.classes().size(), options, setup);
    }
    boolean resumed = resume != null;
    if (!noCheck && !resumed) {
      DataWarnings.print(dataset, common, terminal());
    }
    device.tell(terminal());
    RunFolder folder = folder();
    folder.writeArgs(spec);
    TrainingJob job =
        new TrainingJob(
            terminal(),
            spec,
            common,
            folder,
            dataset,
            rule(dataset),
            splitFile.provenance(),
            resumed,
            start);
    if (chosen != null) {
      Trained trained = job.scratch(options, loader, input, chosen);
      return job.finish(trained, chosen.name() + " from scratch", input, null);
    }
    if (setup != null) {
      Trained trained = job.fineTuning(options, loader, setup);
      return job.finish(trained, "fine-tuned " + backbone, input, null);
    }
    TrainingJob.Head head =
        new TrainingJob.Head(Objects.requireNonNull(backboneFile), copies, hidden);
    Trained trained = job.head(options, loader, input, head);
    return job.finish(trained, "head on " + backbone, input, null);
  }

  private FineTuning.Setup fineTuning(Path file) {
    if (normalize != null) {
      throw new UsageException(
          "a way to normalize for a pretrained network",
          normalize,
          "--normalize",
          "leave it out: the file says its own, or it is that of ImageNet");
    }
    FineTuning.Pretrained pretrained = pretrained(file);
    if (!pretrained.described()) {
      terminal()
          .remark(
              file.getFileName()
                  + " does not say how it gets its pictures; assumed: RGB, stretched, mean and"
                  + " deviation of ImageNet ('ocelli models add' describes it)");
    }
    imageSize = new ImageSize(pretrained.input().width(), pretrained.input().height()).toString();
    return fineTune.fill(pretrained);
  }

  /** At the size that was given; else at that of the recipe, or where that does not fit its own. */
  private FineTuning.Pretrained pretrained(Path file) {
    if (imageSize != null) {
      ImageSize size = ImageSize.parse(imageSize);
      return FineTuning.Pretrained.read(file, size.width(), size.height());
    }
    Preprocess own = HeadTraining.input(file);
    int width = fineTune.quality().side(own.width());
    int height = fineTune.quality().side(own.height());
    try {
      return FineTuning.Pretrained.read(file, width, height);
    } catch (OcelliException otherSize) {
      return FineTuning.Pretrained.read(file, own.width(), own.height());
    }
  }

  private ClassDataset read(Path source) {
    SplitRatios shares = new SplitRatios(val, test);
    if (!splitFile.given()) {
      return classData.training(source, shares, common.seed, common.workers());
    }
    for (String option : List.of("--val", "--test")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            "a share beside a split file",
            option,
            "the command line",
            "leave it out: the file says where each picture is");
      }
    }
    ClassDataset whole =
        classData.training(source, SplitRatios.NONE, common.seed, common.workers());
    return splitFile.apply(whole, terminal());
  }

  private String rule(ClassDataset dataset) {
    if (splitFile.given()) {
      return splitFile.rule();
    }
    return dataset.presplit()
        ? "as found in the folders"
        : String.format(
            Locale.ROOT, "%.3g val, %.3g test, stratified, seed %d", val, test, common.seed);
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
          "a backbone for a network from scratch",
          backbone,
          "--backbone",
          "use --mode head or finetune");
    }
    return way;
  }

  /** Fills in the defaults of the mode, so that args.yaml says what was used. */
  private TrainOptions options(TrainMode way) {
    TrainOptions usual =
        switch (way) {
          case SCRATCH -> TrainOptions.scratch();
          case HEAD -> TrainOptions.head();
          case FINETUNE -> fineTune.quality().options();
        };
    if (way != TrainMode.FINETUNE) {
      fineTune.refuse();
    }
    if (way != TrainMode.SCRATCH && net != null) {
      throw new UsageException(
          "a network beside a backbone", net, "--net", "leave it out, or use --mode scratch");
    }
    if (way == TrainMode.SCRATCH && net == null) {
      net = SIMPLE;
    }
    if (copies < 0 || copies > 1000) {
      throw new UsageException(
          "a value out of range", String.valueOf(copies), "--copies", "give 0 to 1000");
    }
    if (hidden < 0) {
      throw new UsageException(
          "a value out of range", String.valueOf(hidden), "--hidden", "give 0 or more");
    }
    // Other networks have the dropout that they were published with.
    boolean ownDropout = net != null && !net.equals(SIMPLE);
    return loop.fill(usual, way, ownDropout, common.seed);
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

  private Path backboneFile() {
    try {
      return ModelLocator.resolve(requireBackbone());
    } catch (UsageException e) {
      throw e.origin().startsWith("-m")
          ? new UsageException(e.problem(), e.value(), "--backbone", e.remedy())
          : e;
    }
  }

  private String requireBackbone() {
    if (backbone == null) {
      throw new UsageException(
          "a backbone is missing",
          "--backbone MODEL",
          "--mode " + mode,
          "give an .onnx classifier or a name in the store (ocelli models list)");
    }
    return backbone;
  }

  private Preprocess input(
      ClassDataset dataset, @Nullable Path backboneFile, LoaderOptions loading) {
    if (backboneFile != null) {
      if (normalize != null) {
        throw new UsageException(
            "a way to normalize for a head",
            normalize,
            "--normalize",
            "leave it out: the backbone says its own");
      }
      if (imageSize != null) {
        throw new UsageException(
            "an image size for a head",
            imageSize,
            "--image-size",
            "leave it out: the backbone says its own");
      }
      return HeadTraining.input(backboneFile);
    }
    ImageSize size = imageSize == null ? usualSize(dataset) : ImageSize.parse(imageSize);
    imageSize = size.toString();
    Normalization rule = Normalization.parse(normalize == null ? "imagenet" : normalize);
    normalize = rule.toString();
    return rule.of(ScratchTraining.input(size.width(), size.height()), dataset, loading);
  }

  /** What a file's network says of its pictures, else what fits the pictures. */
  private ImageSize usualSize(ClassDataset dataset) {
    String name = net;
    if (name != null && NetChoice.isFile(name)) {
      Shape wanted = NetChoice.of(name).usualInput();
      if (wanted != null) {
        return new ImageSize(wanted.width(), wanted.height());
      }
    }
    return ImageSize.fitting(dataset);
  }

  private Net net(ClassDataset dataset, Preprocess input) {
    String name = net == null ? SIMPLE : net;
    Net built =
        NetChoice.of(name)
            .build(
                new Shape(input.channels(), input.height(), input.width()),
                dataset.classes().size(),
                Nets.Stem.AUTO);
    Double dropout = loop.dropout();
    return dropout == null ? built : built.withDropout(dropout);
  }
}
