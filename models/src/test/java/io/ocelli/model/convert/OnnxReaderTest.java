package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxReaderTest {
  private static final Map<String, byte[]> FILES = OperatorFiles.all();

  static Stream<String> names() {
    return FILES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsReadAnswersAsTheFile(String name) {
    byte[] file = FILES.get(name);
    Agreement agreement = Agreement.of(file, name, ReadOptions.DEFAULT);
    assertThat(agreement.largest()).isLessThanOrEqualTo(1e-5 * Math.max(1, agreement.scale()));
    assertThat(agreement.pictures()).isPositive();

    Converted read = OnnxReader.read(file, name, ReadOptions.DEFAULT);
    byte[] written =
        OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT.folded());
    Agreement again = Agreement.of(written, name + " again", ReadOptions.DEFAULT);
    assertThat(again.largest()).isLessThanOrEqualTo(1e-5 * Math.max(1, again.scale()));
  }
}
