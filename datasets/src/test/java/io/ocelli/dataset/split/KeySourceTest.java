package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  @TempDir Path dir;

  @Test
  void aPatternGivesTheFirstGroupThatTakesPart() {
    KeySource leaf = KeySource.Regex.parse("leaf_(\\d+)|plant-([a-z]+)", "--group-pattern");
    assertThat(leaf.of("a/leaf_12_3.jpg")).contains("12");
    assertThat(leaf.of("a/plant-xy9.jpg")).contains("xy");
    assertThat(leaf.of("a/other.jpg")).isEmpty();
    KeySource.Found found = leaf.of(List.of("leaf_1", "other", "plant-b"), "--group-pattern");
    assertThat(found.values()).containsExactly("1", null, "b");
    assertThat(found.without()).containsExactly("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaf_(\\d+", "leaf_\\d+", "leaf_(?:\\d+)"})
  void aPatternNeedsAGroup(String pattern) {
    assertThatThrownBy(() -> KeySource.Regex.parse(pattern, "--group-pattern"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(pattern)
        .hasMessageContaining("--group-pattern");
  }

  @Test
  void aPatternThatMatchesNothingIsRefusedWithSomePaths() {
    KeySource none = KeySource.Regex.parse("zzz(\\d)", "--group-pattern");
    assertThatThrownBy(() -> none.of(List.of("a/1.jpg", "b/2.jpg"), "--group-pattern"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("matches no picture")
        .hasMessageContaining("a/1.jpg, b/2.jpg");
  }

  @Test
  void foldersAndMapsTellGroups() {
    assertThat(new KeySource.ParentFolder().of("a/b/1.jpg")).contains("a/b");
    assertThat(new KeySource.ParentFolder().of("1.jpg")).isEmpty();
    assertThat(new KeySource.Given("x", Map.of("a", "g")).of("a")).contains("g");
    assertThat(new KeySource.Given("x", Map.of("a", "g")).of("b")).isEmpty();
  }

  @Test
  void aColumnTellsByPathOrByFileName() throws IOException {
    Path csv = dir.resolve("t.csv");
    Files.writeString(csv, "plant;image\nfirst;a/1.jpg\n\nsecond;2.jpg\n;3.jpg\n");
    KeySource plant = KeySource.Column.parse(csv + ":plant", "--group-column");
    assertThat(plant.of("a/1.jpg")).contains("first");
    assertThat(plant.of("b/1.jpg")).isEmpty();
    assertThat(plant.of("b/2.jpg")).contains("second");
    assertThat(plant.of("3.jpg")).isEmpty();
    assertThatThrownBy(() -> KeySource.Column.parse(csv + ":plnat", "--group-column"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("plant")
        .hasMessageContaining(csv + ":1");
    Files.writeString(csv, "path,plant\n\na,1\n\na,2\n");
    assertThatThrownBy(() -> KeySource.Column.parse(csv + ":plant", "--group-column"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'1' and '2'")
        .hasMessageContaining(csv + ":5");
  }
}
