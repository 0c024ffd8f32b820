package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.net.Shape;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks in Deeplearning4j against ONNX Runtime, for every operator that is read. */
class Dl4jWriterTest {
  private static final Map<String, byte[]> FILES = OperatorFiles.all();

  @BeforeAll
  static void fast() {
    OneDnn.require();
  }

  static Stream<String> names() {
    return FILES.keySet().stream().filter(name -> !name.toLowerCase(Locale.ROOT).contains("gelu"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersAreThoseOfTheFile(String name) {
    Converted read = OnnxReader.read(FILES.get(name), name, ReadOptions.DEFAULT);
    Shape shape = read.net().shape();
    float[] pictures = Answers.noise(2 * shape.size(), 5);
    byte[] written = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    float[] expected = Answers.of(written, pictures, shape);
    ComputationGraph graph = Dl4jWriter.graph(read.net(), read.parameters());
    try {
      assertThat(Answers.difference(expected, Dl4jAnswers.of(graph, pictures, shape)))
          .isLessThan(1e-4);
    } finally {
      graph.close();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatWasWrittenIsReadBack(String name) {
    Converted read = OnnxReader.read(FILES.get(name), name, ReadOptions.DEFAULT);
    Shape shape = read.net().shape();
    float[] pictures = Answers.noise(2 * shape.size(), 6);
    byte[] written = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    ComputationGraph graph = Dl4jWriter.graph(read.net(), read.parameters());
    try {
      Dl4jReader.Read back = Dl4jReader.net(graph, shape);
      byte[] again = OnnxWriter.write(back.net(), back.parameters(), OnnxWriter.Options.DEFAULT);
      assertThat(
              Answers.difference(
                  Answers.of(written, pictures, shape), Answers.of(again, pictures, shape)))
          .isLessThanOrEqualTo(1e-5);
    } finally {
      graph.close();
    }
  }
}
