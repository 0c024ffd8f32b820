package io.ocelli.model;

import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.convert.Backbone;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns pictures into feature vectors: what the last weighted layer of a classifier reads ({@link
 * Backbone}). Pictures that show like things have vectors of a like direction.
 *
 * <p>Owns the model's native memory until it is closed. Any number of threads may ask it at the
 * same time; the same picture gets the same numbers.
 */
public final class Embedder implements AutoCloseable {
  private final OnnxPipeline pipeline;

  private Embedder(OnnxPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Opens a classifier.
   *
   * @param file an {@code .onnx} file
   * @param input how its pictures are made
   * @throws OcelliException when it cannot be opened
   */
  public static Embedder open(Path file, Preprocess input, ClassifierOptions options) {
    byte[] onnx;
    try {
      onnx = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OcelliException(
          "the model cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "check that the file is there and may be read",
          e);
    }
    Backbone backbone = Backbone.cut(onnx, file.toString());
    OnnxModel model =
        OnnxModel.open(
            backbone.featureModel(),
            file.toString(),
            OnnxOptions.SHARED.withDevice(options.device()));
    return new Embedder(
        new OnnxPipeline(model, input, List.of(Backbone.FEATURES), options.threads()));
  }

  /** How pictures are best decoded for it: large enough, and no larger. */
  public DecodeOptions decodeOptions() {
    return pipeline.preprocess().decodeOptions();
  }

  /**
   * The features of a picture.
   *
   * @param picture stays the caller's
   */
  public float[] embed(Image picture) {
    return pipeline.run(picture).get(0).values();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
