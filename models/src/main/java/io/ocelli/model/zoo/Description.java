package io.ocelli.model.zoo;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.Task;
import io.ocelli.model.kind.DetectorFamily;
import io.ocelli.model.kind.ModelKind;
import io.ocelli.model.kind.PictureInput;
import io.ocelli.model.kind.UltralyticsNotes;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the card of a model that is added, from what was said, what it shows, and assumptions. */
final class Description {
  private static final int NAMES_SHOWN = 4;

  private final ModelAddition addition;
  private final OnnxModel model;
  private final List<String> assumptions;
  private final @Nullable ModelCard own;
  private final @Nullable UltralyticsNotes notes;
  private final Trial trial;

  private Description(
      ModelAddition addition, OnnxModel model, OnnxGraph graph, List<String> assumptions) {
    this.addition = addition;
    this.model = model;
    this.assumptions = assumptions;
    this.own = ModelCard.of(addition.file(), model.metadata()).orElse(null);
    this.notes =
        addition.labels() == null || model.metadata().containsKey("task")
            ? UltralyticsNotes.of(model.metadata(), addition.file().toString()).orElse(null)
            : null;
    this.trial = new Trial(addition.file(), model, graph, notes, assumptions);
  }

  /** The card, checked by running the model once. */
  static ModelCard of(
      ModelAddition addition, OnnxModel model, OnnxGraph graph, List<String> assumptions) {
    return new Description(addition, model, graph, assumptions).card();
  }

  private ModelCard card() {
    ModelKind kind = trial.kind();
    if (kind instanceof ModelKind.Foreign foreign) {
      throw new OcelliException(
          "Ocelli has no task for " + foreign.what(),
          addition.file().getFileName().toString(),
          addition.file().toString(),
          "give a model for classify or detect");
    }
    if (kind instanceof ModelKind.Unknown && addition.task() != Task.CLASSIFY && own == null) {
      kind = trial.kindAtSize(size(null, "width", 640), size(null, "height", 640));
    }
    Task task = task(kind);
    DetectorFamily family = task == Task.DETECT ? family(kind) : null;
    String key = family == null && own != null && task == own.task() ? own.family() : null;
    ModelCard card =
        new ModelCard(
            task,
            labels(task, kind, family),
            input(task, family),
            own == null || task != Task.CLASSIFY ? null : own.output(),
            family == null ? key : family.key(),
            provenance());
    card.check(model);
    return trial.run(card, family);
  }

  private Task task(ModelKind kind) {
    InputPreset preset = addition.preset();
    boolean detectorPreset = preset != null && preset.family() != null;
    Task given = addition.task();
    if (given != null) {
      if (detectorPreset && given != Task.DETECT) {
        throw new UsageException(
            "--preset and --task do not fit together",
            preset.key() + " and " + given.key(),
            "--preset",
            "the preset " + preset.key() + " is for --task detect");
      }
      if (given == Task.CLASSIFY && kind instanceof ModelKind.Detector detector) {
        throw new UsageException(
            "classify labels whole pictures; this looks like a detector",
            detector.text(),
            addition.file().toString(),
            "leave --task out");
      }
      return given;
    }
    if (detectorPreset) {
      return Task.DETECT;
    }
    if (own != null) {
      return own.task();
    }
    if (kind instanceof ModelKind.Detector detector) {
      assumptions.add(
          "it looks like a detector ("
              + detector.text()
              + "): the task is detect, the family "
              + detector.family().key());
      return Task.DETECT;
    }
    assumptions.add(
        notes != null && notes.task().equals("classify")
            ? "its metadata says that the task is classify"
            : "the task is assumed to be classify");
    return Task.CLASSIFY;
  }

  private DetectorFamily family(ModelKind kind) {
    ModelKind.Detector seen = kind instanceof ModelKind.Detector detector ? detector : null;
    InputPreset preset = addition.preset();
    if (preset != null && preset.family() != null) {
      if (seen != null && seen.family() != preset.family() && !sameDecoding(seen, preset)) {
        assumptions.add(
            "it looks like "
                + seen.text()
                + "; it is described as "
                + preset.key()
                + " because you say so");
      }
      return preset.family();
    }
    if (own != null && own.family() != null) {
      return DetectorFamily.parse(own.family(), "ocelli.family of " + addition.file());
    }
    if (seen == null) {
      throw new UsageException(
          "the family of the detector is not to be seen from its outputs",
          model.outputs().toString(),
          addition.file().toString(),
          "name it: --preset with one of " + InputPreset.detectorKeys());
    }
    return seen.family();
  }

