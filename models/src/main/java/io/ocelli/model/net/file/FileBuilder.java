package io.ocelli.model.net.file;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Shape;
import io.ocelli.model.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the network of a file, layer by layer; the names of layers mean their last step. */
final class FileBuilder {
  private static final Set<String> RESERVED =
      Set.of(NetBuilder.INPUT, NetBuilder.OUTPUT, "previous", "classes");

  private final NetBuilder net;
  private final List<YamlNode> items;
  private final int classes;
  private final Map<String, String> ends = new LinkedHashMap<>();
  private final List<String> order = new ArrayList<>();

  /** Builds for a number of classes; 0 when it is not known. */
  FileBuilder(String name, Shape input, List<YamlNode> items, int classes) {
    this.net = NetBuilder.of(name, input);
    this.items = items;
    this.classes = classes;
    ends.put(NetBuilder.INPUT, NetBuilder.INPUT);
  }

  Net build(String origin) {
    for (int i = 0; i < items.size(); i++) {
      Settings settings = Settings.of(items.get(i));
      boolean logits =
          settings.word == LayerWord.DENSE
              && (i == items.size() - 1
                  || (i == items.size() - 2
                      && Settings.of(items.get(i + 1)).word == LayerWord.SOFTMAX));
      layer(settings, i == items.size() - 1, logits);
    }
    new FileHead(net, classes).finish(origin);
    return net.build();
  }

  private void layer(Settings settings, boolean last, boolean logits) {
    List<String> inputs = inputs(settings);
    net.from(inputs.get(0));
    boolean answer = last && isAnswer(settings);
    String name = name(settings, answer, logits);
    if (answer && settings.word == LayerWord.SOFTMAX && inputs.size() == 1) {
      inputs = List.of(asVector());
    }
    place(settings, name, op(settings), inputs);
    String own = net.last();
    if (settings.word.takesActivation()) {
      if (settings.flag("batch-norm", false)) {
        place(settings, name + "_bn", new Op.BatchNorm(1e-5, 0.9), List.of(own));
      }
      YamlNode activation = settings.get("activation");
      if (activation != null) {
        Settings function = Functions.settings(activation);
        String step =
            last && isAnswer(function) ? NetBuilder.OUTPUT : name + "_" + function.word.key();
        place(function, step, Functions.op(function), List.of(net.last()));
      }
    }
    ends.put(name, net.last());
    order.add(net.last());
  }

  /** Whether a last function gives the network's answer: softmax, or sigmoid of one number. */
  private boolean isAnswer(Settings settings) {
    if (settings.word == LayerWord.ACTIVATION) {
      return isAnswer(Functions.settings(needed(settings, "activation")));
    }
    return settings.word == LayerWord.SOFTMAX
        || (settings.word == LayerWord.SIGMOID && net.shape().size() == 1);
  }

  /** The answers of a convolution that were pooled to 1x1, as the vector that they are. */
  private String asVector() {
    Shape shape = net.shape();
    if (shape.height() == 1 && shape.width() == 1) {
      net.flatten(net.has(NetBuilder.LOGITS) ? net.freshName("flatten") : NetBuilder.LOGITS);
    }
    return net.last();
  }

  /** Adds a layer; shapes that do not fit are told with its line. */
  private void place(Settings settings, String name, Op op, List<String> inputs) {
    try {
      net.layer(name, op, inputs.toArray(String[]::new));
    } catch (OcelliException e) {
      throw new OcelliException(
          e.problem(), e.value(), e.origin() + " (" + settings.item.where() + ")", e.remedy());
    }
  }

  private String name(Settings settings, boolean answer, boolean logits) {
    YamlNode given = settings.get("name");
    if (answer) {
      return NetBuilder.OUTPUT;
    }
    if (given == null) {
      return logits && !net.has(NetBuilder.LOGITS)
          ? NetBuilder.LOGITS
          : net.freshName(settings.word.key().replace('-', '_'));
    }
    String name = given.text();
    if (net.has(name) || RESERVED.contains(name)) {
      throw given.wrong("a name that is taken", "give each layer a name of its own");
    }
    if (!name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*")) {
      throw given.wrong("not a name", "write letters, digits, '_', '-' and '.'");
    }
    return name;
  }

