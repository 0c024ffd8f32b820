package io.ocelli.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Box;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstancePartTest {
  private static final Instance OBJECT =
      new Instance(
          2,
          new Box(2, 1, 8, 5),
          List.of(new Polygon(2, 1, 8, 1, 8, 5, 2, 5)),
          Optional.of(mask(10, 6, new Box(2, 1, 8, 5))),
          List.of(new KeyPoint(3, 2), new KeyPoint(7, 4)),
          false,
          Map.of("coco.area", "24", "truncated", "0"));

  private static RunLengthMask mask(int width, int height, Box inside) {
    byte[] pixels = new byte[width * height];
    for (int y = (int) inside.y1(); y < inside.y2(); y++) {
      for (int x = (int) inside.x1(); x < inside.x2(); x++) {
        pixels[y * width + x] = 1;
      }
    }
    return RunLengthMask.of(width, height, pixels);
  }

  @Test
  void aPartCutsEverything() {
    Instance part = OBJECT.within(5, 2, 4, 3).orElseThrow();
    assertThat(part.box()).isEqualTo(new Box(0, 0, 3, 3));
    assertThat(part.polygons().get(0).bounds()).isEqualTo(part.box());
    assertThat(part.mask()).contains(mask(4, 3, new Box(0, 0, 3, 3)));
    assertThat(part.keyPoints().get(0).isMarked()).isFalse();
    assertThat(part.keyPoints().get(1)).isEqualTo(new KeyPoint(2, 2));
    assertThat(part.attributes()).isEqualTo(Map.of("truncated", "0"));
    assertThat(OBJECT.within(8, 0, 2, 6)).isEmpty();
  }

  @Test
  void aLargerFrameMovesEverything() {
    Instance moved = OBJECT.within(-3, -2, 20, 12).orElseThrow();
    assertThat(moved.box()).isEqualTo(new Box(5, 3, 11, 7));
    assertThat(moved.mask()).contains(mask(20, 12, new Box(5, 3, 11, 7)));
    assertThat(moved.keyPoints()).containsExactly(new KeyPoint(6, 4), new KeyPoint(10, 6));
    assertThat(moved.attributes()).isEqualTo(OBJECT.attributes());
    assertThat(moved.within(3, 2, 10, 6)).contains(OBJECT);
    assertThat(OBJECT.within(0, 0, 10, 6)).contains(OBJECT);
  }

  @Test
  void anotherSizeScalesEverything() {
    Instance large = OBJECT.scaled(10, 6, 20, 18);
    assertThat(large.box()).isEqualTo(new Box(4, 3, 16, 15));
    assertThat(large.mask()).contains(mask(20, 18, new Box(4, 3, 16, 15)));
    assertThat(large.keyPoints().get(0)).isEqualTo(new KeyPoint(6, 6));
    assertThat(large.attributes()).isEqualTo(Map.of("truncated", "0"));
    assertThat(OBJECT.scaled(10, 6, 10, 6)).isSameAs(OBJECT);
  }
}
