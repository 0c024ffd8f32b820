package io.ocelli.model.zoo;

import io.ocelli.image.Preprocess;
import io.ocelli.model.Task;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model to be added to the store and what is known of it. What is not said (or said to be null)
 * is taken from the model's own card, sniffed from the model, or assumed; {@link ModelStore#add}
 * says which. Immutable: each method gives a changed copy.
 */
public final class ModelAddition {
  private final Path file;
  private @Nullable String name;
  private @Nullable Task task;
  private @Nullable List<String> labels;
  private @Nullable InputPreset preset;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private Preprocess.@Nullable Layout layout;
  private Preprocess.@Nullable ColorOrder color;
  private Preprocess.@Nullable Resize resize;
  private @Nullable Integer fill;
  private @Nullable Double scale;
  private @Nullable List<Double> mean;
  private @Nullable List<Double> std;
  private boolean replace;

  private ModelAddition(Path file) {
    this.file = file;
  }

  private ModelAddition(ModelAddition other) {
    file = other.file;
    name = other.name;
    task = other.task;
    labels = other.labels;
    preset = other.preset;
    width = other.width;
    height = other.height;
    layout = other.layout;
    color = other.color;
    resize = other.resize;
    fill = other.fill;
    scale = other.scale;
    mean = other.mean;
    std = other.std;
    replace = other.replace;
  }

  /** A file of which nothing is said. */
  public static ModelAddition of(Path file) {
    return new ModelAddition(file);
  }

  /** With a name in the store; null for the file's name without its extension. */
  public ModelAddition withName(@Nullable String other) {
    ModelAddition changed = new ModelAddition(this);
    changed.name = other;
    return changed;
  }

  /** With what it is for. */
  public ModelAddition withTask(@Nullable Task other) {
    ModelAddition changed = new ModelAddition(this);
    changed.task = other;
    return changed;
  }

  /** With class names, index 0 first. */
  public ModelAddition withLabels(@Nullable List<String> other) {
    ModelAddition changed = new ModelAddition(this);
    changed.labels = other == null ? null : List.copyOf(other);
    return changed;
  }

  /** With the way it wants its pictures; what else is said goes before it. */
  public ModelAddition withPreset(@Nullable InputPreset other) {
    ModelAddition changed = new ModelAddition(this);
    changed.preset = other;
    return changed;
  }

  /** With the sides of the input in pixels; null for those that the model fixes. */
  public ModelAddition withSize(@Nullable Integer otherWidth, @Nullable Integer otherHeight) {
    ModelAddition changed = new ModelAddition(this);
    changed.width = otherWidth;
    changed.height = otherHeight;
    return changed;
  }

  /** With the order of the input's sides; null for what they look like. */
  public ModelAddition withLayout(Preprocess.@Nullable Layout other) {
    ModelAddition changed = new ModelAddition(this);
    changed.layout = other;
    return changed;
  }

  /** With other channels and another resize rule; null leaves the preset's. */
  public ModelAddition withPictures(
      Preprocess.@Nullable ColorOrder otherColor, Preprocess.@Nullable Resize otherResize) {
    ModelAddition changed = new ModelAddition(this);
    changed.color = otherColor;
    changed.resize = otherResize;
    return changed;
  }

  /** With the gray of a letterbox's border, 0 to 255; null leaves the preset's. */
  public ModelAddition withFill(@Nullable Integer other) {
    ModelAddition changed = new ModelAddition(this);
    changed.fill = other;
    return changed;
  }

  /** With other numbers: (pixel * scale - mean) / std; null leaves the preset's. */
  public ModelAddition withNumbers(
      @Nullable Double otherScale,
      @Nullable List<Double> otherMean,
      @Nullable List<Double> otherStd) {
    ModelAddition changed = new ModelAddition(this);
    changed.scale = otherScale;
    changed.mean = otherMean == null ? null : List.copyOf(otherMean);
    changed.std = otherStd == null ? null : List.copyOf(otherStd);
    return changed;
  }

  /** Replacing a model of that name, or not. */
  public ModelAddition withReplace(boolean other) {
    ModelAddition changed = new ModelAddition(this);
    changed.replace = other;
    return changed;
  }

  Path file() {
    return file;
  }

  @Nullable String name() {
    return name;
  }

  @Nullable Task task() {
    return task;
  }

  @Nullable List<String> labels() {
    return labels;
  }

  @Nullable InputPreset preset() {
    return preset;
  }

  @Nullable Integer width() {
    return width;
  }

  @Nullable Integer height() {
    return height;
  }

  Preprocess.@Nullable Layout layout() {
    return layout;
  }

  Preprocess.@Nullable ColorOrder color() {
    return color;
  }

  Preprocess.@Nullable Resize resize() {
    return resize;
  }

  @Nullable Integer fill() {
    return fill;
  }

  @Nullable Double scale() {
    return scale;
  }

  @Nullable List<Double> mean() {
    return mean;
  }

  @Nullable List<Double> std() {
    return std;
  }

  boolean replace() {
    return replace;
  }

  boolean saysNothingOfTheInput() {
    return preset == null
        && width == null
        && height == null
        && layout == null
        && color == null
        && resize == null
        && fill == null
        && scale == null
        && mean == null
        && std == null;
  }
}