  private List<String> inputs(Settings settings) {
    YamlNode from = settings.get("from");
    if (from == null) {
      if (settings.word.joins()) {
        throw new OcelliException(
            settings.word.key() + " joins two layers",
            "only the one before is known",
            settings.item.where(),
            "name the other: - " + settings.word.key() + ": NAME");
      }
      return List.of(net.last());
    }
    List<YamlNode> said = from.value() instanceof List ? from.items() : List.of(from);
    List<String> inputs = new ArrayList<>();
    // One name says what the layer before is joined with.
    if (settings.word.joins() && said.size() == 1) {
      inputs.add(net.last());
    }
    said.forEach(node -> inputs.add(source(node)));
    int most =
        settings.word == LayerWord.MULTIPLY ? 2 : settings.word.joins() ? Integer.MAX_VALUE : 1;
    if (inputs.size() > most || inputs.isEmpty()) {
      throw from.wrong(
          settings.word.key() + " takes " + (most == 1 ? "one layer" : "two layers"),
          "give fewer, or join them before by concat or add");
    }
    return inputs;
  }

  /** A layer by name, by the word previous, or counted back from here (-1 is the one before). */
  private String source(YamlNode node) {
    if (node.value() instanceof Integer back) {
      if (back >= 0 || -back > order.size()) {
        throw node.wrong("no such layer before this one", "count back: -1 is the one before");
      }
      return order.get(order.size() + back);
    }
    String name = node.text();
    if (name.equals("previous")) {
      return net.last();
    }
    String end = ends.get(name);
    if (end == null) {
      throw new OcelliException(
          "no layer of that name before this one",
          name,
          node.where(),
          NearNames.remedy(name, ends.keySet()));
    }
    return end;
  }

  private Op op(Settings s) {
    Shape input = net.shape();
    return switch (s.word) {
      case CONV ->
          new Op.Convolution(
              out(s),
              Windows.of(s, "kernel", 3, false, input),
              s.count("groups", 1),
              s.flag("bias", !s.flag("batch-norm", false)));
      case DEPTHWISE_CONV ->
          new Op.Convolution(
              input.channels(),
              Windows.of(s, "kernel", 3, false, input),
              input.channels(),
              s.flag("bias", !s.flag("batch-norm", false)));
      case DENSE -> new Op.Dense(out(s), s.flag("bias", !s.flag("batch-norm", false)));
      case BATCH_NORM ->
          new Op.BatchNorm(s.number("epsilon", 1e-5, 0, 1), s.number("momentum", 0.9, 0, 1));
      case MAX_POOL -> pool(s, Op.PoolKind.MAX, input);
      case MIN_POOL -> pool(s, Op.PoolKind.MIN, input);
      case AVERAGE_POOL -> pool(s, Op.PoolKind.AVERAGE, input);
      case GLOBAL_AVERAGE_POOL -> new Op.GlobalPool(Op.PoolKind.AVERAGE);
      case GLOBAL_MAX_POOL -> new Op.GlobalPool(Op.PoolKind.MAX);
      case GLOBAL_MIN_POOL -> new Op.GlobalPool(Op.PoolKind.MIN);
      case DROPOUT -> new Op.Dropout(s.number("rate", 0.5, 0, 1));
      case FLATTEN -> new Op.Flatten();
      case PAD ->
          new Op.Pad(
              Windows.places(needed(s, "size")),
              s.number("value", 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
      case ADD -> new Op.Add();
      case MULTIPLY -> new Op.Multiply();
      case CONCAT -> new Op.Concat();
      case ACTIVATION -> Functions.op(Functions.settings(needed(s, "activation")));
      default -> Functions.op(s);
    };
  }

  private static Op pool(Settings s, Op.PoolKind kind, Shape input) {
    return new Op.Pool(
        kind,
        Windows.of(s, "size", 2, true, input),
        s.flag("count-padding", false),
        s.flag("ceil", false));
  }

  private int out(Settings s) {
    YamlNode said = needed(s, "out");
    if ("classes".equals(said.value())) {
      if (classes == 0) {
        throw said.wrong(
            "the number of classes is not known", "give --classes N, or write classes: N");
      }
      return classes;
    }
    return Settings.count(said, 1);
  }

  private static YamlNode needed(Settings s, String key) {
    @Nullable YamlNode value = s.get(key);
    if (value == null) {
      throw new OcelliException(
          "the layer " + s.word.key() + " is incomplete",
          key + " is missing",
          s.item.where(),
          "write - " + s.word.key() + ": {" + key + ": ...}");
    }
    return value;
  }
}
