package io.ocelli.app.cli;

import io.ocelli.augment.Augmentation;
import io.ocelli.augment.Preset;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.load.Cache;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.load.Sampling;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.NetChoice;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.train.HeadTraining;
import io.ocelli.model.train.ScratchTraining;
import io.ocelli.model.train.TrainOptions;
import io.ocelli.model.train.Trained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
      description = "Passes over the training part (default: 30 from scratch, 20 for a head).",
      order = 5)
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Pictures in a step (default: 64 from scratch, 128 for a head).",
      order = 6)
  private @Nullable Integer batch;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description =
          "Highest learning rate of Adam (default: 0.002 from scratch, 0.003 for a head).",
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
          "Share of features left out in training (default: 0.3 from scratch, 0.4 for a head).",
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
      paramLabel = "CHANGES",
      description =
          "Random changes of the training pictures: none, flip, light, medium, strong, leaf, or"
              + " steps such as 'hflip p=0.5 | rotate max=20' or, from scratch, 'mixup p=0.5'"
              + " (default: light from scratch, none for a head).",
      order = 13)
  private @Nullable String augment;

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

  @Option(
      names = "--no-check",
      description = "Do not look for copies and near copies in two splits before training.",
      order = 19)
  private boolean noCheck;

  @Option(
      names = "--balance",
      paramLabel = "none|oversample|sqrt",
      defaultValue = "none",
      description =
          "How often an epoch has each class: as many pictures as there are, all classes equally"
              + " often, or between the two (default: none).",
      order = 20)
  private String balance = "none";

  @Option(
      names = "--cache",
      paramLabel = "none|memory|disk[:DIR]",
      description =
          "From scratch: where decoded pictures are kept for the next epochs, up to 512 MiB of"
              + " memory for each part; on disk, for later runs too (default: memory).",
      order = 21)
  private @Nullable String cache;

  @Option(
      names = "--normalize",
      paramLabel = "RULE",
      description =
          "From scratch: imagenet, unit (0 to 1), dataset (minus the mean of the training pictures,"
              + " by their deviation) or picture (the same for each picture on its own); the model"
              + " file carries it (default: imagenet).",
      order = 22)
  private @Nullable String normalize;

  @Option(
      names = "--net",
      paramLabel = "NET",
      description =
          "From scratch: the network, by its name in the catalogue ('ocelli models summary --help'"
              + " lists them) or as a .yaml file (default: simple-cnn).",
      order = 23)
  private @Nullable String net;

  @Mixin private ClassData classData = new ClassData();

  @Mixin private SplitFileOptions splitFile = new SplitFileOptions();

  @Override
  protected int run() {
    long start = System.nanoTime();
    // A wrong name is refused before anything is read.
    Device.parse(common.device);
    TrainMode way = mode();
    TrainOptions options = options(way);
    Path source = requireData();
    Path backboneFile = way == TrainMode.HEAD ? backboneFile() : null;
    ModelDevice device = ModelDevice.check(common);
    ClassDataset dataset = read(source);
    dataset.require(Split.TRAIN);
    dataset.require(Split.VAL);
    for (String remark : dataset.remarks()) {
      terminal().remark(remark);
    }
    Preprocess input = input(dataset, backboneFile, loading(way));
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
    if (backboneFile == null) {
      Net chosen = net(dataset, input);
      Trained trained = job.scratch(options, loading(way), input, chosen);
      return job.finish(trained, chosen.name() + " from scratch", input, null);
    }
    TrainingJob.Head head = new TrainingJob.Head(backboneFile, copies, hidden);
    Trained trained = job.head(options, loading(way), input, head);
    return job.finish(trained, "head on " + backbone, input, null);
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
    if (way == TrainMode.HEAD && net != null) {
      throw new UsageException(
          "a network for a head", net, "--net", "leave it out, or use --mode scratch");
    }
    if (way == TrainMode.SCRATCH && net == null) {
      net = SIMPLE;
    }
    // Other networks have the dropout that they were published with.
    if (dropout == null && (net == null || net.equals(SIMPLE))) {
      dropout = usual.dropout();
    }
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
    loading(way);
    return new TrainOptions(
        epochs,
        batch,
        lr,
        weightDecay,
        dropout == null ? 0 : dropout,
        labelSmoothing,
        warmup,
        patience,
        common.seed);
  }

  private LoaderOptions loading(TrainMode way) {
    if (way == TrainMode.HEAD && cache != null) {
      throw new UsageException(
          "a cache of pictures for a head",
          cache,
          "--cache",
          "leave it out: the features of its pictures are kept, not the pictures");
    }
    if (way == TrainMode.SCRATCH && cache == null) {
      cache = "memory";
    }
    return LoaderOptions.DEFAULT
        .withThreads(common.workers())
        .withAugmentation(augmentation(way))
        .withSampling(Sampling.parse(balance, "--balance"))
        .withCache(cache == null ? Cache.NONE : CacheOption.parse(cache))
        .withWarning(terminal()::warn);
  }

  private Augmentation augmentation(TrainMode way) {
    if (augment == null) {
      boolean changes = way == TrainMode.SCRATCH || copies > 0;
      augment = (changes ? Preset.LIGHT : Preset.NONE).toString();
    }
    Augmentation parsed = Augmentation.parse(augment);
    if (parsed.mixes() && way == TrainMode.HEAD) {
      throw new UsageException(
          "an augmentation that mixes pictures, which the training of a head cannot do",
          augment,
          "--augment",
          "train with --mode scratch, or leave out mixup, cutmix, mosaic and copy-paste");
    }
    return parsed;
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
          "--mode head",
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
    return dropout == null ? built : built.withDropout(dropout);
  }
}
