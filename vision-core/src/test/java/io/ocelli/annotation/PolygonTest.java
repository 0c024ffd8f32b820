package io.ocelli.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PolygonTest {
  @Test
  void knowsAreaAndBounds() {
    Polygon triangle = new Polygon(0, 0, 4, 0, 0, 3);
    assertThat(triangle.area()).isEqualTo(6);
    assertThat(triangle.bounds()).isEqualTo(new Box(0, 0, 4, 3));
    assertThat(Polygon.of(new Box(1, 2, 4, 7)).area()).isEqualTo(15);
  }

  @Test
  void isCutAtABox() {
    Polygon diamond = new Polygon(5, 0, 10, 5, 5, 10, 0, 5);
    Polygon left = Objects.requireNonNull(diamond.clip(new Box(0, 0, 5, 10)));
    assertThat(left.area()).isEqualTo(25);
    assertThat(left.bounds()).isEqualTo(new Box(0, 0, 5, 10));
    assertThat(diamond.clip(new Box(0, 0, 10, 10))).isSameAs(diamond);
    assertThat(diamond.clip(new Box(0, 0, 2, 2))).isNull();
    assertThat(diamond.clip(new Box(10, 0, 20, 10))).isNull();
  }

  @Property(tries = 300)
  void theCutsOfATriangleMakeUpTheTriangle(
      @ForAll @Size(6) List<@DoubleRange(min = -50, max = 150) Double> numbers) {
    Polygon triangle = new Polygon(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    Polygon cut = triangle.clip(new Box(0, 0, 100, 80));
    if (cut != null) {
      Box bounds = cut.bounds();
      assertThat(bounds).isEqualTo(bounds.clip(100, 80));
    }
    double parts = 0;
    for (Box quarter :
        List.of(
            new Box(-50, -50, 50, 50),
            new Box(50, -50, 150, 50),
            new Box(-50, 50, 50, 150),
            new Box(50, 50, 150, 150))) {
      Polygon part = triangle.clip(quarter);
      parts += part == null ? 0 : part.area();
    }
    assertThat(parts).isCloseTo(triangle.area(), within(1e-6));
  }

  @Test
  void refusesWhatIsNoOutline() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Polygon(1, 2, 3, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Polygon(1, 2, 3, 4, 5, 6, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> new Polygon(1, 2, 3, 4, 5, Double.NaN));
  }
}
