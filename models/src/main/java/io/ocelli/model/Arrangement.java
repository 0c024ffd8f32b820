package io.ocelli.model;

import io.ocelli.image.Preprocess;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.Tuning;
import java.nio.file.Path;
import java.util.List;

/**
 * Who does what when a model runs: threads in a call, callers, pictures in a call. As it was
 * measured for this model on this machine, else as usual.
 *
 * @param session how the model is opened
 * @param workers callers
 * @param batch pictures in a call; 0 for the usual number
 */
record Arrangement(OnnxOptions session, int workers, int batch) {
  static Arrangement of(Path model, ClassifierOptions options) {
    Device device = options.device();
    // Without an answer to what AUTO is, it is taken for the CPU, which has the tuned cases.
    Tuning tuning = Tuning.of(model, device.equals(Device.AUTO) ? Device.CPU : device);
    if (options.mode() == ClassifierOptions.Mode.LATENCY) {
      return new Arrangement(tuning.latencyOptions(device), Math.max(1, options.threads()), 1);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int usual = tuning.measured() ? tuning.throughput().workers() : cores;
    int workers = options.threads() > 0 ? options.threads() : usual;
    return tuning.measured()
        ? new Arrangement(tuning.throughputOptions(device), workers, tuning.throughput().batch())
        : new Arrangement(OnnxOptions.SHARED.withDevice(device), workers, 0);
  }

  OnnxPipeline pipeline(OnnxModel model, Preprocess input, List<String> outputs) {
    return new OnnxPipeline(model, input, outputs, workers, batch);
  }
}
