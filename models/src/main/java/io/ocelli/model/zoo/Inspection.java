package io.ocelli.model.zoo;

import io.ocelli.error.OcelliException;
import io.ocelli.model.ModelCard;
import io.ocelli.model.graph.GraphAnalysis;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.kind.PictureInput;
import io.ocelli.model.kind.Recognizer;
import io.ocelli.model.kind.UltralyticsNotes;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OneFile;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.TensorSpec;
import io.ocelli.model.onnx.ValueShapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a model file: what it says, what ONNX Runtime makes of it, what it costs. */
final class Inspection {
  private static final OnnxOptions CPU = OnnxOptions.SHARED.withDevice(Device.CPU);
  private static final long LARGEST_IN_MEMORY = 1L << 30;

  private final Path file;
  private final OnnxGraph graph;
  private List<TensorSpec> inputs;
  private List<TensorSpec> outputs;
  private String problem = "";

  private Inspection(Path file, OnnxGraph graph) {
    this.file = file;
    this.graph = graph;
    this.inputs = graph.inputs();
    this.outputs = graph.outputSpecs();
  }

  /**
   * All about a model.
   *
   * @throws OcelliException when it is no ONNX model. One that ONNX Runtime cannot open is told of
   *     as far as the file itself goes.
   */
  static ModelInfo of(Path file) {
    OnnxGraph graph;
    try {
      graph = OnnxGraph.read(file);
    } catch (IOException noModel) {
      // Opening it says what the file is instead.
      OnnxModel.open(file, CPU).close();
      throw unreadable(file, noModel);
    }
    try {
      return new Inspection(file, graph).info();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static OcelliException unreadable(Path file, IOException e) {
    return new OcelliException(
        "the model cannot be read",
        String.valueOf(e.getMessage()),
        file.toString(),
        "check the file",
        e);
  }

  private ModelInfo info() throws IOException {
    try (OnnxModel model = OnnxModel.open(file, CPU)) {
      inputs = model.inputs();
      outputs = model.outputs();
    } catch (OcelliException e) {
      problem = e.oneLine();
    }
    ModelCard card = ModelCard.of(file, graph.metadata()).orElse(null);
    UltralyticsNotes notes = notes();
    ModelKind kind = Recognizer.of(inputs, outputs, notes, graph::operatorOf);
    Map<String, List<Long>> sides = sides(card, kind, notes);
    return new ModelInfo(
        ModelStore.stem(file),
        file,
        Files.size(file),
        sha256(),
        inputs,
        outputs,
        card,
        kind,
        graph.metadata(),
        (graph.producer() + " " + graph.producerVersion()).strip(),
        graph.irVersion(),
        graph.opsets(),
        List.copyOf(graph.externalFiles()),
        GraphAnalysis.of(graph, shapes(sides)),
        sides.entrySet().stream().map(Inspection::text).collect(Collectors.joining(", ")),
        problem);
  }

  private static String text(Map.Entry<String, List<Long>> side) {
    return side.getKey()
        + " "
        + side.getValue().stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private @Nullable UltralyticsNotes notes() {
    try {
      return UltralyticsNotes.of(graph.metadata(), file.toString()).orElse(null);
    } catch (OcelliException unreadableNames) {
      return null;
    }
  }

  private Map<String, List<Long>> shapes(Map<String, List<Long>> sides) throws IOException {
    boolean inMemory = Files.size(file) <= LARGEST_IN_MEMORY;
    if (!problem.isEmpty() || !inMemory) {
      return sides;
    }
    byte[] onnx = graph.externalData() ? OneFile.pack(file, graph) : Files.readAllBytes(file);
    return ValueShapes.of(onnx, graph, sides);
  }

  /** The sides of the inputs for one picture: where the model leaves them open, the card's. */
  private Map<String, List<Long>> sides(
      @Nullable ModelCard card, ModelKind kind, @Nullable UltralyticsNotes notes) {
    TensorSpec picture = PictureInput.among(inputs).map(PictureInput::spec).orElse(null);
    Map<String, List<Long>> all = new LinkedHashMap<>();
    for (TensorSpec input : inputs) {
      List<Long> sides = new ArrayList<>();
      for (int axis = 0; axis < input.rank(); axis++) {
        long fixed = input.side(axis);
        sides.add(fixed > 0 ? fixed : input.equals(picture) ? open(axis, card, kind, notes) : 1L);
      }
      all.put(input.name(), sides);
    }
    return all;
  }

  private long open(
      int axis, @Nullable ModelCard card, ModelKind kind, @Nullable UltralyticsNotes notes) {
    if (card != null) {
      return card.input().shape(1)[axis];
    }
    PictureInput in = PictureInput.among(inputs).orElseThrow();
    boolean last = in.layout() == io.ocelli.image.Preprocess.Layout.NHWC;
    if (axis == 0) {
      return 1;
    }
    if (axis == (last ? 3 : 1)) {
      return 3;
    }
    boolean wide = axis == (last ? 2 : 3);
    int noted = notes == null ? 0 : wide ? notes.width() : notes.height();
    if (noted > 0) {
      return noted;
    }
    DetectorFamily family = kind instanceof ModelKind.Detector seen ? seen.family() : null;
    boolean classifier = kind instanceof ModelKind.Classifier;
    return family != null ? InputPreset.of(family).usualSize() : classifier ? 224 : 640;
  }

  private String sha256() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
