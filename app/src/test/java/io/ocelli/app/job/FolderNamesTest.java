package io.ocelli.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FolderNamesTest {
  @Test
  void everyClassHasAFolderOfItsOwnThatAnySystemTakes() {
    FolderNames names = new FolderNames();
    assertThat(names.of("tench, Tinca tinca")).isEqualTo("tench, Tinca tinca");
    assertThat(names.of("a/b")).isEqualTo("a_b");
    assertThat(names.of("a:b")).isEqualTo("a_b_2");
    assertThat(names.of("A_B")).isEqualTo("A_B_3");
    assertThat(names.of("a/b")).isEqualTo("a_b");
    assertThat(names.of("..")).isEqualTo("_");
    assertThat(names.of("con")).isEqualTo("con_");
    assertThat(names.of("end. ")).isEqualTo("end");
    assertThat(names.of("")).isEqualTo("__2");
    assertThat(names.of("x".repeat(300))).hasSize(100);
    assertThat(names.of("лист 🍅")).isEqualTo("лист 🍅");
  }
}
