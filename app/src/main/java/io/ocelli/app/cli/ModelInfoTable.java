package io.ocelli.app.cli;

import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.graph.GraphSummary;
import io.ocelli.model.graph.Layer;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.zoo.ModelInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what is known of a model for people. */
final class ModelInfoTable {
  private static final int KEY = 12;
  private static final int LABELS_SHOWN = 5;
  private static final int OUTPUTS_SHOWN = 12;
  private static final int LONGEST_NAME = 44;

  private final Terminal terminal;

  ModelInfoTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(ModelInfo info, boolean layers) {
    row("name", info.name());
    row("file", ModelLocator.shown(info.file()) + " (" + Bytes.text(info.bytes()) + ")");
    if (!info.externalFiles().isEmpty()) {
      row("weights in", String.join(", ", info.externalFiles()));
    }
    row("sha256", info.sha256());
    description(info);
    info.inputs().forEach(input -> row("input", input.toString()));
    info.outputs().stream()
        .limit(OUTPUTS_SHOWN)
        .forEach(output -> row("output", output.toString()));
    if (info.outputs().size() > OUTPUTS_SHOWN) {
      row("", "… and " + (info.outputs().size() - OUTPUTS_SHOWN) + " more outputs");
    }
    cost(info);
    row("operators", counts(info.graph().operators()));
    row("opset", versions(info) + ", IR " + info.irVersion());
    row("producer", info.producer());
    if (!info.problem().isEmpty()) {
      row("problem", info.problem());
    }
    if (terminal.verbose()) {
      info.metadata().forEach(this::row);
    }
    if (layers) {
      terminal.out().println();
      layers(info.graph().layers());
    }
  }

  private void description(ModelInfo info) {
    ModelCard card = info.card();
    if (card == null) {
      row("description", looks(info.kind()) + "'ocelli models add' describes it");
      row("licence", info.metadata().getOrDefault("license", ""));
      return;
    }
    row("task", card.task().key() + (card.family() == null ? "" : ", family " + card.family()));
    row("labels", labels(card.labels()));
    row("pictures", pictures(card.input()));
    if (card.output() != null) {
      row("answers", card.output().key());
    }
    card.provenance().forEach((key, value) -> row(key.replace('_', ' '), shown(value)));
    if (!card.provenance().containsKey("license")) {
      row("licence", info.metadata().getOrDefault("license", ""));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }

  private static String looks(ModelKind kind) {
    if (kind instanceof ModelKind.Detector detector) {
      return "none; it looks like a detector (" + detector.text() + "); ";
    }
    if (kind instanceof ModelKind.Classifier classifier && classifier.classes() > 0) {
      return "none; it looks like a classifier (" + classifier.classes() + " classes); ";
    }
    if (kind instanceof ModelKind.Foreign foreign) {
      return "none; it looks like " + foreign.what() + "; ";
    }
    return "none; ";
  }

  private static String labels(List<String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    String first = labels.stream().limit(LABELS_SHOWN).collect(Collectors.joining(", "));
    return labels.size() + ": " + first + (labels.size() > LABELS_SHOWN ? ", …" : "");
  }

  private static String pictures(Preprocess input) {
    String shape =
        switch (input.resize()) {
          case STRETCH -> "stretched";
          case CROP -> "middle cut out (crop " + decimal(input.cropFraction()) + ")";
          case LETTERBOX -> "letterbox in the middle, fill " + input.fill();
          case LETTERBOX_TOP_LEFT -> "letterbox at the top left, fill " + input.fill();
        };
    String layout = input.layout() == Preprocess.Layout.NHWC ? ", channels last" : "";
    String each =
        switch (input.perPicture()) {
          case NONE -> "";
          case CENTER -> ", then less the mean of the picture";
          case STANDARDIZE -> ", then standardized picture by picture";
        };
    return "%dx%d %s%s, %s, (pixel * %s - %s) / %s%s"
        .formatted(
            input.width(),
            input.height(),
            input.color(),
            layout,
            shape,
            decimal(input.scale()),
            decimals(input.mean()),
            decimals(input.std()),
            each);
  }

  private static String decimals(List<Double> values) {
    boolean same = values.stream().distinct().count() == 1;
    return same
        ? decimal(values.get(0))
        : values.stream().map(ModelInfoTable::decimal).toList().toString();
  }

  private static String decimal(double value) {
    double inverse = Math.rint(1 / value);
    if (value > 0
        && value < 1
        && inverse > 1
        && Math.abs(1 / inverse - value) < 1e-9
        && inverse > 20) {
      return "1/" + (long) inverse;
    }
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "");
  }

