package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.ParameterSpec;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the catalogue as ONNX, fresh and with statistics as training leaves them. */
class CatalogueExportTest {
  private static final Set<String> LARGER =
      Set.of(
          "vgg11", "vgg13", "vgg16", "vgg13-bn", "vgg16-bn", "vgg19-bn", "resnet34", "resnet101");

  /** With {@code -Docelli.catalogue=all} the larger brothers of the same build too. */
  static Stream<String> names() {
    boolean all = System.getProperty("ocelli.catalogue", "").equals("all");
    return Nets.names().stream().filter(name -> all || !LARGER.contains(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void keptAndFoldedNormalisationAnswerTheSameAndReadBack(String name) {
    Shape input = Catalogue.input(name);
    Net net = Nets.of(name, input, 5);
    Parameters parameters = Initializer.of(3).parameters(net);
    Catalogue.disturb(net, parameters, 11);
    float[] pictures = Answers.noise(2 * input.size(), 4);
    byte[] kept = OnnxWriter.write(net, parameters, OnnxWriter.Options.DEFAULT);
    byte[] folded = OnnxWriter.write(net, parameters, OnnxWriter.Options.DEFAULT.folded());
    float[] answers = Answers.of(kept, pictures, input);
    assertThat(answers).hasSize(10);
    assertThat(Answers.difference(answers, Answers.of(folded, pictures, input))).isLessThan(1e-4);
    Converted read = OnnxReader.read(kept, name, ReadOptions.DEFAULT);
    assertThat(ParameterSpec.of(read.net())).hasSameSizeAs(ParameterSpec.of(net));
    byte[] again = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    assertThat(Answers.difference(answers, Answers.of(again, pictures, input)))
        .isLessThanOrEqualTo(1e-5);
  }
}
