package io.ocelli.model.zoo;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.OutputProbe;
import io.ocelli.model.Task;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the card of a model that is added, from what was said, what it shows, and assumptions. */
final class Description {
  private static final int USUAL_SIZE = 224;

  private final ModelAddition addition;
  private final OnnxModel model;
  private final List<String> assumptions;
  private final @Nullable ModelCard own;

  private Description(ModelAddition addition, OnnxModel model, List<String> assumptions) {
    this.addition = addition;
    this.model = model;
    this.assumptions = assumptions;
    this.own = ModelCard.of(addition.file(), model.metadata()).orElse(null);
  }

  /** The card, checked by running the model once. */
  static ModelCard of(ModelAddition addition, OnnxModel model, List<String> assumptions) {
    return new Description(addition, model, assumptions).card();
  }

  private ModelCard card() {
    Task task =
        addition.task() != null ? addition.task() : own != null ? own.task() : Task.CLASSIFY;
    if (addition.task() == null && own == null) {
      assumptions.add("the task is assumed to be classify");
    }
    ModelCard card =
        new ModelCard(
            task,
            labels(task),
            input(),
            own == null ? null : own.output(),
            own == null ? null : own.family(),
            own == null ? Map.of() : own.provenance());
    card.check(model);
    return tried(card);
  }

  private List<String> labels(Task task) {
    List<String> given = addition.labels();
    if (given != null) {
      return given;
    }
    if (own != null) {
      return own.labels();
    }
    if (task == Task.EMBED) {
      return List.of();
    }
    throw new UsageException(
        "the labels are missing",
        addition.file().toString(),
        "--labels",
        "give a text file with one name a line: --labels labels.txt");
  }

  private Preprocess input() {
    if (own != null && addition.saysNothingOfTheInput()) {
      assumptions.add("labels and input are those that the model brings");
      return own.input();
    }
    TensorSpec in = model.imageInput();
    boolean channelsLast = in.side(3) >= 1 && in.side(3) <= 4 && (in.side(1) < 0 || in.side(1) > 4);
    if (channelsLast) {
      throw new OcelliException(
          "the model wants channels last (NHWC); Ocelli gives channels first (NCHW)",
          in.toString(),
          addition.file().toString(),
          "convert it with tf2onnx --inputs-as-nchw " + in.name());
    }
    if (in.side(1) >= 0 && in.side(1) != 1 && in.side(1) != 3) {
      throw new OcelliException(
          "the model takes neither 3 nor 1 channels",
          in.toString(),
          addition.file().toString(),
          "use a model for colour or gray pictures");
    }
    InputPreset preset = addition.preset();
    if (preset == null) {
      preset = InputPreset.IMAGENET;
      if (addition.scale() == null || addition.mean() == null || addition.std() == null) {
        assumptions.add("--preset imagenet is assumed; if the answers are poor, try another");
      }
    }
    int channels = in.side(1) == 1 || addition.color() == Preprocess.ColorOrder.GRAY ? 1 : 3;
    Preprocess base =
        preset.preprocess(
            side("width", addition.width(), in.side(3)),
            side("height", addition.height(), in.side(2)),
            channels);
    try {
      return new Preprocess(
          base.width(),
          base.height(),
          addition.resize() != null ? addition.resize() : base.resize(),
          addition.color() != null ? addition.color() : base.color(),
          addition.scale() != null ? addition.scale() : base.scale(),
          addition.mean() != null ? addition.mean() : base.mean(),
          addition.std() != null ? addition.std() : base.std(),
          addition.resize() == Preprocess.Resize.CROP ? 0.875 : base.cropFraction(),
          base.fill());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "the description of the input cannot be used",
          String.valueOf(e.getMessage()),
          "--color, --scale, --mean, --std",
          "give a value for each channel");
    }
  }

  private int side(String what, @Nullable Integer given, long fixed) {
    if (given != null) {
      return given;
    }
    if (fixed > 0) {
      return (int) fixed;
    }
    assumptions.add(
        "the model leaves its " + what + " open; " + USUAL_SIZE + " pixels are assumed");
    return USUAL_SIZE;
  }

  /** Runs the model on a grey picture and finds out what its answers are. */
  private ModelCard tried(ModelCard card) {
    List<String> first = List.of(model.outputs().get(0).name());
    try (OnnxPipeline pipeline = OnnxPipeline.borrowing(model, card.input(), first);
        Image grey = Image.blank(card.input().width(), card.input().height(), 128, 128, 128)) {
      FloatTensor answer = pipeline.run(grey).get(0);
      for (float value : answer.values()) {
        if (!Float.isFinite(value)) {
          throw new OcelliException(
              "the model answers a grey picture with no number",
              Float.toString(value),
              addition.file().toString(),
              "check scale, mean and std, or export the model again");
        }
      }
      if (card.task() != Task.CLASSIFY) {
        return card;
      }
      card.checkAnswer(answer.values().length, addition.file().toString());
      if (card.output() != null) {
        return card;
      }
      OutputKind kind = OutputProbe.of(addition.file(), pipeline);
      assumptions.add(
          "its answers are "
              + kind.name().toLowerCase(Locale.ROOT)
              + (kind == OutputKind.LOGITS ? " (softmax is applied)" : " (used as they are)"));
      return card.withOutput(kind);
    }
  }
}
