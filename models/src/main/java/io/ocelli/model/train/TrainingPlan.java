package io.ocelli.model.train;

import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.ClassDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What both ways of training a classifier need.
 *
 * @param data with a training and a validation part
 * @param options of the loop
 * @param augmentation random changes of the training pictures
 * @param threads that read and decode pictures
 * @param weights folder for {@code best.zip}, {@code last.zip} and {@code best.onnx}
 * @param resume whether to continue from {@code last.zip}
 * @param provenance facts for the model file besides those that training adds: version, command
 * @param callbacks told of every step and epoch
 * @param stopRequested asked after every step
 */
public record TrainingPlan(
    ClassDataset data,
    TrainOptions options,
    Augmentation augmentation,
    int threads,
    Path weights,
    boolean resume,
    Map<String, Object> provenance,
    List<Callback> callbacks,
    BooleanSupplier stopRequested) {
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