  /** YOLOv7 and YOLOv5 write the same, and YOLOX and YOLOv6 have the same shape. */
  private static boolean sameDecoding(ModelKind.Detector seen, InputPreset said) {
    DetectorFamily family = seen.family();
    return (family == DetectorFamily.YOLOV5
            && (said == InputPreset.YOLOV7 || said == InputPreset.YOLOV3))
        || (family == DetectorFamily.YOLOX && said == InputPreset.YOLOV6);
  }

  private List<String> labels(Task task, ModelKind kind, @Nullable DetectorFamily family) {
    List<String> labels = addition.labels();
    if (labels == null && own != null && (!own.labels().isEmpty() || task == Task.EMBED)) {
      return own.labels();
    }
    if (labels == null && notes != null && !notes.labels().isEmpty()) {
      assumptions.add(
          notes.labels().size()
              + (notes.labels().size() == 1 ? " label is" : " labels are")
              + " taken from its metadata: "
              + some(notes.labels()));
      labels = notes.labels();
    }
    if (labels == null && family != null && family.facesOnly()) {
      assumptions.add("its one label is assumed to be face");
      labels = List.of("face");
    }
    if (labels == null && task == Task.EMBED) {
      return List.of();
    }
    if (labels == null) {
      throw noLabels(kind, family);
    }
    int classes =
        kind instanceof ModelKind.Detector seen && seen.family() == family ? seen.classes() : -1;
    return family == null ? labels : trial.fitted(labels, family, classes);
  }

  private UsageException noLabels(ModelKind kind, @Nullable DetectorFamily family) {
    int classes =
        kind instanceof ModelKind.Detector seen
            ? seen.classes()
            : kind instanceof ModelKind.Classifier seen ? seen.classes() : -1;
    String names = classes > 1 ? classes + " names, one a line" : "one name a line";
    if (family != null) {
      String article = "AEIOU".indexOf(family.title().charAt(0)) >= 0 ? "an " : "a ";
      return new UsageException(
          "it looks like " + article + family.title() + " detector; its labels are missing",
          addition.file().toString(),
          "--labels",
          "give --labels names.txt (" + names + ")");
    }
    return new UsageException(
        "the labels are missing" + (classes > 1 ? "; the model has " + classes + " classes" : ""),
        addition.file().toString(),
        "--labels",
        "give a text file (" + names + "): --labels labels.txt");
  }

  private static String some(List<String> labels) {
    List<String> first = labels.subList(0, Math.min(NAMES_SHOWN, labels.size()));
    return String.join(", ", first) + (labels.size() > NAMES_SHOWN ? ", …" : "");
  }

  private Map<String, Object> provenance() {
    if (own != null) {
      return own.provenance();
    }
    Map<String, Object> known = new LinkedHashMap<>();
    if (notes != null && !notes.description().isBlank()) {
      known.put("origin", notes.description());
    }
    String license = model.metadata().getOrDefault("license", "");
    if (!license.isBlank()) {
      known.put("license", license);
      assumptions.add("its licence, as it says: " + license);
    }
    return known;
  }

