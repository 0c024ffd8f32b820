package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuadsTest {
  private static final List<Point> SQUARE = rectangle(0, 0, 10, 10);

  /** Standing on a corner, 10 in each direction. */
  private static List<Point> diamond(double x, double y) {
    return List.of(
        new Point(x, y - 10), new Point(x + 10, y), new Point(x, y + 10), new Point(x - 10, y));
  }

  private static List<Point> rectangle(double x1, double y1, double x2, double y2) {
    return List.of(new Point(x1, y1), new Point(x2, y1), new Point(x2, y2), new Point(x1, y2));
  }

  /** The answer, which may not depend on the order of the figures or on which way they run. */
  private static boolean overlap(List<Point> a, List<Point> b) {
    boolean answer = Quads.overlap(a, b);
    for (List<Point> one : List.of(a, reversed(a))) {
      for (List<Point> other : List.of(b, reversed(b))) {
        assertThat(Quads.overlap(one, other)).isEqualTo(answer);
        assertThat(Quads.overlap(other, one)).isEqualTo(answer);
      }
    }
    return answer;
  }

  private static List<Point> reversed(List<Point> corners) {
    List<Point> turned = new ArrayList<>(corners);
    Collections.reverse(turned);
    return turned;
  }

  @Test
  void figuresThatShareAnAreaOverlap() {
    assertThat(overlap(SQUARE, SQUARE)).isTrue();
    assertThat(overlap(SQUARE, rectangle(9, 9, 20, 20))).isTrue();
    assertThat(overlap(SQUARE, rectangle(2, 2, 5, 5))).as("one within the other").isTrue();
    assertThat(overlap(SQUARE, rectangle(-5, 4, 15, 6))).as("a cross, no corner inside").isTrue();
    assertThat(overlap(SQUARE, diamond(5, -9))).isTrue();
  }

  @Test
  void figuresThatOnlyTouchDoNot() {
    assertThat(overlap(SQUARE, rectangle(10, 0, 20, 10))).as("a side").isFalse();
    assertThat(overlap(SQUARE, rectangle(10, 10, 20, 20))).as("a corner").isFalse();
    assertThat(overlap(SQUARE, diamond(5, -10))).as("a corner on a side").isFalse();
  }

  @Test
  void figuresApartDoNotEvenWhereTheBoxesAroundThemDo() {
    assertThat(overlap(SQUARE, rectangle(11, 0, 20, 10))).isFalse();
    // Its box begins at (6, 6); its nearest side is the line x + y = 22.
    assertThat(overlap(SQUARE, diamond(16, 16))).isFalse();
    assertThat(overlap(SQUARE, diamond(14, 14))).as("nearer, side x + y = 18").isTrue();
  }

  @Test
  void theCentreIsWhereTheDiagonalsCross() {
    assertThat(Quads.centre(SQUARE)).isEqualTo(new Point(5, 5));
    // Seen from the side, the far half is shorter.
    List<Point> tilted =
        List.of(new Point(2, 0), new Point(8, 0), new Point(12, 10), new Point(-2, 10));
    assertThat(Quads.centre(tilted).distance(new Point(5, 3))).isLessThan(1e-9);
  }
}
