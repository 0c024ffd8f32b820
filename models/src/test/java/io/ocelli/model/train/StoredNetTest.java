package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.dl4j.HeadNet;
import io.ocelli.model.dl4j.Network;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredNetTest {
  @TempDir Path run;
  private Path best;

  @BeforeEach
  void folder() throws IOException {
    best = Files.createDirectories(run.resolve("weights")).resolve("best.zip");
  }

  private void save(Net net) {
    Parameters parameters = Initializer.of(1).parameters(net);
    Checkpoint.write(
        best,
        new SavedNet(net, parameters, null)::write,
        TrainingState.START,
        JsonNodeFactory.instance.objectNode());
  }

  @Test
  void ofARunItIsTheNetOfTheBestWeights() {
    Net net = Nets.of("resnet18", new Shape(3, 32, 32), 5);
    save(net);
    for (Path named : List.of(run, best)) {
      StoredNet stored = StoredNet.read(named, null);
      assertThat(NetSummary.of(stored.net())).isEqualTo(NetSummary.of(net));
      assertThat(stored.file()).isEqualTo(best);
      assertThat(stored.notes()).isEmpty();
    }
  }

  @Test
  void picturesOfAnotherSizeAreTakenWhereTheWeightsFit() {
    save(Nets.of("resnet18", new Shape(3, 32, 32), 5));
    StoredNet larger = StoredNet.read(run, new Shape(3, 64, 48));
    assertThat(larger.net().shape()).isEqualTo(new Shape(3, 64, 48));
    assertThat(larger.notes())
        .containsExactly("read for pictures of 3x64x48; it was trained on 3x32x32");
    assertThatThrownBy(() -> StoredNet.read(run, new Shape(1, 32, 32)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("has 1,728 weights, and for such pictures it would need 576");

    save(Nets.of("lenet", new Shape(1, 28, 28), 3));
    assertThatThrownBy(() -> StoredNet.read(run, new Shape(1, 40, 40)))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("layer 'dense1'", "1x40x40", "best.zip", "leave the size out");
  }

  @Test
  void ofAHeadsCheckpointItIsTheHeadAlone() throws IOException {
    ObjectNode facts = JsonNodeFactory.instance.objectNode().put("mode", "head");
    facts.putObject("backbone").put("file", "backbone.onnx");
    try (Network head = Network.create(new HeadNet(20, 0, 3, 0), 1)) {
      Checkpoint.write(best, zip -> head.write(zip, false), TrainingState.START, facts);
    }
    StoredNet stored = StoredNet.read(best, null);
    assertThat(stored.net().shape()).isEqualTo(Shape.vector(20));
    assertThat(NetSummary.of(stored.net()).trainable()).isEqualTo(20 * 3 + 3);
    assertThat(stored.notes())
        .containsExactly("the head alone; what goes into it comes from backbone.onnx");
    assertThatThrownBy(() -> StoredNet.read(run, null))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("the run has no exported model");
  }

  @Test
  void otherZipsAreCalledByTheirNames() throws IOException {
    Path zip = run.resolve("net.zip");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("archive/data.pkl"));
    }
    assertThatThrownBy(() -> StoredNet.read(zip, null))
        .isInstanceOf(OcelliException.class)
        .hasMessageContainingAll("it is a PyTorch file", "torch.onnx.export");
  }
}
