package io.ocelli.model.zoo;

import io.ocelli.image.Preprocess;
import io.ocelli.model.Task;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model to be added to the store and what is known of it. What is null is taken from the model's
 * own card, sniffed from the model, or assumed; {@link ModelStore#add} says which.
 *
 * @param file the {@code .onnx} file
 * @param name the name in the store; null for the file's name without its extension
 * @param task what it is for; null for classify
 * @param labels class names, index 0 first; null for those of the model's own card
 * @param preset how it wants its pictures; null for imagenet
 * @param width of the input in pixels; null for the one the model fixes
 * @param height of the input in pixels; null for the one the model fixes
 * @param color overrides the preset's
 * @param resize overrides the preset's
 * @param scale overrides the preset's
 * @param mean overrides the preset's
 * @param std overrides the preset's
 * @param replace whether a model of the same name is replaced
 */
public record ModelAddition(
    Path file,
    @Nullable String name,
    @Nullable Task task,
    @Nullable List<String> labels,
    @Nullable InputPreset preset,
    @Nullable Integer width,
    @Nullable Integer height,
    Preprocess.@Nullable ColorOrder color,
    Preprocess.@Nullable Resize resize,
    @Nullable Double scale,
    @Nullable List<Double> mean,
    @Nullable List<Double> std,
    boolean replace) {

  /** A file of which nothing is said. */
  public static ModelAddition of(Path file) {
    return new ModelAddition(
        file, null, null, null, null, null, null, null, null, null, null, null, false);
  }

  /** The same under another name. */
  public ModelAddition withName(@Nullable String other) {
    return new ModelAddition(
        file, other, task, labels, preset, width, height, color, resize, scale, mean, std, replace);
  }

  /** The same for another task. */
  public ModelAddition withTask(@Nullable Task other) {
    return new ModelAddition(
        file, name, other, labels, preset, width, height, color, resize, scale, mean, std, replace);
  }

  /** The same with other labels. */
  public ModelAddition withLabels(@Nullable List<String> other) {
    return new ModelAddition(
        file, name, task, other, preset, width, height, color, resize, scale, mean, std, replace);
  }

  /** The same with another preset. */
  public ModelAddition withPreset(@Nullable InputPreset other) {
    return new ModelAddition(
        file, name, task, labels, other, width, height, color, resize, scale, mean, std, replace);
  }

  /** The same with another input size. */
  public ModelAddition withSize(@Nullable Integer otherWidth, @Nullable Integer otherHeight) {
    return new ModelAddition(
        file,
        name,
        task,
        labels,
        preset,
        otherWidth,
        otherHeight,
        color,
        resize,
        scale,
        mean,
        std,
        replace);
  }

  /** The same with other channels and another resize rule; null leaves the preset's. */
  public ModelAddition withPictures(
      Preprocess.@Nullable ColorOrder otherColor, Preprocess.@Nullable Resize otherResize) {
    return new ModelAddition(
        file,
        name,
        task,
        labels,
        preset,
        width,
        height,
        otherColor,
        otherResize,
        scale,
        mean,
        std,
        replace);
  }

  /** The same with other numbers: (pixel * scale - mean) / std; null leaves the preset's. */
  public ModelAddition withNumbers(
      @Nullable Double otherScale,
      @Nullable List<Double> otherMean,
      @Nullable List<Double> otherStd) {
    return new ModelAddition(
        file,
        name,
        task,
        labels,
        preset,
        width,
        height,
        color,
        resize,
        otherScale,
        otherMean,
        otherStd,
        replace);
  }

  /** The same, replacing a model of that name or not. */
  public ModelAddition withReplace(boolean other) {
    return new ModelAddition(
        file, name, task, labels, preset, width, height, color, resize, scale, mean, std, other);
  }

  boolean saysNothingOfTheInput() {
    return preset == null
        && width == null
        && height == null
        && color == null
        && resize == null
        && scale == null
        && mean == null
        && std == null;
  }
}