  private void cost(ModelInfo info) {
    GraphSummary graph = info.graph();
    row("parameters", large(graph.parameters()) + weights(graph));
    row("computes in", graph.form());
    row(
        "work",
        graph.macs() < 0
            ? "not known: the shapes inside could not be found out"
            : large(graph.macs())
                + " multiply-adds ("
                + large(2 * graph.macs())
                + (graph.macs() < 500 ? " " : "")
                + "FLOPs) a picture, at "
                + info.size());
  }

  private static String weights(GraphSummary graph) {
    long all = graph.weights().values().stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return "";
    }
    return graph.weights().entrySet().stream()
        .map(entry -> entry.getKey() + " " + percent(entry.getValue(), all))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String percent(long part, long all) {
    double share = 100.0 * part / all;
    if (part == all) {
      return "100 %";
    }
    if (share < 0.1) {
      return "under 0.1 %";
    }
    return String.format(Locale.ROOT, share < 10 || share > 99 ? "%.1f %%" : "%.0f %%", share);
  }

  /** With three digits and k, M, G. */
  static String large(long number) {
    if (number < 1000) {
      return Long.toString(number);
    }
    double value = number;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String format = value < 9.995 ? "%.2f %c" : value < 99.95 ? "%.1f %c" : "%.0f %c";
    return String.format(Locale.ROOT, format, value, "kMGTPE".charAt(unit));
  }

  private static String counts(Map<String, Integer> operators) {
    return operators.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Of other domains than ONNX's own only those with an operator in the graph. */
  private static String versions(ModelInfo info) {
    return info.opsets().entrySet().stream()
        .filter(
            entry ->
                entry.getKey().equals("ai.onnx")
                    || info.graph().operators().keySet().stream()
                        .anyMatch(kind -> kind.startsWith(entry.getKey() + ".")))
        .map(
            entry ->
                entry.getKey().equals("ai.onnx")
                    ? entry.getValue().toString()
                    : entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void layers(List<Layer> layers) {
    int name = widest(layers.stream().map(layer -> name(layer)).toList(), "layer");
    int operator = widest(layers.stream().map(Layer::operator).toList(), "operator");
    int shape = widest(layers.stream().map(ModelInfoTable::shape).toList(), "output");
    terminal
        .out()
        .println(
            Columns.pad("layer", name)
                + "  "
                + Columns.pad("operator", operator)
                + "  "
                + Columns.pad("output", shape)
                + "  parameters     products");
    for (Layer layer : layers) {
      terminal
          .out()
          .println(
              Columns.pad(name(layer), name)
                  + "  "
                  + Columns.pad(layer.operator(), operator)
                  + "  "
                  + Columns.pad(shape(layer), shape)
                  + String.format(
                      Locale.ROOT, "  %10s  %11s", count(layer.parameters()), count(layer.macs())));
    }
  }

  private static int widest(List<String> texts, String head) {
    return Math.max(
        head.length(), texts.stream().mapToInt(text -> Columns.width(text)).max().orElse(0));
  }

  private static String name(Layer layer) {
    return Columns.shortened(Columns.printable(layer.name()), LONGEST_NAME);
  }

  private static String shape(Layer layer) {
    return layer.shape().isEmpty()
        ? "?"
        : layer.shape().stream()
            .map(side -> side < 0 ? "?" : String.valueOf(side))
            .collect(Collectors.joining("x"));
  }

  private static String count(long number) {
    return number < 0 ? "?" : number == 0 ? "" : Long.toString(number);
  }

  private void row(String key, String value) {
    if (!value.isEmpty()) {
      terminal.out().println(Columns.pad(key, KEY) + " " + Columns.printable(value));
    }
  }
}
