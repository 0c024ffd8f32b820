package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli models verify}: two quantisations of one net on real pictures. */
class ModelsVerifyTest {
  @TempDir Path folder;

  private String model(String file, boolean reversed) throws IOException {
    List<String> labels =
        new ArrayList<>(Files.readAllLines(TestData.require("models/imagenet1000.names")));
    if (reversed) {
      Collections.reverse(labels);
    }
    Path copy = folder.resolve((reversed ? "reversed-" : "") + file);
    Files.copy(TestData.require("models/" + file), copy);
    ModelCard card = ModelCard.classifier(labels, Preprocess.imagenet(224), null);
    Files.writeString(ModelCard.yamlBeside(copy), card.toYaml());
    return copy.toString();
  }

  private void picture(String place, String sample) throws IOException {
    Path target = folder.resolve(place);
    Files.createDirectories(target.getParent());
    Files.copy(TestData.require("models/samples/" + sample), target);
  }

  @Test
  void differencesAreCountedAndShown() throws IOException {
    for (String name :
        List.of("cat.bmp", "bird.bmp", "parrot.jpg", "hot_dog.jpg", "grace_hopper.bmp")) {
      picture("pictures/" + name, name);
    }
    String qdq = model("mobilenetv2-12-qdq.onnx", false);
    String int8 = model("mobilenetv2-12-int8.onnx", false);
    String pictures = folder.resolve("pictures").toString();
    Invocation done =
        Invocation.here("models", "verify", qdq, int8, "--images", pictures, "--format", "json");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    JsonNode json = new ObjectMapper().readTree(done.out());
    // Two labels of grace_hopper.bmp are as good as equal; the four others are sure.
    assertThat(json.get("pictures").asInt()).isEqualTo(5);
    assertThat(json.get("agreement").asDouble()).isGreaterThanOrEqualTo(0.8);
    assertThat(json.get("same_order").asDouble()).isLessThan(1);
    assertThat(json.get("largest_difference").asDouble()).isBetween(0.01, 0.9);
    assertThat(json.get("mean_difference").asDouble()).isBetween(1e-6, 0.01);
    assertThat(json.get("first").get("accuracy").isNull()).isTrue();
    assertThat(json.get("first").get("bytes").asLong()).isEqualTo(3_593_903);

    // A model that sees next to nothing of its pictures.
    String blind = model("mobilenetv2-12-qdq.onnx", true);
    Path yaml = ModelCard.yamlBeside(Path.of(blind));
    Files.writeString(
        yaml,
        Files.readString(ModelCard.yamlBeside(Path.of(qdq)))
            .replaceFirst("scale: [0-9.eE-]+", "scale: 0.00001"));
    Invocation strict =
        Invocation.here(
            "models", "verify", qdq, blind, "--images", pictures, "--min-agreement", "0.9");
    assertThat(strict.code()).as(strict.out()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(strict.out()).contains("same label  0.", "parrot.jpg: macaw ", "pictures/s");
    Invocation same = Invocation.here("models", "verify", qdq, qdq, "--images", pictures);
    assertThat(same.out())
        .contains("same label  1.0000", "same order  1.0000", "largest     0.0000");
  }

  @Test
  void classFoldersTellWhoIsRight() throws IOException {
    picture("classes/macaw/a.jpg", "parrot.jpg");
    picture("classes/chickadee/b.bmp", "bird.bmp");
    String right = model("mobilenetv2-12-qdq.onnx", false);
    String wrong = model("mobilenetv2-12-qdq.onnx", true);
    String classes = folder.resolve("classes").toString();
    Invocation done = Invocation.here("models", "verify", right, right, "--images", classes);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).contains("accuracy    1.0000      1.0000");
    // ImageNet has two classes 'crane': names alone do not tell which is which.
    Invocation refused = Invocation.here("models", "verify", right, wrong, "--images", classes);
    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("do not have the same classes", "1000 and 1000");
  }

  @Test
  void otherClassesAreRefused() throws IOException {
    picture("pictures/cat.bmp", "cat.bmp");
    Path leaves = folder.resolve("leaves.onnx");
    Files.copy(TestData.require("models/plantvillage38-mobilenetv2-int8.onnx"), leaves);
    List<String> names = Files.readAllLines(TestData.require("models/plantvillage38.names"));
    ModelCard card = ModelCard.classifier(names, Preprocess.imagenet(224), null);
    Files.writeString(ModelCard.yamlBeside(leaves), card.toYaml());
    Invocation refused =
        Invocation.here(
            "models",
            "verify",
            model("mobilenetv2-12-qdq.onnx", false),
            leaves.toString(),
            "--images",
            folder.resolve("pictures").toString());
    assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("1000 and 38 classes", "only in the first");
  }
}
