package io.ocelli.model.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.Task;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
  private static final String GOOD =
      """
      registry: 1
      title: Site
      labels:
        two: [healthy, sick]
      models:
        - name: leaves
          task: classify
          urls: [models/leaves.onnx, https://example.org/leaves.onnx]
          licence: CC-BY-4.0
          input: {width: 64, height: 64, color: rgb, scale: 1/255}
          labels: two
      """;

  @TempDir Path folder;

  @Test
  void theBuiltInRegistryIsWhole() {
    Registry zoo = Registry.builtIn();
    assertThat(zoo.entries()).hasSizeGreaterThan(25);
    assertThat(zoo.labels().get("coco80").names()).hasSize(80).doesNotHaveDuplicates();
    for (RegistryEntry entry : zoo.entries().values()) {
      assertThat(entry.file().urls()).as(entry.name()).allMatch(u -> "https".equals(u.getScheme()));
      assertThat(entry.verified()).as(entry.name()).isNotBlank();
      assertThat(entry.licence().url()).as(entry.name()).isNotBlank();
      assertThat(entry.home()).as(entry.name()).isNotBlank();
      assertThat(entry.task() == Task.DETECT).isEqualTo(entry.family() != null);
    }
  }

  /** The files of the test data that the registry names are those very files. */
  @ParameterizedTest
  @CsvSource({
    "mobilenetv2-qdq, mobilenetv2-12-qdq.onnx",
    "fastestdet, fastestdet-coco.onnx",
    "ultraface-rfb-320, ultraface-RFB-320.onnx",
    "yunet, yunet_n_640_640.onnx",
    "yunet-dynamic, yunet_n_dynamic.onnx"
  })
  void checksumsAreThoseOfTheFilesAtHand(String name, String file) throws IOException {
    Path path = TestData.require("models/" + file);
    RemoteFile remote = Registry.builtIn().entry(name).file();
    assertThat(PartFile.sha256(path)).isEqualTo(remote.sha256());
    assertThat(Files.size(path)).isEqualTo(remote.bytes());
  }

  @Test
  void aSiteAddsItsOwnModels() throws Exception {
    Path file = Files.writeString(folder.resolve("site.yaml"), GOOD);
    PullOptions options = PullOptions.in(folder);
    Registry all = RegistrySource.all(List.of(file.toString()), options);
    RegistryEntry leaves = all.entry("leaves");
    assertThat(leaves.file().urls().get(0)).isEqualTo(folder.resolve("models/leaves.onnx").toUri());
    assertThat(leaves.file().sha256()).isNull();
    assertThat(leaves.licence().name()).isEqualTo("CC-BY-4.0");
    assertThat(all.search(List.of("LEAVES", "classify"))).containsExactly(leaves);
    assertThat(all.entry("yolox-nano").labels().names()).hasSize(80);
    assertThatThrownBy(() -> all.entry("yolox-nan"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'yolox-nano'");
    assertThatThrownBy(() -> RegistrySource.of(folder + "/absent.yaml", options))
        .hasMessageContaining("no such registry");
  }

  @Test
  void aRegistryMayComeFromAServer() throws Exception {
    try (WrongServer server = new WrongServer()) {
      server.on(
          "/r.yaml",
          WrongServer.body(
              GOOD.replace("models/leaves.onnx, ", "").getBytes(StandardCharsets.UTF_8)));
      PullOptions options =
          new PullOptions(folder, TransferLimits.USUAL, Map.of(), null, false, false, false);
      Registry site = RegistrySource.of(server.url("/r.yaml").toString(), options);
      assertThat(site.entries()).containsOnlyKeys("leaves");
      assertThatThrownBy(() -> RegistrySource.of(server.url("/none.yaml").toString(), options))
          .hasMessageContainingAll("the registry cannot be downloaded", "404");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "name: leaves | nam: leaves | no such key: nam | line 6",
        "task: classify | task: clasify | no such task: clasify | line 7",
        "width: 64 | width: 0 | width | line 10",
        "color: rgb | color: blue | color | line 10",
        "labels: two | labels: tow | did you mean 'two' | line 11",
        "licence: CC-BY-4.0 | sha256: 12 | not a SHA-256 | line 9",
        "registry: 1 | registry: 2 | does not know | line 1",
        "title: Site | title: [a | not valid YAML | line",
        "[healthy, sick] | [] | is empty | line 4",
        "https://example.org/leaves.onnx | ftp://example.org/l.onnx | not a URL | line 8"
      })
  void aBrokenRegistryNamesTheLine(String good, String bad, String message, String line) {
    String text = GOOD.replace(good, bad);
    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> Registry.read(text, "site.yaml", folder))
        .isInstanceOf(OcelliException.class)
        .hasMessageContainingAll(message, "site.yaml", line);
  }
}
