package io.ocelli.model.train;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.load.Failure;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.convert.Parity;
import io.ocelli.model.dl4j.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the ways of training share: starting or resuming, checkpoints, the metadata and the file of
 * the export.
 */
final class Runs {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Epochs of a head take a tenth of a second; a crash may cost this much of them. */
  private static final long SECONDS_BETWEEN_CHECKPOINTS = 5;

  private final TrainingPlan plan;
  private final String mode;
  private final ModelCard card;
  private final String splitHash;
  private TrainingState from = TrainingState.START;

  Runs(TrainingPlan plan, String mode, ModelCard card) {
    this.plan = plan;
    this.mode = mode;
    this.card = card;
    this.splitHash = plan.data().hash();
  }

  /** A new network, or that of the last checkpoint when the run is resumed. */
  Network network(Supplier<Network> created) {
    return resumes() ? Network.load(plan.last()) : created.get();
  }

  /** Whether the run goes on from its last checkpoint, which fits the data. */
  boolean resumes() {
    if (!plan.resume()) {
      return false;
    }
    Checkpoint.Contents contents = Checkpoint.read(plan.last());
    String then = contents.facts().path("split_hash").asText();
    if (!then.equals(splitHash)) {
      throw new UsageException(
          "the data set is no longer the one that the run began with",
          "split hash " + splitHash.substring(0, 12) + ", then " + then,
          plan.last().toString(),
          "bring the old files back, or start a new run");
    }
    from = contents.state();
    return true;
  }

  /** Facts that every checkpoint carries. */
  ObjectNode facts() {
    ObjectNode facts = JSON.createObjectNode();
    facts.put("mode", mode);
    facts.put("split_hash", splitHash);
    facts.set("card", JSON.valueToTree(card.toMetadata()));
    ObjectNode provenance = JSON.valueToTree(plan.provenance());
    provenance.put("dataset", plan.data().name());
    provenance.put("seed", plan.options().seed());
    facts.set("provenance", provenance);
    var pictures = facts.putArray("pictures");
    PictureParity.spread(plan.data().samples(Split.VAL)).stream()
        .map(sample -> sample.source().file())
        .filter(file -> file != null)
        .limit(Parity.PICTURES)
        .forEach(file -> pictures.add(file.toAbsolutePath().normalize().toString()));
    return facts;
  }

  /** What of a learner goes into its checkpoints. */
  interface Contents {
    /** Enough to go on from. */
    Checkpoint.Content last();

    /** Enough to answer. */
    Checkpoint.Content best();
  }

  Trainer.Ending train(Network network, Course course, JsonNode facts) {
    Contents contents =
        new Contents() {
          @Override
          public Checkpoint.Content last() {
            return zip -> network.write(zip, true);
          }

          @Override
          public Checkpoint.Content best() {
            return zip -> network.write(zip, false);
          }
        };
    return train(course, contents, facts);
  }

  Trainer.Ending train(Course course, Contents contents, JsonNode facts) {
    Trainer.Checkpoints checkpoints =
        new Trainer.Checkpoints() {
          private long written = System.nanoTime();

          @Override
          public void last(TrainingState state, boolean mustBeKept) {
            long now = System.nanoTime();
            if (mustBeKept || now - written > SECONDS_BETWEEN_CHECKPOINTS * 1_000_000_000L) {
              Checkpoint.write(plan.last(), contents.last(), state, facts);
              written = now;
            }
          }

          @Override
          public void best(TrainingState state) {
            Checkpoint.write(plan.best(), contents.best(), state, facts);
          }
        };
    return new Trainer(course, plan.options(), checkpoints, plan.callbacks(), plan.stopRequested())
        .run(from);
  }

  /**
   * Exports the best epoch of a {@link SavedNet}, once its answers are those of ONNX Runtime.
   *
   * @param parameters of the trained network
   */
  Trained finish(Trainer.Ending ending, Preprocess input, List<Failure> failures, long parameters) {
    if (ending.state().bestEpoch() == 0) {
      return new Trained(ending, null, null, failures, parameters);
    }
    SavedNet best = SavedNet.read(plan.best()).orElseThrow();
    byte[] onnx = CheckpointExport.onnx(best, metadata(Checkpoint.read(plan.best()).state()));
    Parity parity =
        CheckpointExport.parity(
            best, onnx, input, plan.data().require(Split.VAL), plan.onnx().toString());
    writeOnnx(onnx);
    return new Trained(ending, plan.onnx(), parity, failures, parameters);
  }

  /** The metadata of the exported file. */
  Map<String, String> metadata(TrainingState state) {
    return metadata(card, facts(), state);
  }

  /** The metadata of a file exported from a checkpoint with these facts. */
  static Map<String, String> metadata(ModelCard card, JsonNode facts, TrainingState state) {
    Map<String, Object> provenance =
        JSON.convertValue(
            facts.path("provenance"), new TypeReference<LinkedHashMap<String, Object>>() {});
    provenance.put("mode", facts.path("mode").asText());
    provenance.put("split_hash", facts.path("split_hash").asText());
    if (state.bestEpoch() > 0 && state.epoch() > 0) {
      EpochResult result = state.history().get(state.epoch() - 1);
      provenance.put("epoch", result.epoch());
      provenance.put(
          "metrics", Map.of("val_accuracy", result.valAccuracy(), "val_loss", result.valLoss()));
    }
    provenance.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    return card.withProvenance(provenance).toMetadata();
  }

  void writeOnnx(byte[] onnx) {
    Path part = plan.onnx().resolveSibling("best.onnx.part");
    try {
      Files.write(part, onnx);
      Files.move(
          part, plan.onnx(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new OcelliException(
          "the model cannot be written",
          String.valueOf(e.getMessage()),
          plan.onnx().toString(),
          "free space, then run 'ocelli export' on the run folder",
          e);
    }
  }
}
