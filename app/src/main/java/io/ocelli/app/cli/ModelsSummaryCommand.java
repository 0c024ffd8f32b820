package io.ocelli.app.cli;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.convert.UnreadableModelException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.NetChoice;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.net.picture.NetPicture;
import io.ocelli.model.train.StoredNet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli models summary}: a network layer by layer. */
@Command(
    name = "summary",
    description = {
      "The layers of a network: what each gives, how many parameters it has, what it is connected"
          + " to. NET is a name (see below), a .yaml file of your own, which is checked before"
          + " anything is built, or a model: an .onnx classifier, a name in the store, a run folder,"
          + " a checkpoint, a zip of Deeplearning4j. A model is shown as the network that training"
          + " goes on with; the nodes of a file as they stand: ocelli models info FILE --layers."
    },
    footer = {
      "",
      "Networks: lenet, simple-cnn, alexnet, vgg11, vgg13, vgg16, vgg19 (each also with -bn),",
      "resnet18, resnet34, resnet50, resnet101, googlenet, mobilenetv2, squeezenet, darknet19,",
      "densenet121",
      "",
      "Examples:",
      "  ocelli models summary vgg16",
      "  ocelli models summary resnet18 --input 32x32 --classes 10 --save-graph resnet18.png",
      "  ocelli models summary own.yaml --classes 5 --format json",
      "  ocelli models summary runs/classify/train",
      "  ocelli models summary mobilenetv2.onnx --input 160"
    })
final class ModelsSummaryCommand extends BaseCommand {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:[xX×](\\d{1,5}))?");

  /** How the answer is written. */
  enum Format {
    /** For people. */
    TABLE,
    /** One JSON object. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@link Nets.Stem} in small letters. */
  enum Stem {
    AUTO,
    LARGE,
    SMALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "NET",
      description = "A network's name, a .yaml file, or a model.")
  private String name = "";

  @Option(
      names = "--input",
      paramLabel = "N|WxH",
      description =
          "Size of the pictures (default: what the network was made for, or its file says).",
      order = 1)
  private @Nullable String size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "3 for colour, 1 for grey (default: as the network was made for).",
      order = 2)
  private @Nullable Integer channels;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes (default: as the network was made for, or its file says).",
      order = 3)
  private @Nullable Integer classes;

  @Option(
      names = "--stem",
      paramLabel = "STEM",
      description =
          "How ResNet, GoogLeNet, MobileNetV2, SqueezeNet and DenseNet begin:"
              + " ${COMPLETION-CANDIDATES} (default: auto: small, which does not shrink"
              + " the picture, up to 48 pixels).",
      order = 4)
  private @Nullable Stem stem;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      order = 5)
  private Format format = Format.TABLE;

  @Option(
      names = "--save-graph",
      paramLabel = "FILE.png",
      description =
          "Also draw the graph: layers as boxes from top to bottom, branches side by side.",
      order = 6)
  private @Nullable Path graph;

  @Override
  protected int run() {
    Net net = net();
    NetSummary summary = NetSummary.of(net);
    if (graph != null) {
      try (Image picture = NetPicture.draw(net)) {
        picture.write(graph);
      }
    }
    if (format == Format.JSON) {
      SummaryJson.print(summary, terminal());
    } else {
      new SummaryTable(terminal()).print(summary);
    }
    terminal().flush();
    return ExitCode.DONE;
  }

  private Net net() {
    Path model = Nets.has(name) || NetChoice.isFile(name) ? null : model();
    return model == null ? chosen() : stored(model);
  }

  private Net chosen() {
    NetChoice choice = NetChoice.of(name);
    int wanted = classes == null ? choice.usualClasses() : classes;
    if (classes != null && classes < 2) {
      throw new UsageException(
          "a classifier has at least two classes",
          String.valueOf(classes),
          "--classes",
          "give the number of classes");
    }
    return choice.build(
        shape(choice.usualInput()), wanted, Nets.Stem.valueOf(stem == null ? "AUTO" : stem.name()));
  }

  /** The file or run that is meant; an error that knows networks and models where there is none. */
  private Path model() {
    Path path = Path.of(name);
    if (Files.exists(path)) {
      return path;
    }
    List<String> stored = ModelLocator.names(ModelLocator.store());
    String low = name.toLowerCase(Locale.ROOT);
    String word = low.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    if (stored.contains(word) || !word.equals(name) || low.endsWith(".zip")) {
      return ModelLocator.resolve(name);
    }
    List<String> known = new ArrayList<>(Nets.names());
    known.addAll(stored);
    throw new UsageException(
        "no such network",
        name,
        "the catalogue, the store and the files",
        NearNames.remedy(name, known)
            + " Or give a .yaml file of your own, an .onnx file, a run folder or a checkpoint");
  }

  private Net stored(Path model) {
    if (classes != null || stem != null) {
      throw new UsageException(
          "a model has the classes and the stem that it has",
          classes != null ? String.valueOf(classes) : String.valueOf(stem),
          classes != null ? "--classes" : "--stem",
          "leave it out; they are for networks that are built by name");
    }
    if (channels != null && size == null) {
      throw new UsageException(
          "for a model channels are given with the size of its pictures",
          String.valueOf(channels),
          "--channels",
          "give --input too, or leave --channels out");
    }
    StoredNet read;
    try {
      read = StoredNet.read(model, size == null ? null : shape(null));
    } catch (UnreadableModelException e) {
      throw new OcelliException(
          "the model cannot be shown as layers",
          e.value(),
          e.origin(),
          "its nodes as they stand: ocelli models info " + name + " --layers",
          e);
    }
    read.notes().forEach(terminal()::remark);
    return read.net();
  }

  private Shape shape(@Nullable Shape usual) {
    if (size == null && usual == null) {
      throw new UsageException(
          "the size of the pictures is not known",
          name,
          "--input",
          "give --input WxH, or write input: WIDTHxHEIGHT in the file");
    }
    int depth = channels != null ? channels : usual == null ? 3 : usual.channels();
    if (depth < 1) {
      throw new UsageException(
          "a picture has at least one channel", String.valueOf(depth), "--channels", "give 1 or 3");
    }
    if (size == null && usual != null) {
      return new Shape(depth, usual.height(), usual.width());
    }
    Matcher matcher = SIZE.matcher(size == null ? "" : size.strip());
    if (matcher.matches()) {
      int width = Integer.parseInt(matcher.group(1));
      int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
      if (width > 0 && height > 0) {
        return new Shape(depth, height, width);
      }
    }
    throw new UsageException("not a size", String.valueOf(size), "--input", "give 64 or 96x64");
  }
}
