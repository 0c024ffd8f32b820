package io.ocelli.model;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.kind.PictureInput;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model file knows of itself, so that its user never has to say it.
 *
 * <p>It travels in the {@code metadata_props} of the {@code .onnx} file, each value as text (lists
 * and objects as JSON), or in a {@code NAME.yaml} beside {@code NAME.onnx} with the same keys.
 * Where both are there, the YAML file wins, key by key.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code ocelli.task}</td><td>classify, detect, embed</td></tr>
 * <tr><td>{@code ocelli.labels}</td><td>list of class names, index 0 first</td></tr>
 * <tr><td>{@code ocelli.input}</td><td>object: width, height, color (rgb, bgr, gray), resize
 * (stretch, crop, letterbox), scale, mean, std (a pixel of 0..255 becomes (pixel * scale - mean) /
 * std); with crop also crop_fraction, with letterbox position (center, top-left) and fill;
 * per_picture (center, standardize) where the values of each picture are also centred or
 * standardized on their own; layout (nchw, nhwc) where the channels come last</td></tr>
 * <tr><td>{@code ocelli.output}</td><td>logits or probabilities; found out when it is absent, see
 * {@link Classifier}</td></tr>
 * <tr><td>{@code ocelli.family}</td><td>how the answers of a detector are decoded: a key of {@link
 * io.ocelli.model.kind.DetectorFamily}</td></tr>
 * <tr><td>{@code ocelli.provenance}</td><td>object: where the model comes from</td></tr>
 * </table>
 *
 * @param task what it is for
 * @param labels class names, index 0 first; empty for an embedder
 * @param input how it wants its pictures
 * @param output what the answers of a classifier are; null when nobody has said
 * @param family decoder of a detector; null for other tasks
 * @param provenance where it comes from: data set, split hash, metrics, version, date; JSON values
 */
