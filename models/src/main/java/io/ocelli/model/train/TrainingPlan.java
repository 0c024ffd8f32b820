package io.ocelli.model.train;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ClassDataset;
import io.ocelli.dataset.load.LoaderOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What all ways of training a classifier need.
 *
 * @param data with a training and a validation part
 * @param options of the loop
 * @param loading how pictures are loaded: threads, cache, and for the training part the random
 *     changes and the sampling of classes; batch size and seed are those of the loop
 * @param weights folder for {@code best.zip}, {@code last.zip} and {@code best.onnx}
 * @param resume whether to continue from {@code last.zip}
 * @param provenance facts for the model file besides those that training adds: version, command
 * @param callbacks told of every step and epoch
 * @param stopRequested asked after every step
 */
public record TrainingPlan(
    ClassDataset data,
    TrainOptions options,
    LoaderOptions loading,
    Path weights,
    boolean resume,
    Map<String, Object> provenance,
    List<Callback> callbacks,
    BooleanSupplier stopRequested) {
  /** The same with one more fact for the model file. */
  TrainingPlan withProvenance(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(provenance);
    more.put(key, value);
    return new TrainingPlan(
        data, options, loading, weights, resume, more, callbacks, stopRequested);
  }

  Augmentation augmentation() {
    return loading.augmentation();
  }

  int threads() {
    return loading.threads();
  }

  Path best() {
    return weights.resolve("best.zip");
  }

  Path last() {
    return weights.resolve("last.zip");
  }

  Path onnx() {
    return weights.resolve("best.onnx");
  }
}
