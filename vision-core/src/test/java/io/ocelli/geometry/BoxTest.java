package io.ocelli.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoxTest {
  @Test
  void theOverlapIsWhatBothCoverOfWhatEitherCovers() {
    Box box = new Box(0, 0, 10, 10);
    assertThat(box.iou(box)).isEqualTo(1);
    assertThat(box.iou(new Box(5, 0, 15, 10))).isEqualTo(1 / 3.0);
    assertThat(new Box(5, 0, 15, 10).iou(box)).isEqualTo(1 / 3.0);
    assertThat(box.iou(new Box(2, 2, 4, 7))).isEqualTo(0.1);
  }

  @Test
  void boxesThatOnlyTouchOrHaveNoAreaDoNotOverlap() {
    Box box = new Box(0, 0, 10, 10);
    assertThat(box.iou(new Box(10, 0, 20, 10))).isZero();
    assertThat(box.iou(new Box(12, 12, 14, 14))).isZero();
    assertThat(new Box(3, 3, 3, 3).iou(new Box(3, 3, 3, 3))).isZero();
  }
}
