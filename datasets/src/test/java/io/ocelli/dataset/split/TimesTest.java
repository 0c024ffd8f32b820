package io.ocelli.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static long[] order(String... texts) {
    return Times.order(List.of(texts), "--time-column");
  }

  @Test
  void numbersAreOrderedByTheirValue() {
    assertThat(order("10", "9", "9.0", "-1", " 9.5 ")).containsExactly(3, 1, 1, 0, 2);
  }

  @Test
  void datesAreOrderedWithOrWithoutTheTimeOfDay() {
    assertThat(
            order("2024-06-13T08:30", "2024-06-13", "2023-12-31 23:59:59", "2024-06-13 08:30:15"))
        .containsExactly(2, 1, 0, 3);
  }

  @Test
  void offsetsFromUtcCount() {
    assertThat(order("2024-06-13T08:30+02:00", "2024-06-13T07:00Z", "2024-06-13T06:30"))
        .containsExactly(0, 1, 0);
  }

  @Test
  void whatIsNeitherIsNamed() {
    assertThatThrownBy(() -> order("2024-06-13", "2024-13-01"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("2024-13-01")
        .hasMessageContaining("--time-column");
    assertThatThrownBy(() -> order("2024-06-13", "20240613")).isInstanceOf(UsageException.class);
  }
}
