package io.ocelli.model.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.Failure;
import io.ocelli.dataset.load.Sampling;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.OutputKind;
import io.ocelli.model.convert.Backbone;
import io.ocelli.model.convert.OnnxExport;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.dl4j.HeadNet;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.home.OcelliHome;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import io.ocelli.model.onnx.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Trains a head on the features of a frozen ONNX backbone and joins both to one model. Features are
 * computed once for every content of a picture and kept under {@code $OCELLI_HOME/cache/features}.
 */
public final class HeadTraining {
  /**
   * How pictures become features; another word where the decoding or resizing changes, so that none
   * are mixed.
   */
  private static final String MAKING = "pillow-bilinear-2";

  private HeadTraining() {}

  /**
   * What a head is trained on.
   *
   * @param backbone an ONNX classifier
   * @param input how its pictures are made; see {@link #input}
   * @param copies randomly changed copies of each training picture, 0 for none
   * @param hidden units of the hidden layer, 0 for a linear head
   * @param device that runs the backbone
   * @param progress told how many of how many features have been computed
   */
  public record Setup(
      Path backbone,
      Preprocess input,
      int copies,
      int hidden,
      Device device,
      BiConsumer<Integer, Integer> progress) {}

  /**
   * The input of a backbone: what its card says, else the size of its input tensor (224 where it is
   * free), stretched so that the whole picture is seen, RGB with the mean and deviation of
   * ImageNet.
   */
  public static Preprocess input(Path backbone) {
    try (OnnxModel model = OnnxModel.open(backbone, OnnxOptions.SHARED)) {
      var card = ModelCard.of(backbone, model.metadata());
      if (card.isPresent()) {
        return card.get().input();
      }
      TensorSpec input = model.imageInput();
      if (input.side(1) != 3) {
        throw new OcelliException(
            "the backbone does not take colour pictures",
            input.toString(),
            backbone.toString(),
            "describe it with 'ocelli models add', or take another backbone");
      }
      int height = input.side(2) > 0 ? (int) input.side(2) : 224;
      int width = input.side(3) > 0 ? (int) input.side(3) : 224;
      return ScratchTraining.input(width, height);
    }
  }

  /** Trains, or continues, joins and exports; see {@link ScratchTraining#train}. */
  public static Trained train(TrainingPlan plan, Setup setup) {
    OneDnn.require();
    TrainOptions options = plan.options();
    byte[] onnx = read(setup.backbone());
    Backbone backbone = Backbone.cut(onnx, setup.backbone().toString());
    OnnxModel model =
        OnnxModel.open(
            backbone.featureModel(),
            setup.backbone().toString(),
            OnnxOptions.SHARED.withDevice(setup.device()));
    try (OnnxPipeline pipeline =
            new OnnxPipeline(model, setup.input(), List.of(Backbone.FEATURES), plan.threads());
        FeatureStore store = store(setup, backbone, onnx, pipeline)) {
      List<Sample> trainSamples = plan.data().require(Split.TRAIN);
      List<Sample> valSamples = plan.data().require(Split.VAL);
      Features train = features(plan, setup, trainSamples, setup.copies(), pipeline, store);
      Features val = features(plan, setup, valSamples, 0, pipeline, store);
      Scaling scaling = Scaling.of(train.rows());
      scaling.apply(train.rows());
      scaling.apply(val.rows());
      Runs runs = new Runs(told(plan, setup, onnx), "head", card(plan, setup));
      try (Network network =
          runs.network(
              () ->
                  Network.create(
                      new HeadNet(
                          store.length(),
                          setup.hidden(),
                          plan.data().classes().size(),
                          options.dropout()),
                      options.seed()))) {
        ObjectNode facts = runs.facts();
        describe(facts, setup, onnx, scaling, store.length());
        int threads = Network.useThreads(1);
        Trainer.Ending ending;
        try {
          ending =
              runs.train(
                  network,
                  Course.of(
                      new Course.Stage(
                          network,
                          new FeatureBatches(
                              train.rows(),
                              train.labels(),
                              options.batch(),
                              true,
                              options.seed(),
                              plan.loading().sampling()),
                          new FeatureBatches(
                              val.rows(), val.labels(), 256, false, 0, Sampling.NONE),
                          options::rateAt),
                      null),
                  facts);
        } finally {
          Network.useThreads(threads);
        }
        List<Failure> failures = new ArrayList<>(train.failures());
        failures.addAll(val.failures());
        if (ending.state().bestEpoch() == 0) {
          return new Trained(ending, null, null, failures, network.parameters());
        }
        Parity parity;
        try (Network best = Network.load(plan.best())) {
          byte[] joined =
              OnnxExport.head(
                  backbone,
                  best,
                  scaling.mean(),
                  scaling.deviation(),
                  runs.metadata(Checkpoint.read(plan.best()).state()));
          parity =
              HeadParity.check(
                  best, joined, setup.input(), valSamples, pipeline, scaling, plan.onnx());
          runs.writeOnnx(joined);
        }
        return new Trained(ending, plan.onnx(), parity, failures, network.parameters());
      }
    }
  }

  private static Features features(
      TrainingPlan plan,
      Setup setup,
      List<Sample> samples,
      int copies,
      OnnxPipeline pipeline,
      FeatureStore store) {
    Features features =
        Features.of(
            samples,
            copies,
            plan.augmentation(),
            plan.options().seed(),
            pipeline,
            store,
            setup.progress()::accept);
    if (features.rows().length == 0) {
      throw new OcelliException(
          "none of the pictures can be read",
          samples.size() + " pictures",
          plan.data().name(),
          "look at them with 'ocelli data info'");
    }
    return features;
  }

  private static FeatureStore store(
      Setup setup, Backbone backbone, byte[] onnx, OnnxPipeline pipeline) {
    int length = HeadParity.featureLength(pipeline, setup.input());
    MessageDigest digest = Features.sha256();
    digest.update(onnx);
    byte[] key =
        digest.digest(
            (MAKING + "|" + backbone.tensor() + "|" + setup.input() + "|" + length)
                .getBytes(StandardCharsets.UTF_8));
    String stem = setup.backbone().getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    String name = stem + "-" + HexFormat.of().formatHex(key, 0, 8) + ".features";
    return new FeatureStore(OcelliHome.folder().resolve("cache/features").resolve(name), length);
  }

  private static ModelCard card(TrainingPlan plan, Setup setup) {
    return ModelCard.classifier(plan.data().classes(), setup.input(), OutputKind.PROBABILITIES);
  }

  private static TrainingPlan told(TrainingPlan plan, Setup setup, byte[] onnx) {
    return plan.withProvenance("backbone", setup.backbone().getFileName().toString())
        .withProvenance("backbone_sha256", Features.hex(onnx));
  }

  private static void describe(
      ObjectNode facts, Setup setup, byte[] onnx, Scaling scaling, int length) {
    facts.putArray("shape").add(length);
    ObjectNode backbone = facts.putObject("backbone");
    backbone.put("file", setup.backbone().toAbsolutePath().toString());
    backbone.put("sha256", Features.hex(onnx));
    ArrayNode mean = facts.putArray("mean");
    ArrayNode deviation = facts.putArray("deviation");
    for (int i = 0; i < length; i++) {
      mean.add(scaling.mean()[i]);
      deviation.add(scaling.deviation()[i]);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OcelliException(
          "the backbone cannot be read",
          String.valueOf(e.getMessage()),
          file.toString(),
          "give an .onnx file",
          e);
    }
  }
}
