package io.ocelli.model.zoo;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.OutputProbe;
import io.ocelli.model.Task;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.kind.PictureInput;
import io.ocelli.model.kind.Recognizer;
import io.ocelli.model.kind.UltralyticsNotes;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out about a model by looking at it and by running it on a grey picture. */
final class Trial {
  private final Path file;
  private final OnnxModel model;
  private final OnnxGraph graph;
  private final @Nullable UltralyticsNotes notes;
  private final List<String> assumptions;

  Trial(
      Path file,
      OnnxModel model,
      OnnxGraph graph,
      @Nullable UltralyticsNotes notes,
      List<String> assumptions) {
    this.file = file;
    this.model = model;
    this.graph = graph;
    this.notes = notes;
    this.assumptions = assumptions;
  }

  /** What the model says it is. */
  ModelKind kind() {
    return Recognizer.of(model.inputs(), model.outputs(), notes, graph::operatorOf);
  }

  /** What it is by the answers it gives when it is run at this size; it leaves its own open. */
  ModelKind kindAtSize(int width, int height) {
    PictureInput in = PictureInput.among(model.inputs()).orElse(null);
    if (in == null || model.inputs().size() != 1 || (in.width() > 0 && in.height() > 0)) {
      return new ModelKind.Unknown();
    }
    Preprocess plain =
        InputPreset.NONE
            .preprocess(
                in.width() > 0 ? (int) in.width() : width,
                in.height() > 0 ? (int) in.height() : height,
                in.channels() == 1 ? 1 : 3)
            .withLayout(in.layout());
    try {
      return kind(plain, answers(plain));
    } catch (OcelliException cannotRun) {
      return new ModelKind.Unknown();
    }
  }

  private ModelKind kind(Preprocess input, List<FloatTensor> answers) {
    PictureInput in = PictureInput.among(model.inputs()).orElseThrow();
    List<Long> sides = new ArrayList<>();
    for (long side : input.shape(1)) {
      sides.add(side);
    }
    TensorSpec fed = new TensorSpec(in.spec().name(), in.spec().type(), sides, in.spec().symbols());
    List<TensorSpec> given = new ArrayList<>();
    for (FloatTensor answer : answers) {
      List<String> unnamed = Collections.nCopies(answer.shape().size(), "");
      given.add(new TensorSpec(answer.name(), "float32", answer.shape(), unnamed));
    }
    return Recognizer.of(List.of(fed), given, notes, graph::operatorOf);
  }

  private List<FloatTensor> answers(Preprocess input) {
    try (OnnxPipeline pipeline = OnnxPipeline.borrowing(model, input, names());
        Image grey = Image.blank(input.width(), input.height(), 128, 128, 128)) {
      return pipeline.run(grey);
    }
  }

  private List<String> names() {
    return model.outputs().stream().map(TensorSpec::name).toList();
  }

  /**
   * The labels of a detector when their number fits its classes.
   *
   * @param classes -1 when it is not known
   */
  List<String> fitted(List<String> labels, DetectorFamily family, int classes) {
    if (classes < 0 || labels.size() == classes) {
      return labels;
    }
    boolean background =
        labels.size() == classes + 1
            && (family == DetectorFamily.SSD || family == DetectorFamily.DETR);
    if (background && nothing(labels.get(0))) {
      assumptions.add("the label '" + labels.get(0) + "' is left out: it stands for no object");
      return labels.subList(1, labels.size());
    }
    if (background && nothing(labels.get(labels.size() - 1))) {
      assumptions.add(
          "the label '" + labels.get(labels.size() - 1) + "' is left out: it stands for no object");
      return labels.subList(0, labels.size() - 1);
    }
    throw ModelCard.labelsDiffer(labels.size(), classes, file.toString());
  }

  private static boolean nothing(String label) {
    String low = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z/]", "");
    return low.equals("background")
        || low.equals("noobject")
        || low.equals("n/a")
        || low.equals("bg");
  }

  /** Runs the model on a grey picture and finds out what its answers are. */
  ModelCard run(ModelCard card, @Nullable DetectorFamily family) {
    if (model.inputs().size() != 1) {
      List<String> others = model.inputs().stream().map(TensorSpec::name).toList();
      assumptions.add("it was not tried: it takes more than a picture (" + others + ")");
      return card;
    }
    List<FloatTensor> answers = answers(card.input());
    for (FloatTensor answer : answers) {
      checkNumbers(answer, card.task());
    }
    if (card.task() == Task.DETECT && family != null) {
      return detector(card, family, kind(card.input(), answers));
    }
    return card.task() == Task.CLASSIFY ? classifier(card, answers.get(0)) : card;
  }

  private void checkNumbers(FloatTensor answer, Task task) {
    for (float value : answer.values()) {
      // A detector may have infinite sides where it sees nothing.
      if (Float.isNaN(value) || (task == Task.CLASSIFY && Float.isInfinite(value))) {
        throw new OcelliException(
            "the model answers a grey picture with no number",
            Float.toString(value) + " in " + answer.name(),
            file.toString(),
            "check scale, mean and std, or export the model again");
      }
    }
  }

  private ModelCard detector(ModelCard card, DetectorFamily family, ModelKind seen) {
    if (!(seen instanceof ModelKind.Detector detector)) {
      assumptions.add(
          "its outputs do not look like those of "
              + family.title()
              + ": "
              + model.outputs().stream().limit(4).toList());
      return card;
    }
    if (detector.family() == family) {
      fitted(card.labels(), family, detector.classes());
    }
    return card;
  }

  private ModelCard classifier(ModelCard card, FloatTensor answer) {
    card.checkAnswer(answer.values().length, file.toString());
    if (card.output() != null) {
      return card;
    }
    List<String> first = List.of(answer.name());
    try (OnnxPipeline pipeline = OnnxPipeline.borrowing(model, card.input(), first)) {
      OutputKind kind = OutputProbe.of(graph, pipeline);
      assumptions.add(
          "its answers are "
              + kind.key()
              + (kind == OutputKind.LOGITS ? " (softmax is applied)" : " (used as they are)"));
      return card.withOutput(kind);
    }
  }
}
