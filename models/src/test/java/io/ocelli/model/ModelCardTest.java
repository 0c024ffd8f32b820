package io.ocelli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Preprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  private static final Preprocess TOP_LEFT =
      new Preprocess(
          320,
          240,
          Preprocess.Resize.LETTERBOX_TOP_LEFT,
          Preprocess.ColorOrder.BGR,
          1 / 127.0,
          List.of(1.0, 0.5, 0.25),
          List.of(0.1, 0.2, 0.3),
          1,
          7);
  private static final ModelCard FULL =
      new ModelCard(
          Task.DETECT,
          List.of("no", "1", "лист, \"葉\": #1", " - x", "null", "a\\b"),
          TOP_LEFT,
          OutputKind.PROBABILITIES,
          "yolox",
          Map.of("data", "leaves", "metrics", Map.of("accuracy", 0.93)));

  @TempDir Path folder;

  @Test
  void metadataAndYamlGiveTheSameCardBack() throws IOException {
    assertThat(ModelCard.fromMetadata(FULL.toMetadata(), "m.onnx")).hasValue(FULL);
    Path onnx = folder.resolve("m.onnx");
    Files.writeString(folder.resolve("m.yaml"), FULL.toYaml());
    assertThat(ModelCard.of(onnx, Map.of())).hasValue(FULL);
  }

  @Property(tries = 200)
  void anyLabelSurvives(@ForAll @Size(min = 1, max = 5) List<String> raw) {
    List<String> labels = raw.stream().map(s -> "x" + s.replaceAll("\\p{Cs}", "?")).toList();
    ModelCard card = ModelCard.classifier(labels, Preprocess.imagenet(224), null);
    assertThat(ModelCard.fromMetadata(card.toMetadata(), "m.onnx")).hasValue(card);
  }

  @Test
  void theYamlWinsKeyByKey() throws IOException {
    Map<String, String> metadata =
        ModelCard.classifier(List.of("a", "b"), Preprocess.imagenet(224), OutputKind.LOGITS)
            .toMetadata();
    Files.writeString(folder.resolve("m.yaml"), "ocelli.labels: [ja, nein, 3]\n");
    ModelCard card = ModelCard.of(folder.resolve("m.onnx"), metadata).orElseThrow();
    assertThat(card.labels()).containsExactly("ja", "nein", "3");
    assertThat(card.output()).isEqualTo(OutputKind.LOGITS);
    assertThat(card.input()).isEqualTo(Preprocess.imagenet(224));
  }

  @Test
  void handWrittenYamlMayBeShort() throws IOException {
    Files.writeString(
        folder.resolve("m.yaml"),
        """
        ocelli.task: classify
        ocelli.labels: [healthy, rust]
        ocelli.input: {width: 64, height: 48, scale: 1/255, mean: 0.5, std: 0.5}
        """);
    Preprocess input = ModelCard.of(folder.resolve("m.onnx"), Map.of()).orElseThrow().input();
    assertThat(input.width()).isEqualTo(64);
    assertThat(input.scale()).isEqualTo(1 / 255.0);
    assertThat(input.mean()).containsExactly(0.5, 0.5, 0.5);
    assertThat(input.resize()).isEqualTo(Preprocess.Resize.STRETCH);
  }

  @Test
  void whatCannotBeUsedIsNamed() throws IOException {
    Map<String, String> good = FULL.toMetadata();
    check(good, "ocelli.task", "clasify", "did you mean 'classify'?");
    check(good, "ocelli.labels", "[\"a\", null]", "label number 1");
    check(good, "ocelli.labels", "[", "not valid JSON");
    check(good, "ocelli.input", "{\"width\": 224}", "height");
    check(good, "ocelli.input", "{\"width\":9,\"height\":9,\"colour\":\"rgb\"}", "'color'");
    check(good, "ocelli.input", "{\"width\":9,\"height\":9,\"color\":\"rbg\"}", "rbg");
    check(good, "ocelli.input", "{\"width\":9,\"height\":9,\"std\":[1,2]}", "3 numbers");
    check(good, "ocelli.input", "{\"width\":9,\"height\":9,\"std\":0}", "std");
    check(good, "ocelli.output", "logit", "did you mean 'logits'?");
    Map<String, String> part = new HashMap<>(good);
    part.remove("ocelli.input");
    assertThatThrownBy(() -> ModelCard.fromMetadata(part, "m.onnx"))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("ocelli.input is missing");
    assertThat(ModelCard.fromMetadata(Map.of("names", "{0: 'x'}"), "m.onnx")).isEmpty();

    Path onnx = folder.resolve("m.onnx");
    Files.writeString(folder.resolve("m.yaml"), "ocelli.label: [a]\n");
    assertThatThrownBy(() -> ModelCard.of(onnx, good)).hasMessageContaining("'ocelli.labels'");
    Files.writeString(folder.resolve("m.yaml"), "a: [\n");
    assertThatThrownBy(() -> ModelCard.of(onnx, good)).hasMessageContaining("not valid YAML");
  }

  private static void check(
      Map<String, String> good, String key, String value, String expectedMessage) {
    Map<String, String> bad = new HashMap<>(good);
    bad.put(key, value);
    assertThatThrownBy(() -> ModelCard.fromMetadata(bad, "m.onnx"))
        .as("%s = %s", key, value)
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining(expectedMessage)
        .hasMessageContaining("m.onnx");
  }

  @Test
  void softmaxDoesNotOverflowAndTopKBreaksTiesByIndex() {
    float[] p = OutputKind.LOGITS.toProbabilities(new float[] {1000, 1000, -1000});
    assertThat(p).containsExactly(0.5f, 0.5f, 0f);
    assertThat(Classification.top(p, List.of("a", "b", "c"), 2))
        .extracting(Classification::label)
        .containsExactly("a", "b");
    assertThat(Classification.top(p, List.of("a", "b", "c"), 9)).hasSize(3);
  }
}
