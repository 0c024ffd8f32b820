package io.ocelli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {
  private static final CsvRow.Trouble TROUBLE =
      (line, reason) -> new IllegalStateException(line + ": " + reason);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesAreCountedThroughBlankOnesAndQuotes(String end) {
    String text =
        String.join(
            end, "a,b", "", "\"one", "", "two\",2", "  ", ",", "\"say \"\"x,y\"\"\",3", "p,q");
    assertThat(CsvRow.all(text, ',', TROUBLE))
        .containsExactly(
            new CsvRow(1, List.of("a", "b")),
            new CsvRow(3, List.of("one" + end + end + "two", "2")),
            new CsvRow(8, List.of("say \"x,y\"", "3")),
            new CsvRow(9, List.of("p", "q")));
  }

  @Test
  void aQuoteInsideACellIsText() {
    assertThat(CsvRow.all("5\" pot;x\nnext;y\n", ';', TROUBLE))
        .containsExactly(
            new CsvRow(1, List.of("5\" pot", "x")), new CsvRow(2, List.of("next", "y")));
  }

  @Test
  void anOpenQuoteIsToldWithTheLineWhereItsRowBegins() {
    assertThatThrownBy(() -> CsvRow.all("a,b\n\nc,\"d\ne,f\n", ',', TROUBLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("3: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"a,b;c,d#,", "a;b,c;d#;", "a|b|c#|", "'\"a;b;c\",d'#,", "one#,"})
  void theSeparatorIsTheOneThatStandsMostOftenOutsideOfQuotes(String text, char separator) {
    assertThat(CsvRow.separator(text)).isEqualTo(separator);
  }
}