public record ModelCard(
    Task task,
    List<String> labels,
    Preprocess input,
    @Nullable OutputKind output,
    @Nullable String family,
    Map<String, Object> provenance) {

  private static final String TASK = "ocelli.task";
  private static final String LABELS = "ocelli.labels";
  private static final String INPUT = "ocelli.input";
  private static final String OUTPUT = "ocelli.output";
  private static final String FAMILY = "ocelli.family";
  private static final String PROVENANCE = "ocelli.provenance";
  private static final List<String> KEYS = List.of(TASK, LABELS, INPUT, OUTPUT, FAMILY, PROVENANCE);

  /** Copies, and checks that a classifier has labels. */
  public ModelCard {
    labels = List.copyOf(labels);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    if (task == Task.CLASSIFY && labels.isEmpty()) {
      throw new IllegalArgumentException("a classifier needs labels");
    }
  }

  /** The card of a classifier without provenance. */
  public static ModelCard classifier(
      List<String> labels, Preprocess input, @Nullable OutputKind output) {
    return new ModelCard(Task.CLASSIFY, labels, input, output, null, Map.of());
  }

  /** The same with another provenance. */
  public ModelCard withProvenance(Map<String, Object> other) {
    return new ModelCard(task, labels, input, output, family, other);
  }

  /** The same with another kind of output. */
  public ModelCard withOutput(@Nullable OutputKind other) {
    return new ModelCard(task, labels, input, other, family, provenance);
  }

  /** The card as {@code metadata_props}: text values, lists and objects as JSON. */
  public Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    toTree()
        .forEach(
            (key, value) ->
                metadata.put(key, value instanceof String text ? text : Trees.writeJson(value)));
    return metadata;
  }

  /** The card as the text of a {@code NAME.yaml}. */
  public String toYaml() {
    return Trees.writeYaml(toTree());
  }

  private Map<String, Object> toTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(TASK, task.key());
    tree.put(LABELS, labels);
    tree.put(INPUT, InputDescription.write(input));
    if (output != null) {
      tree.put(OUTPUT, output.key());
    }
    if (family != null) {
      tree.put(FAMILY, family);
    }
    if (!provenance.isEmpty()) {
      tree.put(PROVENANCE, provenance);
    }
    return tree;
  }

  /**
   * The card of a model file: what its metadata says, overruled key by key by the {@code NAME.yaml}
   * beside it.
   *
   * @param onnx the model file; it is not opened here
   * @param metadata its {@code metadata_props}
   * @return empty when neither says anything
   * @throws OcelliException when what they say cannot be used
   */
  public static Optional<ModelCard> of(Path onnx, Map<String, String> metadata) {
    Map<String, Object> tree = metadataTree(metadata, onnx.toString());
    Path yaml = yamlBeside(onnx);
    if (!Files.isRegularFile(yaml)) {
      return fromTree(tree, "the metadata of " + onnx);
    }
    tree.putAll(yamlTree(yaml));
    return fromTree(tree, yaml.toString());
  }

  /**
   * The card in the metadata of a model.
   *
   * @param origin what to call the model in messages
   * @return empty when there is no key of ours
   * @throws OcelliException when a value cannot be used or a needed one is missing
   */
  public static Optional<ModelCard> fromMetadata(Map<String, String> metadata, String origin) {
    return fromTree(metadataTree(metadata, origin), "the metadata of " + origin);
  }

  /** Where the description of a model file lies: {@code NAME.yaml} beside {@code NAME.onnx}. */
  public static Path yamlBeside(Path onnx) {
    String name = onnx.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return onnx.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".yaml");
  }

  private static Map<String, Object> metadataTree(Map<String, String> metadata, String origin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String key : KEYS) {
      String value = metadata.get(key);
      if (value != null) {
        boolean json = key.equals(LABELS) || key.equals(INPUT) || key.equals(PROVENANCE);
        tree.put(key, json ? Trees.readJson(value, key + " of " + origin) : value);
      }
    }
    return tree;
  }

  private static Map<String, Object> yamlTree(Path yaml) {
    String text;
    try {
      text = Files.readString(yaml);
    } catch (IOException e) {
      throw new OcelliException(
          "the description of the model cannot be read",
          String.valueOf(e.getMessage()),
          yaml.toString(),
          "check the file; it has to be UTF-8 text",
          e);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!(Trees.readYaml(text, yaml.toString()) instanceof Map<?, ?> map)) {
      throw new OcelliException(
          "the description of the model has no keys",
          yaml.getFileName().toString(),
          yaml.toString(),
          "write " + String.join(", ", KEYS));
    }
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (!KEYS.contains(name)) {
            throw new OcelliException(
                "no such key", name, yaml.toString(), NearNames.remedy(name, KEYS));
          }
          boolean json = value instanceof String text2 && text2.stripLeading().startsWith("{");
          boolean list = value instanceof String text2 && text2.stripLeading().startsWith("[");
          tree.put(name, json || list ? Trees.readJson((String) value, yaml.toString()) : value);
        });
    return tree;
  }

  private static Optional<ModelCard> fromTree(Map<String, Object> tree, String origin) {
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    Task task = Task.parse(needed(tree, TASK, origin).toString(), TASK + " in " + origin);
    List<String> labels =
        task == Task.EMBED && !tree.containsKey(LABELS)
            ? List.of()
            : labels(needed(tree, LABELS, origin), LABELS + " in " + origin);
    Preprocess input = InputDescription.read(needed(tree, INPUT, origin), INPUT + " in " + origin);
    Object output = tree.get(OUTPUT);
    Object family = tree.get(FAMILY);
    Map<String, Object> provenance = new LinkedHashMap<>();
    if (tree.get(PROVENANCE) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> provenance.put(String.valueOf(key), value));
    }
    return Optional.of(
        new ModelCard(
            task,
            labels,
            input,
            output == null ? null : OutputKind.parse("" + output, OUTPUT + " in " + origin),
            family == null ? null : family.toString(),
            provenance));
  }

  private static Object needed(Map<String, Object> tree, String key, String origin) {
    Object value = tree.get(key);
    if (value == null) {
      throw new OcelliException(
          "the description of the model is incomplete",
          key + " is missing",
          origin,
          "describe the model with ocelli models add");
    }
    return value;
  }

  private static List<String> labels(Object value, String origin) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw new OcelliException(
          "the labels are no list of names", String.valueOf(value), origin, "write a list");
    }
    List<String> labels = new ArrayList<>();
    for (Object label : list) {
      if (!(label instanceof String || label instanceof Integer) || label.toString().isBlank()) {
        throw new OcelliException(
            "label number " + labels.size() + " is no name",
            String.valueOf(label),
            origin,
            "write it in quotes");
      }
      labels.add(label.toString());
    }
    return labels;
  }

  /**
   * Checks the description against the model: colours and size against its input, for a classifier
   * the number of labels against its first output. Free sides fit everything.
   *
   * @throws OcelliException when they differ
   */
  public void check(OnnxModel model) {
    TensorSpec in =
        PictureInput.among(model.inputs())
            .orElseThrow(
                () ->
                    new OcelliException(
                        "the model takes no pictures",
                        model.inputs().toString(),
                        model.name(),
                        "give a model with an input of four sides"))
            .spec();
    long[] described = input.shape(1);
    for (int axis = 1; axis < 4; axis++) {
      if (in.side(axis) >= 0 && in.side(axis) != described[axis]) {
        String layout = input.layout().name().toLowerCase(Locale.ROOT);
        boolean otherLayout = channelsAt(in, input) && in.side(axis) >= 0;
        throw new OcelliException(
            otherLayout
                ? "the description has the channels on the wrong side of the model's input"
                : "the description does not fit the model's input",
            "%d channels, %dx%d pixels (width x height), %s"
                .formatted(input.channels(), input.width(), input.height(), layout),
            model.name() + ", which takes " + in,
            "describe it again with ocelli models add"
                + (otherLayout ? " --layout " + (layout.equals("nchw") ? "nhwc" : "nchw") : ""));
      }
    }
    if (task == Task.CLASSIFY) {
      long classes = classes(model.outputs().get(0));
      if (classes >= 0 && classes != labels.size()) {
        throw labelsDiffer(classes, model.name());
      }
    }
  }

  /**
   * Checks the length of a classifier's answer against the number of labels.
   *
   * @param model what to call the model in the message
   * @throws OcelliException when they differ
   */
  public void checkAnswer(int length, String model) {
    if (length != labels.size()) {
      throw labelsDiffer(length, model);
    }
  }

  /** Whether the number of channels stands where the other layout has it. */
  private static boolean channelsAt(TensorSpec in, Preprocess input) {
    boolean last = input.layout() == Preprocess.Layout.NHWC;
    return in.side(last ? 1 : 3) == input.channels() && in.side(last ? 3 : 1) != input.channels();
  }

  private OcelliException labelsDiffer(long classes, String model) {
    return labelsDiffer(labels.size(), classes, model);
  }

  /**
   * The error for labels of the wrong number.
   *
   * @param model what to call the model in the message
   */
  public static OcelliException labelsDiffer(int labels, long classes, String model) {
    return new OcelliException(
        "the number of labels is not the number of classes",
        labels
            + (labels == 1 ? " label, " : " labels, ")
            + classes
            + (classes == 1 ? " class" : " classes"),
        model,
        classes == labels + 1L
            ? "add the missing name; often it is a background class at index 0"
            : "give the labels the model was trained with, one for each class");
  }

  /** The number of classes that an output announces; -1 when it leaves that open. */
  private static long classes(TensorSpec output) {
    long classes = output.rank() < 2 ? -1 : 1;
    for (int axis = 1; axis < output.rank(); axis++) {
      if (output.side(axis) < 0) {
        return -1;
      }
      classes *= output.side(axis);
    }
    return classes;
  }
}
