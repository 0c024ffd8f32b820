package io.ocelli.model;

import io.ocelli.image.Preprocess;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The trained models of the test data, each copied to a folder and described beside. */
public final class ModelFixture {
  private ModelFixture() {}

  /** ImageNet, 1000 classes; {@code file} is mobilenetv2-12-qdq.onnx or -int8.onnx. */
  public static Path imagenet(Path folder, String file) throws IOException {
    return described(folder, file, "imagenet1000.names", Preprocess.imagenet(224));
  }

  /** Leaves, 38 classes, batch fixed at 1. */
  public static Path leaves(Path folder) throws IOException {
    Preprocess crop = Preprocess.imagenet(224);
    Preprocess stretch =
        new Preprocess(
            224,
            224,
            Preprocess.Resize.STRETCH,
            crop.color(),
            crop.scale(),
            crop.mean(),
            crop.std(),
            1,
            114);
    return described(
        folder, "plantvillage38-mobilenetv2-int8.onnx", "plantvillage38.names", stretch);
  }

  private static Path described(Path folder, String file, String names, Preprocess input)
      throws IOException {
    Path copy = folder.resolve(file);
    Files.copy(TestData.require("models/" + file), copy);
    List<String> labels = Files.readAllLines(TestData.require("models/" + names));
    ModelCard card = ModelCard.classifier(labels, input, null);
    Files.writeString(ModelCard.yamlBeside(copy), card.toYaml());
    return copy;
  }
}
