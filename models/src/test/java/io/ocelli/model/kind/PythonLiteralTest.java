package io.ocelli.model.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  private static UltralyticsNotes notes(String names) {
    return UltralyticsNotes.of(
            Map.of("names", names, "stride", "32", "imgsz", "[480, 640]"), "m.onnx")
        .orElseThrow();
  }

  @Test
  void valuesAreReadAsPythonWritesThem() {
    assertThat(PythonLiteral.read("{0: 'a', 'b': [1, 2.5, -3], 'c': (True, None)}"))
        .isEqualTo(
            Map.of(0L, "a", "b", List.of(1L, 2.5, -3L), "c", Arrays.asList(Boolean.TRUE, null)));
    assertThat(PythonLiteral.read("\"it's\"")).isEqualTo("it's");
    assertThat(PythonLiteral.read("'a \\'b\\' \\\\ \\n \\x41 \\u00e9 \\U0001f345 \\101'"))
        .isEqualTo("a 'b' \\ \n A é 🍅 A");
    assertThat(PythonLiteral.read("{}")).isEqualTo(Map.of());
    assertThat(PythonLiteral.read(" [ 'x' , ] ")).isEqualTo(List.of("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1",
        "'open",
        "{0 'a'}",
        "{0: 'a' 1: 'b'}",
        "nonsense",
        "[1] 2",
        "'\\x4'",
        "{None: 1}",
        "__import__('os')",
        "'\\U00ffffff'"
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> PythonLiteral.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void nestingHasAnEnd() {
    assertThatThrownBy(() -> PythonLiteral.read("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void namesComeInTheOrderOfTheirIndices() {
    assertThat(notes("{1: \"bird's nest\", 0: '白粉病', 2: 'naïve, {odd}'}").labels())
        .containsExactly("白粉病", "bird's nest", "naïve, {odd}");
    assertThat(notes("['a', 'b']").labels()).containsExactly("a", "b");
    assertThat(notes("{\"0\": \"a\"}").labels()).containsExactly("a");
    assertThat(notes("{0: 'a'}").height()).isEqualTo(480);
    assertThat(notes("{0: 'a'}").width()).isEqualTo(640);
    assertThat(notes("{0: 'a'}").task()).isEqualTo("detect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{0: 'a', 2: 'b'}", "{0: ''}", "{'x': 'a'}", "7", "{0: 'a'", "{-1: 'a'}"})
  void namesThatCannotBeUsedAreNamed(String names) {
    assertThatThrownBy(() -> notes(names))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("--labels");
  }
}
