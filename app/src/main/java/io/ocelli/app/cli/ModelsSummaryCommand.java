package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.NetChoice;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.net.picture.NetPicture;
import java.nio.file.Path;
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
          + " to. NET is a name (see below) or a .yaml file of your own, which is checked before"
          + " anything is built. The layers of an .onnx file: ocelli models info FILE --layers."
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
      "  ocelli models summary own.yaml --classes 5 --format json"
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

  @Parameters(index = "0", paramLabel = "NET", description = "A network's name, or a .yaml file.")
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
      defaultValue = "auto",
      description =
          "How ResNet, GoogLeNet, MobileNetV2, SqueezeNet and DenseNet begin:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: small, which does not shrink"
              + " the picture, up to 48 pixels).",
      order = 4)
  private Stem stem = Stem.AUTO;

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
    NetChoice choice = NetChoice.of(name);
    int wanted = classes == null ? choice.usualClasses() : classes;
    if (classes != null && classes < 2) {
      throw new UsageException(
          "a classifier has at least two classes",
          String.valueOf(classes),
          "--classes",
          "give the number of classes");
    }
    return choice.build(shape(choice.usualInput()), wanted, Nets.Stem.valueOf(stem.name()));
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
