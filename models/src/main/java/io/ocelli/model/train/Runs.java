package io.ocelli.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.ModelCard;
import io.ocelli.model.dl4j.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the ways of training share: starting or resuming, checkpoints, the metadata and the file of
 * the export.
 */
final class Runs {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    if (!plan.resume()) {
      return created.get();
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
    return Network.load(plan.last());
  }

  /** Facts that every checkpoint carries. */
  ObjectNode facts() {
    ObjectNode facts = JSON.createObjectNode();
    facts.put("mode", mode);
    facts.put("split_hash", splitHash);
    facts.set("card", JSON.valueToTree(card.toMetadata()));
    return facts;
  }

  Trainer.Ending train(Network network, BatchSource train, BatchSource val, JsonNode facts) {
    Trainer.Checkpoints checkpoints =
        new Trainer.Checkpoints() {
          @Override
          public void last(TrainingState state) {
            Checkpoint.write(plan.last(), network, state, facts, true);
          }

          @Override
          public void best(TrainingState state) {
            Checkpoint.write(plan.best(), network, state, facts, false);
          }
        };
    return new Trainer(
            network,
            train,
            val,
            plan.options(),
            checkpoints,
            plan.callbacks(),
            plan.stopRequested())
        .run(from);
  }

  /** The metadata of the exported file. */
  Map<String, String> metadata(TrainingState state) {
    EpochResult best = state.best();
    Map<String, Object> provenance = new LinkedHashMap<>(plan.provenance());
    provenance.put("mode", mode);
    provenance.put("dataset", plan.data().name());
    provenance.put("split_hash", splitHash);
    provenance.put("epoch", best.epoch());
    provenance.put(
        "metrics", Map.of("val_accuracy", best.valAccuracy(), "val_loss", best.valLoss()));
    provenance.put("seed", plan.options().seed());
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
