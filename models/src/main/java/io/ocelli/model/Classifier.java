package io.ocelli.model;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.onnx.FloatTensor;
import io.ocelli.model.onnx.Inference;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.Placement;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives pictures their labels. Opens a model that knows itself ({@link ModelCard}), so its user
 * says nothing but which one.
 *
 * <pre>{@code
 * try (Classifier classifier = Classifier.open(Path.of("runs/classify/leaves"))) {
 *   System.out.println(classifier.classify(Path.of("leaf.jpg"), 3));
 * }
 * }</pre>
 *
 * <p>Owns the model's native memory until it is closed. Any number of threads may ask it at the
 * same time. The same picture gets the same numbers, bit by bit, on the same device, alone or among
 * others and with any number of threads.
 *
 * <p>Whether the model's answers are logits (softmax is applied) or probabilities (used as they
 * are) is what the card's {@code ocelli.output} says; when it says nothing, the operator that makes
 * the output decides, and where that does not tell either, whether the answers on three plain
 * pictures sum to 1.
 */
public final class Classifier implements AutoCloseable {
  private final Path file;
  private final ModelCard card;
  private final OutputKind output;
  private final OnnxPipeline pipeline;
  private final TestTimeAugmentation augmentation;

  private Classifier(
      Path file,
      ModelCard card,
      OutputKind output,
      OnnxPipeline pipeline,
      TestTimeAugmentation augmentation) {
    this.file = file;
    this.card = card;
    this.output = output;
    this.pipeline = pipeline;
    this.augmentation = augmentation;
  }

  /**
   * Opens an {@code .onnx} file or a run folder.
   *
   * @throws UsageException when there is no such model or it is made for another task
   * @throws OcelliException when it cannot be opened, or nobody has described it
   */
  public static Classifier open(Path modelOrRun) {
    return open(modelOrRun.toString(), ClassifierOptions.DEFAULT);
  }

  /**
   * Opens the model that ships with Ocelli: {@link EmbeddedModel#USUAL}. It needs neither files nor
   * a network, and knows only what {@link EmbeddedModel#knows} tells.
   */
  public static Classifier embedded() {
    return open(EmbeddedModel.USUAL, ClassifierOptions.DEFAULT);
  }

  /**
   * Opens a name in the store, an {@code .onnx} file, a run folder, or an embedded model ({@code
   * embedded:corn}).
   *
   * @throws UsageException as {@link #open(Path)}, and when the model's input cannot be turned as
   *     the augmentation asks
   * @throws OcelliException as {@link #open(Path)}, and when the device cannot be used
   */
  public static Classifier open(String nameOrPath, ClassifierOptions options) {
    Path file = ModelLocator.resolve(nameOrPath);
    loadPictureLibraries();
    Arrangement arrangement = Arrangement.of(file, options);
    OnnxModel model = OnnxModel.open(file, arrangement.session());
    try {
      ModelCard card =
          ModelCard.of(file, model.metadata()).orElseThrow(() -> Undescribed.error(file, model));
      if (card.task() != Task.CLASSIFY) {
        throw Undescribed.otherTask(file, card);
      }
      options.augmentation().check(card.input());
      return open(file, card, model, arrangement, options.augmentation());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Loads OpenCV while ONNX Runtime opens the model: on two cores the first answer of a process
   * comes sooner. Whatever goes wrong comes again when the first picture is read.
   */
  private static void loadPictureLibraries() {
    Thread loader =
        new Thread(() -> Image.blank(1, 1, 0, 0, 0).close(), "ocelli-load-picture-libraries");
    loader.setDaemon(true);
    loader.setUncaughtExceptionHandler((thread, problem) -> {});
    loader.start();
  }

  private static Classifier open(
      Path file,
      ModelCard card,
      OnnxModel model,
      Arrangement arrangement,
      TestTimeAugmentation augmentation) {
    card.check(model);
    String first = model.outputs().get(0).name();
    OnnxPipeline pipeline = arrangement.pipeline(model, card.input(), List.of(first));
    try {
      OutputKind output = card.output() != null ? card.output() : OutputProbe.of(file, pipeline);
      return new Classifier(file, card, output, pipeline, augmentation);
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /**
   * The file of the model; that of an {@link EmbeddedModel} may lie in Ocelli's jar. {@link
   * ModelLocator#shown} says what to call it.
   */
  public Path file() {
    return file;
  }

  /** What the model knows of itself, with the kind of its output found out. */
  public ModelCard card() {
    return card.withOutput(output);
  }

  /** The class names, index 0 first. */
  public List<String> labels() {
    return card.labels();
  }

  /** The views of each picture whose probabilities are averaged. */
  public TestTimeAugmentation augmentation() {
    return augmentation;
  }

  /** What executes the model. */
  public OnnxModel.Provider provider() {
    return pipeline.model().provider();
  }

  /** Where its nodes run; known for every device but the CPU. */
  public Placement placement() {
    return pipeline.model().placement();
  }

  /**
   * The labels of a picture file.
   *
   * @param topK how many, at least 1
   * @return the most probable classes, most probable first
   * @throws OcelliException when the picture cannot be read
   */
  public List<Classification> classify(Path image, int topK) {
    try (Image decoded = Image.read(image, card.input().decodeOptions())) {
      return classify(decoded, topK);
    }
  }

  /** As {@link #classify(Path, int)}, of a decoded picture, which stays the caller's. */
  public List<Classification> classify(Image image, int topK) {
    return Classification.top(probabilities(image), card.labels(), topK);
  }

  /** Probabilities of all classes, in the order of {@link #labels()}. */
  public float[] probabilities(Image image) {
    return probabilities(pipeline.run(image, augmentation.views()));
  }

  /** The mean over the views. */
  private float[] probabilities(List<FloatTensor> answers) {
    return TestTimeAugmentation.mean(answers.stream().map(this::probabilities).toList());
  }

  private float[] probabilities(FloatTensor view) {
    float[] answer = view.values();
    card.checkAnswer(answer.length, file.toString());
    return output.toProbabilities(answer);
  }

  /**
   * Labels of many pictures, worked on by several threads. Outcomes come on the calling thread in
   * the order of the sources; a picture that cannot be read comes as {@link Outcome.Failed} and the
   * rest goes on. Memory does not grow with the number of pictures.
   *
   * @param topK how many labels for each, at least 1
   * @throws java.util.concurrent.CancellationException when the classifier is closed meanwhile or
   *     the calling thread is interrupted; what the consumer throws ends the work and is passed on
   */
  public void classifyAll(
      Iterable<? extends ByteSource> sources, int topK, Consumer<? super Outcome> each) {
    if (topK < 1) {
      throw new IllegalArgumentException("topK must be at least 1: " + topK);
    }
    pipeline.run(sources, augmentation.views(), inference -> each.accept(outcome(inference, topK)));
  }

  private Outcome outcome(Inference inference, int topK) {
    if (inference instanceof Inference.Failed failed) {
      return new Outcome.Failed(failed.source(), failed.reason());
    }
    Inference.Done done = (Inference.Done) inference;
    float[] probabilities = probabilities(done.outputs());
    return new Outcome.Classified(
        done.source(),
        done.width(),
        done.height(),
        Classification.top(probabilities, card.labels(), topK),
        probabilities);
  }

  /** Stops what runs and frees the model. Closing again does nothing. */
  @Override
  public void close() {
    pipeline.close();
  }
}
