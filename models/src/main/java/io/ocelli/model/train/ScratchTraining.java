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
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.convert.OnnxExport;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.dl4j.SmallCnn;
import java.util.ArrayList;
import java.util.List;

/** Trains a {@link SmallCnn} on pictures and exports its best epoch. */
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
   * Trains, or continues, and exports.
   *
   * @param input how the network gets its pictures: three channels
   * @throws io.ocelli.error.OcelliException when nothing can be read or written, the loss is no
   *     longer a number, or the export does not answer as the network does
   */
  public static Trained train(TrainingPlan plan, Preprocess input) {
    OneDnn.require();
    int width = input.width();
    int height = input.height();
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
        Network network =
            runs.network(
                () ->
                    Network.create(
                        new SmallCnn(
                            width, height, 3, plan.data().classes().size(), options.dropout()),
                        options.seed()))) {
      ObjectNode facts = runs.facts();
      facts.putArray("shape").add(3).add(height).add(width);
      Trainer.Ending ending =
          runs.train(
              network,
              new PictureBatches(
                  trainLoader, input, plan.data().classes().size(), train.size(), true),
              new PictureBatches(valLoader, input, plan.data().classes().size(), val.size(), false),
              facts);
      List<Failure> failures = new ArrayList<>(trainLoader.failures());
      failures.addAll(valLoader.failures());
      if (ending.state().bestEpoch() == 0) {
        return new Trained(ending, null, null, failures, network.parameters());
      }
      Parity parity;
      try (Network best = Network.load(plan.best())) {
        byte[] onnx =
            OnnxExport.network(
                best, 3, height, width, runs.metadata(Checkpoint.read(plan.best()).state()));
        parity = PictureParity.check(best, onnx, input, val, plan.onnx().toString());
        runs.writeOnnx(onnx);
      }
      return new Trained(ending, plan.onnx(), parity, failures, network.parameters());
    }
  }

  private static ModelCard card(TrainingPlan plan, Preprocess input) {
    return ModelCard.classifier(plan.data().classes(), input, OutputKind.PROBABILITIES);
  }
}
