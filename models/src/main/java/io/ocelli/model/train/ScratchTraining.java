package io.ocelli.model.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.augment.Augmentation;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.BatchLoader;
import io.ocelli.dataset.load.ExampleSource;
import io.ocelli.dataset.load.Failure;
import io.ocelli.dataset.load.LoaderOptions;
import io.ocelli.dataset.load.Sampling;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.engine.OneDnnLearner;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Trains a network on pictures, from fresh weights, and exports its best epoch. */
public final class ScratchTraining {
  private ScratchTraining() {}

  /**
   * The input of a scratch network: the whole picture stretched, RGB, the mean and deviation of
   * ImageNet.
   */
  public static Preprocess input(int width, int height) {
    return new Preprocess(
        width,
        height,
        Preprocess.Resize.STRETCH,
        Preprocess.ColorOrder.RGB,
        1 / 255.0,
        List.of(0.485, 0.456, 0.406),
        List.of(0.229, 0.224, 0.225),
        1,
        Preprocess.FILL);
  }

  /**
   * Checks that a network tells the classes of a data set apart.
   *
   * @throws UsageException if it does not end in a softmax over as many classes
   */
  public static void check(Net net, int classes) {
    if (!(net.node(net.output()).op() instanceof Op.Softmax)) {
      throw new UsageException(
          "a network that does not end in a softmax",
          "layer '" + net.output() + "'",
          net.name(),
          "end it with 'dense: {out: classes, activation: softmax}'; two classes are two outputs");
    }
    int answers = net.shapes().get(net.output()).channels();
    if (answers != classes) {
      throw new UsageException(
          "a network for another number of classes",
          answers + " outputs, " + classes + " classes",
          net.name(),
          "give its last layer 'out: classes'");
    }
  }

  /**
   * Trains, or continues, and exports.
   *
   * @param net for the input's pictures and the data's classes; ends in a softmax
   * @param input how the network gets its pictures
   * @throws io.ocelli.error.OcelliException when nothing can be read or written, the loss is no
   *     longer a number, or the export does not answer as the network does
   */
  public static Trained train(TrainingPlan plan, Preprocess input, Net net) {
    check(net, plan.data().classes().size());
    List<Sample> train = plan.data().require(Split.TRAIN);
    List<Sample> val = plan.data().require(Split.VAL);
    TrainOptions options = plan.options();
    int batch = Math.min(options.batch(), train.size());
    LoaderOptions loading = plan.loading().withSeed(options.seed());
    Runs runs = new Runs(plan, "scratch", card(plan, input));
    try (BatchLoader trainLoader =
            new BatchLoader(
                ExampleSource.of(train), input, loading.withBatchSize(batch).withDropLast(true));
        BatchLoader valLoader =
            new BatchLoader(
                ExampleSource.of(val),
                input,
                loading
                    .withBatchSize(Math.min(64, val.size()))
                    .withDropLast(false)
                    .withAugmentation(Augmentation.NONE)
                    .withSampling(Sampling.NONE));
        Lesson lesson = lesson(plan, runs, net, batch)) {
      ObjectNode facts = runs.facts();
      facts.putArray("shape").add(input.channels()).add(input.height()).add(input.width());
      int classes = plan.data().classes().size();
      Trainer.Ending ending =
          runs.train(
              Course.of(
                  new Course.Stage(
                      lesson.learner(),
                      new PictureBatches(trainLoader, input, classes, train.size(), true),
                      new PictureBatches(valLoader, input, classes, val.size(), false),
                      options::rateAt),
                  ClassWeights.of(plan)),
              lesson,
              facts);
      List<Failure> failures = new ArrayList<>(trainLoader.failures());
      failures.addAll(valLoader.failures());
      return runs.finish(ending, input, failures, lesson.learner().parameters());
    }
  }

  /** A learner and what of it is kept. */
  private record Lesson(Net net, OneDnnLearner learner) implements Runs.Contents, AutoCloseable {
    @Override
    public Checkpoint.Content last() {
      return new SavedNet(net, learner.weights(), learner.state())::write;
    }

    @Override
    public Checkpoint.Content best() {
      return new SavedNet(net, learner.weights(), null)::write;
    }

    @Override
    public void close() {
      learner.close();
    }
  }

  private static Lesson lesson(TrainingPlan plan, Runs runs, Net fresh, int batch) {
    TrainOptions options = plan.options();
    OneDnnLearner.Setup setup =
        new OneDnnLearner.Setup(
            batch,
            options.optimizer().updateRule(),
            options.average() > 0,
            plan.threads(),
            Set.of(),
            Set.of(),
            layer -> 1);
    if (!runs.resumes()) {
      return new Lesson(
          fresh, new OneDnnLearner(fresh, Initializer.of(options.seed()).parameters(fresh), setup));
    }
    SavedNet saved =
        SavedNet.read(plan.last())
            .orElseThrow(
                () ->
                    new UsageException(
                        "a run of an older Ocelli, which cannot be continued",
                        "net.json is missing",
                        plan.last().toString(),
                        "start it again; its best epoch can still be exported"));
    OneDnnLearner learner = new OneDnnLearner(saved.net(), saved.parameters(), setup);
    boolean done = false;
    try {
      if (saved.state() != null) {
        learner.restore(saved.state());
      }
      done = true;
      return new Lesson(saved.net(), learner);
    } finally {
      if (!done) {
        learner.close();
      }
    }
  }

  private static ModelCard card(TrainingPlan plan, Preprocess input) {
    return ModelCard.classifier(plan.data().classes(), input, OutputKind.PROBABILITIES);
  }
}
