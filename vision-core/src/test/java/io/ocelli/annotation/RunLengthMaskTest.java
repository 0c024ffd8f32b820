package io.ocelli.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ocelli.geometry.Box;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunLengthMaskTest {
  @Property(tries = 200)
  void keepsEveryPixel(
      @ForAll @Size(60) List<Boolean> pixels, @ForAll @IntRange(min = 0, max = 3) int shape) {
    int width = new int[] {1, 60, 6, 10}[shape];
    byte[] inside = new byte[60];
    int area = 0;
    Box bounds = new Box(99, 99, 0, 0);
    for (int i = 0; i < 60; i++) {
      if (pixels.get(i)) {
        inside[i] = 1;
        area++;
        int x = i % width;
        int y = i / width;
        bounds =
            new Box(
                Math.min(bounds.x1(), x),
                Math.min(bounds.y1(), y),
                Math.max(bounds.x2(), x + 1),
                Math.max(bounds.y2(), y + 1));
      }
    }
    RunLengthMask mask = RunLengthMask.of(width, 60 / width, inside);
    assertThat(mask.pixels()).isEqualTo(inside);
    assertThat(RunLengthMask.ofCompressed(width, 60 / width, mask.compressed())).isEqualTo(mask);
    assertThat(mask.area()).isEqualTo(area);
    if (area > 0) {
      assertThat(mask.bounds()).contains(bounds);
    } else {
      assertThat(mask.bounds()).isEmpty();
    }
  }

  @Property(tries = 100)
  void longRunsSurviveTheCompressedText(
      @ForAll @Size(9) List<@IntRange(min = 0, max = 1_000_000) Integer> runs) {
    int[] counts = runs.stream().mapToInt(Integer::intValue).toArray();
    int sum = runs.stream().mapToInt(Integer::intValue).sum();
    if (sum > 0) {
      RunLengthMask mask = new RunLengthMask(sum, 1, counts);
      assertThat(RunLengthMask.ofCompressed(sum, 1, mask.compressed())).isEqualTo(mask);
    }
  }

  /** The text is what pycocotools 2.0.11 makes of the same pixels. */
  @Test
  void writesWhatPycocotoolsWrites() {
    byte[] pixels = new byte[40 * 50];
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 50; x++) {
        boolean first = y >= 3 && y < 20 && x >= 5 && x < 30;
        boolean second = y >= 10 && y < 35 && x >= 20 && x < 45;
        pixels[y * 50 + x] = (byte) ((first || second) && !(y == 12 && x == 22) ? 1 : 0);
      }
    }
    assertThat(RunLengthMask.of(50, 40, pixels).compressed())
        .isEqualTo(
            "[6a0g00000000000000000000000000000?A00YOI=7:"
                + "0000000000007I0000000000000000000000000000n5");
  }

  @Test
  void goesColumnByColumn() {
    RunLengthMask mask = RunLengthMask.of(3, 2, new byte[] {0, 0, 1, 1, 1, 1});
    assertThat(mask.counts()).containsExactly(1, 1, 1, 3);
  }

  @Test
  void refusesRunsThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RunLengthMask(3, 2, 1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new RunLengthMask(3, 2, -1, 7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunLengthMask.ofCompressed(3, 2, "1o"))
        .withMessageContaining("breaks off");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunLengthMask.ofCompressed(3, 2, "1 "))
        .withMessageContaining("character 2");
  }
}
