package io.ocelli.model;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.kind.Recognizer;
import io.ocelli.model.kind.UltralyticsNotes;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a classifier says of a model that it cannot use: what the model is, and what to do. */
final class Undescribed {
  private Undescribed() {}

  /** The error for a described model of another task. */
  static OcelliException otherTask(Path file, ModelCard card) {
    return card.task() == Task.EMBED
        ? new UsageException(
            "classify gives labels; this model gives features",
            "embed",
            file.toString(),
            "its command is ocelli embed")
        : detector(detector(card), file);
  }

  private static String detector(ModelCard card) {
    String family = card.family() == null ? "" : card.family();
    int classes = card.labels().size();
    return DetectorFamily.of(family)
        .map(known -> new ModelKind.Detector(known, classes).text())
        .orElse(family.isEmpty() ? classes + " classes" : family);
  }

  private static UsageException detector(String what, Path file) {
    return new UsageException(
        "classify labels whole pictures; this is a detector",
        what,
        file.toString(),
        "its command is ocelli detect");
  }

  /** The error for a model that nobody has described. */
  static OcelliException error(Path file, OnnxModel model) {
    UltralyticsNotes notes = notes(file, model);
    ModelKind kind = Recognizer.of(model.inputs(), model.outputs(), notes, operators(file));
    if (kind instanceof ModelKind.Detector detector) {
      return detector(detector.text(), file);
    }
    if (kind instanceof ModelKind.Foreign foreign) {
      return new UsageException(
          "classify labels whole pictures; this is " + foreign.what(),
          foreign.what(),
          file.toString(),
          "give a classifier");
    }
    int classes = kind instanceof ModelKind.Classifier classifier ? classifier.classes() : -1;
    boolean labelled = notes != null;
    String names = classes > 0 ? classes + " names, one a line" : "one name a line";
    return new OcelliException(
        "nobody has said what the model's labels and its input are",
        file.toString(),
        "its metadata, and " + ModelCard.yamlBeside(file).getFileName() + " beside it",
        "describe it once: ocelli models add "
            + file
            + (labelled
                ? ""
                : " --labels labels.txt --preset imagenet (labels.txt: " + names + ")"));
  }

  private static @Nullable UltralyticsNotes notes(Path file, OnnxModel model) {
    try {
      return UltralyticsNotes.of(model.metadata(), file.toString()).orElse(null);
    } catch (OcelliException unreadableNames) {
      return null;
    }
  }

  private static Function<String, Optional<String>> operators(Path file) {
    try {
      return OnnxGraph.read(file)::operatorOf;
    } catch (IOException unreadable) {
      return output -> Optional.empty();
    }
  }
}
