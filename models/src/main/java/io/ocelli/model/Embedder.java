package io.ocelli.model;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.image.DecodeOptions;
import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.convert.Backbone;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures into feature vectors: what the last weighted layer of a classifier reads ({@link
 * Backbone}). Pictures that show like things have vectors of a like direction.
 *
 * <p>Owns the model's native memory until it is closed. Any number of threads may ask it at the
 * same time; the same picture gets the same numbers.
 */
public final class Embedder implements AutoCloseable {
  private final Path file;
  private final String layer;
  private final OnnxPipeline pipeline;

  private Embedder(Path file, String layer, OnnxPipeline pipeline) {
    this.file = file;
    this.layer = layer;
    this.pipeline = pipeline;
  }

  /**
   * Opens a name in the store, an {@code .onnx} file or a run folder, which says itself how its
   * pictures are made.
   *
   * @param layer the tensor whose values are the features, flattened; null for what the last
   *     weighted layer reads
   * @throws io.ocelli.error.UsageException when there is no such model or layer
   * @throws OcelliException when it cannot be opened, or nobody has described it
   */
  public static Embedder open(
      String nameOrPath, @Nullable String layer, ClassifierOptions options) {
    Path file = ModelLocator.resolve(nameOrPath);
    ModelCard card;
    try (OnnxModel model = OnnxModel.open(file, OnnxOptions.SHARED.withDevice(options.device()))) {
      card = ModelCard.of(file, model.metadata()).orElseThrow(() -> Undescribed.error(file, model));
    }
    return open(file, card.input(), layer, options);
  }

  /**
   * Opens a classifier.
   *
   * @param file an {@code .onnx} file
   * @param input how its pictures are made
   * @throws OcelliException when it cannot be opened
   */
  public static Embedder open(Path file, Preprocess input, ClassifierOptions options) {
    return open(file, input, null, options);
  }

  private static Embedder open(
      Path file, Preprocess input, @Nullable String layer, ClassifierOptions options) {
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
    Backbone backbone =
        layer == null
            ? Backbone.cut(onnx, file.toString())
            : Backbone.cutAt(onnx, layer, file.toString());
    OnnxModel model =
        OnnxModel.open(
            backbone.featureModel(),
            file.toString(),
            OnnxOptions.SHARED.withDevice(options.device()));
    return new Embedder(
        file,
        backbone.tensor(),
        new OnnxPipeline(model, input, List.of(Backbone.FEATURES), options.threads()));
  }

  /** The file of the model. */
  public Path file() {
    return file;
  }

  /** The tensor whose values are the features. */
  public String layer() {
    return layer;
  }

  /** How pictures become the input of the model. */
  public Preprocess input() {
    return pipeline.preprocess();
  }

  /** What executes the model, and where. */
  public Placement placement() {
    return pipeline.model().placement();
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

  /**
   * The features of many pictures, worked on by several threads. They come on the calling thread in
   * the order of the sources; a picture that cannot be read comes as {@link Embedding.Failed} and
   * the rest goes on. Memory does not grow with the number of pictures.
   *
   * @throws java.util.concurrent.CancellationException when this is closed meanwhile or the calling
   *     thread is interrupted; what the consumer throws ends the work and is passed on
   */
  public void embedAll(Iterable<? extends ByteSource> sources, Consumer<? super Embedding> each) {
    pipeline.run(
        sources,
        inference -> {
          if (inference instanceof Inference.Done done) {
            float[] features = done.outputs().get(0).values();
            each.accept(new Embedding.Done(done.source(), done.width(), done.height(), features));
          } else if (inference instanceof Inference.Failed failed) {
            each.accept(new Embedding.Failed(failed.source(), failed.reason()));
          }
        });
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
