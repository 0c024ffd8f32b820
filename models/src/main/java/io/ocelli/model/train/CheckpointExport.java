package io.ocelli.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.Sample;
import io.ocelli.dataset.synthetic.LeafCondition;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.convert.Backbone;
import io.ocelli.model.convert.OnnxExport;
import io.ocelli.model.convert.OnnxWriter;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.engine.OneDnnAnswers;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.model.onnx.OnnxPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the {@code .onnx} of a checkpoint again, from {@code weights/best.zip} or {@code last.zip}.
 */
public final class CheckpointExport {
  private CheckpointExport() {}

  /**
   * A checkpoint as ONNX.
   *
   * @param onnx the file's bytes
   * @param epoch that the weights come from
   * @param classes of the classifier
   * @param check how its answers were compared with the network's, in words
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's content, handed on
  public record Exported(byte[] onnx, int epoch, int classes, String check) {}

  /**
   * Exports a checkpoint and compares ONNX Runtime's answers with Deeplearning4j's, on the
   * validation pictures that the run remembers or, where these are gone, on drawn ones.
   *
   * @throws OcelliException when the zip is no checkpoint, the backbone of a head is gone or
   *     another, or the answers differ
   */
  public static Exported of(Path zip) {
    OneDnn.require();
    Checkpoint.Contents contents = Checkpoint.read(zip);
    JsonNode facts = contents.facts();
    Map<String, String> described = new LinkedHashMap<>();
    facts.path("card").properties().forEach(e -> described.put(e.getKey(), e.getValue().asText()));
    ModelCard card =
        ModelCard.fromMetadata(described, zip.toString())
            .orElseThrow(() -> damaged(zip, "its entry has no card of the model"));
    Map<String, String> metadata = Runs.metadata(card, facts, contents.state());
    Pictures pictures = pictures(facts);
    Optional<SavedNet> saved = SavedNet.read(zip);
    if (saved.isPresent()) {
      SavedNet net = saved.get();
      byte[] onnx = onnx(net, metadata);
      Parity parity = parity(net, onnx, card.input(), pictures.samples(), zip + " as ONNX");
      return exported(
          new Result(onnx, parity),
          contents.state().epoch(),
          card.labels().size(),
          "the training engine",
          pictures);
    }
    try (Network network = Network.load(zip)) {
      Result result =
          facts.path("mode").asText().equals("head")
              ? head(network, facts, card, metadata, pictures.samples(), zip)
              : scratch(network, card, metadata, pictures.samples(), zip);
      return exported(
          result, contents.state().epoch(), network.classes(), "Deeplearning4j", pictures);
    }
  }

  private static Exported exported(
      Result result, int epoch, int classes, String engine, Pictures pictures) {
    return new Exported(
        result.onnx(),
        epoch,
        classes,
        String.format(
            Locale.ROOT,
            "ONNX Runtime and %s agree on %d %s pictures; largest difference %.2g",
            engine,
            result.parity().pictures(),
            pictures.real() ? "validation" : "drawn",
            result.parity().largest()));
  }

  /** A trained net as a file: batch normalisation kept, pictures in, probabilities out. */
  static byte[] onnx(SavedNet saved, Map<String, String> metadata) {
    return OnnxWriter.write(
        saved.net(),
        saved.parameters(),
        new OnnxWriter.Options(false, metadata, "images", OnnxExport.OUTPUT));
  }

  static Parity parity(
      SavedNet saved, byte[] onnx, Preprocess input, List<Sample> samples, String origin) {
    try (OneDnnAnswers answers =
        new OneDnnAnswers(saved.net(), saved.parameters(), Parity.PICTURES)) {
      return PictureParity.check(
          answers::probabilities, answers.classes(), onnx, input, samples, origin);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  private record Result(byte[] onnx, Parity parity) {}

  private record Pictures(List<Sample> samples, boolean real) {}

  private static Result scratch(
      Network network,
      ModelCard card,
      Map<String, String> metadata,
      List<Sample> pictures,
      Path zip) {
    Preprocess input = card.input();
    byte[] onnx =
        OnnxExport.network(network, input.channels(), input.height(), input.width(), metadata);
    int[] shape = {input.channels(), input.height(), input.width()};
    return new Result(
        onnx,
        PictureParity.check(
            (pixels, n) -> network.probabilities(pixels, shape, n),
            network.classes(),
            onnx,
            input,
            pictures,
            zip + " as ONNX"));
  }

  private static Result head(
      Network network,
      JsonNode facts,
      ModelCard card,
      Map<String, String> metadata,
      List<Sample> pictures,
      Path zip) {
    Path file = Path.of(facts.path("backbone").path("file").asText());
    byte[] onnx = HeadTraining.read(file);
    String sha256 = Features.hex(onnx);
    if (!sha256.equals(facts.path("backbone").path("sha256").asText())) {
      throw new OcelliException(
          "the backbone is no longer the one that the head was trained on",
          "sha256 " + sha256,
          file.toString(),
          "bring the old file back, or use the run's weights/best.onnx");
    }
    Backbone backbone = Backbone.cut(onnx, file.toString());
    Scaling scaling = new Scaling(floats(facts.path("mean")), floats(facts.path("deviation")));
    byte[] joined =
        OnnxExport.head(backbone, network, scaling.mean(), scaling.deviation(), metadata);
    OnnxModel cut = OnnxModel.open(backbone.featureModel(), file.toString(), OnnxOptions.SHARED);
    try (OnnxPipeline pipeline =
        new OnnxPipeline(cut, card.input(), List.of(Backbone.FEATURES), 1)) {
      return new Result(
          joined,
          HeadParity.check(network, joined, card.input(), pictures, pipeline, scaling, zip));
    }
  }

  private static Pictures pictures(JsonNode facts) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode name : facts.path("pictures")) {
      Path file = Path.of(name.asText());
      if (Files.isRegularFile(file)) {
        samples.add(new Sample(ByteSource.of(file), 0));
      }
    }
    if (!samples.isEmpty()) {
      return new Pictures(samples, true);
    }
    LeafSynthesizer leaves = new LeafSynthesizer(128, 1);
    List<LeafCondition> conditions = List.of(LeafCondition.values());
    for (int i = 0; i < Parity.PICTURES; i++) {
      try (Image image = Image.of(leaves.draw(conditions.get(i % conditions.size()), i))) {
        samples.add(new Sample(ByteSource.of("leaf " + i, image.encode(ImageFormat.PNG)), 0));
      }
    }
    return new Pictures(samples, false);
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static OcelliException damaged(Path zip, String why) {
    return new OcelliException(
        "not a checkpoint of a classifier", why, zip.toString(), "give the weights/*.zip of a run");
  }
}