  private Preprocess input(Task task, @Nullable DetectorFamily family) {
    if (own != null && addition.saysNothingOfTheInput() && own.task() == task) {
      assumptions.add("labels and input are those that the model brings");
      return own.input();
    }
    PictureInput in = pictureInput();
    InputPreset preset = preset(task, family);
    long free = in.channels();
    int channels = free == 1 || addition.color() == Preprocess.ColorOrder.GRAY ? 1 : 3;
    Preprocess base =
        preset.preprocess(
            size(in, "width", preset.usualSize()),
            size(in, "height", preset == InputPreset.ULTRAFACE ? 240 : preset.usualSize()),
            channels);
    base = adjusted(base, preset, in);
    Preprocess.Resize resize = addition.resize() != null ? addition.resize() : base.resize();
    Integer fill = addition.fill();
    try {
      return new Preprocess(
              base.width(),
              base.height(),
              resize,
              addition.color() != null ? addition.color() : base.color(),
              addition.scale() != null ? addition.scale() : base.scale(),
              addition.mean() != null ? addition.mean() : base.mean(),
              addition.std() != null ? addition.std() : base.std(),
              addition.resize() == Preprocess.Resize.CROP ? 0.875 : base.cropFraction(),
              fill != null ? fill : base.fill())
          .withLayout(in.layout());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "the description of the input cannot be used",
          String.valueOf(e.getMessage()),
          "--width, --height, --color, --scale, --mean, --std, --fill",
          "correct that value; mean and std need one for each channel");
    }
  }

  /** What a preset cannot know of this very model. */
  private Preprocess adjusted(Preprocess base, InputPreset preset, PictureInput in) {
    boolean bytes = in.spec().type().equals("uint8");
    boolean untouched =
        base.scale() == 1
            && base.mean().stream().allMatch(mean -> mean == 0)
            && base.std().stream().allMatch(std -> std == 1);
    if (bytes && !untouched && addition.preset() == null) {
      assumptions.add("it takes bytes, so the values stay as they are (0..255)");
    }
    if (bytes && !untouched && (addition.preset() == null || preset == InputPreset.SSD)) {
      int channels = base.channels();
      return base.withValues(
          1,
          java.util.Collections.nCopies(channels, 0.0),
          java.util.Collections.nCopies(channels, 1.0));
    }
    return base;
  }

  private PictureInput pictureInput() {
    PictureInput in =
        PictureInput.among(model.inputs())
            .orElseThrow(
                () ->
                    new OcelliException(
                        "the model takes no pictures [batch, channels, height, width]",
                        model.inputs().toString(),
                        addition.file().toString(),
                        "give a model for pictures, exported with a batch side"));
    Preprocess.Layout given = addition.layout();
    if (given != null) {
      in = in.withLayout(given);
    } else if (in.layout() == Preprocess.Layout.NHWC) {
      assumptions.add("its input has the channels last (nhwc)");
    }
    if (in.channels() >= 0 && in.channels() != 1 && in.channels() != 3) {
      throw new OcelliException(
          "the model takes neither 3 nor 1 channels",
          in.spec().toString(),
          addition.file().toString(),
          given == null
              ? "use a model for colour or gray pictures"
              : "leave --layout out, or give the other one");
    }
    return in;
  }

  private InputPreset preset(Task task, @Nullable DetectorFamily family) {
    InputPreset given = addition.preset();
    if (given != null) {
      return given;
    }
    if (family != null) {
      InputPreset preset = InputPreset.of(family);
      assumptions.add(
          "pictures are prepared as "
              + family.title()
              + " has it (--preset "
              + preset.key()
              + "): "
              + preset.text());
      return preset;
    }
    if (task == Task.CLASSIFY && notes != null) {
      assumptions.add("pictures are prepared as Ultralytics' classifiers want them (0..1, RGB)");
      return InputPreset.ULTRALYTICS_CLASSIFY;
    }
    boolean allNumbers =
        addition.scale() != null && addition.mean() != null && addition.std() != null;
    if (!allNumbers) {
      assumptions.add("--preset imagenet is assumed; if the answers are poor, try another");
    }
    return InputPreset.IMAGENET;
  }

  private int size(@Nullable PictureInput in, String side, int usual) {
    boolean wide = side.equals("width");
    Integer given = wide ? addition.width() : addition.height();
    if (given != null) {
      return given;
    }
    if (in == null) {
      return usual;
    }
    long fixed = wide ? in.width() : in.height();
    if (fixed > 0) {
      return Math.toIntExact(Math.min(fixed, Integer.MAX_VALUE));
    }
    int noted = notes == null ? 0 : wide ? notes.width() : notes.height();
    int assumed = noted > 0 ? noted : usual;
    assumptions.add(
        String.format(
            Locale.ROOT,
            noted > 0
                ? "the model leaves its %s open; its metadata says %d pixels"
                : "the model leaves its %s open; %d pixels are assumed (--%1$s)",
            side,
            assumed));
    return assumed;
  }
}
