package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.TextStyle;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is a dot and what is none; each picture has one true dot, so that seeing nothing fails. */
class DotsTest {
  private static final Rgb GROUND = new Rgb(120, 120, 120);
  private static final Point TRUE = new Point(340, 250);

  private static List<Dot> dots(String pipeline, Consumer<Canvas> work) {
    try (Raster picture =
        Pictures.drawn(
            400,
            300,
            canvas -> {
              canvas.fillRectangle(new Box(0, 0, 400, 300), GROUND, 1);
              canvas.dot(TRUE, 7, Rgb.WHITE);
              work.accept(canvas);
            })) {
      return Run.findings(pipeline, picture, Dot.class);
    }
  }

  private static void assertOnlyTheTrueOne(List<Dot> dots) {
    assertThat(dots).hasSize(1);
    assertThat(dots.get(0).center().distance(TRUE)).isLessThan(0.2);
  }

  @Test
  void endsAndCrossingsOfLettersAreNone() {
    for (int size : new int[] {20, 32, 60}) {
      TextStyle style = new TextStyle(size, true, TextStyle.Fonts.BUNDLED);
      assertOnlyTheTrueOne(
          dots("dots", canvas -> canvas.text("KXTEMZ", new Point(20, 100), style, Rgb.WHITE)));
    }
  }

  @Test
  void theHoleOfALetterIsNone() {
    for (int size : new int[] {32, 60, 90}) {
      TextStyle style = new TextStyle(size, true, TextStyle.Fonts.BUNDLED);
      assertOnlyTheTrueOne(
          dots("dots", canvas -> canvas.text("AAA", new Point(20, 120), style, Rgb.WHITE)));
    }
  }

  @Test
  void anEllipseIsNoneUnlessItIsNearlyRound() {
    for (double angle : new double[] {0, 30, 45, 135}) {
      RotatedBox flat = new RotatedBox(new Point(120, 120), 40, 18, angle);
      assertOnlyTheTrueOne(dots("dots", canvas -> canvas.fillEllipse(flat, Rgb.WHITE, 1)));
      RotatedBox round = new RotatedBox(new Point(120, 120), 24, 20, angle);
      assertThat(dots("dots", canvas -> canvas.fillEllipse(round, Rgb.WHITE, 1)))
          .as("nearly round, turned by %s degrees", angle)
          .hasSize(2);
    }
  }
}
