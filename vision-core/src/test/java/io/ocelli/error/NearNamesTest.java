package io.ocelli.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  private static final List<String> KNOWN = List.of("scratch", "head", "classify", "evaluate");

  @Test
  void findsMistypedNames() {
    assertThat(NearNames.of("heda", KNOWN)).containsExactly("head");
    assertThat(NearNames.of("CLASIFY", KNOWN)).containsExactly("classify");
    assertThat(NearNames.of("eval", KNOWN)).containsExactly("evaluate");
    assertThat(NearNames.of("banana", KNOWN)).isEmpty();
    assertThat(NearNames.of("s", KNOWN)).isEmpty();
  }

  @Test
  void namesAllWhenNoneIsNear() {
    assertThat(NearNames.remedy("heda", KNOWN)).isEqualTo("did you mean 'head'?");
    assertThat(NearNames.remedy("banana", KNOWN))
        .isEqualTo("one of: scratch, head, classify, evaluate");
  }

  @Test
  void anErrorHasFourParts() {
    OcelliException error = new UsageException("unknown mode", "heda", "--mode", "use head");
    assertThat(error).hasMessage("unknown mode: heda\n  from: --mode\n  try:  use head");
    assertThat(error.oneLine()).isEqualTo("unknown mode: heda (--mode); try: use head");
  }
}
