package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
  @ParameterizedTest
  @CsvSource({"28,28", "128,128", "191,191", "192,128", "224,160", "256,160", "299,192", "384,256"})
  void goodTakesSmallerPicturesOfNetworksForLargeOnes(int own, int side) {
    assertThat(Quality.GOOD.side(own)).isEqualTo(side);
    assertThat(Quality.BEST.side(own)).isEqualTo(own);
  }

  @Test
  void anUnknownNameIsTold() {
    assertThatThrownBy(() -> Quality.parse("bets", "--quality"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("best");
  }
}
