package io.ocelli.ops.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import io.ocelli.ops.feature.drawn.Drawn;
import io.ocelli.ops.feature.drawn.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final Rgb GRAY = new Rgb(120, 130, 120);

  @Test
  void aDiscIsOneCircleAndASquareIsNone() {
    try (Raster picture =
        Pictures.drawn(
            400,
            300,
            canvas -> {
              canvas.dot(new Point(120.25, 100.5), 40, GRAY);
              canvas.fillRectangle(new Box(220, 60, 300, 140), Rgb.WHITE, 1);
            })) {
      List<Circle> circles = Run.findings("circles", picture, Circle.class);

      assertThat(circles).hasSize(1);
      assertThat(circles.get(0).center().distance(new Point(120.25, 100.5))).isLessThan(0.2);
      assertThat(circles.get(0).radius()).isCloseTo(40, within(0.6));
      assertThat(circles.get(0).score()).isGreaterThan(0.95);
    }
  }

  @Test
  void ringsAreToldOnceUnlessNestedOnesAreWanted() {
    try (Raster picture =
        Pictures.drawn(
            300,
            300,
            canvas -> {
              canvas.dot(new Point(150, 150), 90, Rgb.WHITE);
              canvas.dot(new Point(150, 150), 40, GRAY);
            })) {
      assertThat(Run.findings("circles", picture, Circle.class))
          .singleElement()
          .satisfies(c -> assertThat(c.radius()).isCloseTo(90, within(0.8)));
      assertThat(Run.findings("circles nested=true", picture, Circle.class)).hasSize(2);
    }
  }

  @Test
  void anEllipseIsFoundWithItsAxes() {
    RotatedBox box = new RotatedBox(new Point(160, 120), 150, 70, 25);
    try (Raster picture =
        Pictures.drawn(
            320,
            240,
            canvas -> {
              canvas.fillEllipse(box, GRAY, 1);
              canvas.fillRectangle(new Box(10, 10, 60, 40), Rgb.WHITE, 1);
            })) {
      List<Ellipse> ellipses = Run.findings("ellipses", picture, Ellipse.class);

      assertThat(ellipses).hasSize(1);
      RotatedBox found = ellipses.get(0).box();
      assertThat(found.center().distance(box.center())).isLessThan(0.5);
      assertThat(found.width()).isCloseTo(150, within(2.0));
      assertThat(found.height()).isCloseTo(70, within(2.0));
      assertThat(found.angle()).isCloseTo(25, within(1.0));
      assertThat(Run.findings("ellipses min-ratio=0.6", picture, Ellipse.class)).isEmpty();
    }
  }

  @Test
  void dotsAreToldByTone() {
    try (Raster picture =
        Pictures.drawn(
            300,
            200,
            canvas -> {
              canvas.fillRectangle(new Box(0, 0, 300, 200), GRAY, 1);
              for (int i = 0; i < 5; i++) {
                canvas.dot(new Point(40.5 + 50 * i, 60), 4 + i, Rgb.WHITE);
              }
              for (int i = 0; i < 3; i++) {
                canvas.dot(new Point(60 + 80 * i, 140.25), 6, Rgb.BLACK);
              }
            })) {
      List<Dot> white = Run.findings("dots tone=white", picture, Dot.class);
      List<Dot> black = Run.findings("dots tone=black", picture, Dot.class);

      assertThat(Run.findings("dots", picture, Dot.class)).hasSize(8);
      assertThat(white).hasSize(5).allMatch(d -> d.contrast() > 100);
      assertThat(black).hasSize(3).allMatch(d -> d.contrast() < -100);
      assertThat(white.get(0).center().distance(new Point(240.5, 60))).isLessThan(0.15);
      assertThat(white.get(0).radius()).isCloseTo(8, within(0.5));
      assertThat(white.get(0).area()).isCloseTo(Math.PI * 64, within(25.0));
      assertThat(white.get(0).circularity()).isGreaterThan(0.95);
    }
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    try (Raster picture = Pictures.drawn(400, 300, canvas -> {})) {
      for (String operation : List.of("circles", "ellipses", "dots", "documents", "codes")) {
        assertThat(Run.findings(operation, picture, io.ocelli.ops.Finding.class)).isEmpty();
      }
    }
  }

  @Test
  void aPageGetsItsTrueShapeBack() {
    // A page of 3 to 4, tilted by 40 degrees about a slanting axis, seen from the middle.
    double tilt = Math.toRadians(40);
    double axis = Math.toRadians(30);
    List<Point> corners = Pages.seen(300, 400, 0.2, axis, tilt, 900, new Point(449.5, 349.5));
    assertThat(PageShape.ratio(corners, 900, 700)).isCloseTo(0.75, within(0.01));
    // Seen from the front there is nothing to tell but the sides.
    List<Point> flat = Pages.seen(300, 400, 0, axis, 0, 900, new Point(449.5, 349.5));
    assertThat(PageShape.ratio(flat, 900, 700)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void straightenGivesThePages() {
    try (Drawn<Document> drawn = Pages.draw(1);
        Result result = Pipeline.parse("straighten width=200").run(drawn.raster())) {
      assertThat(result.parts()).hasSize(drawn.truth().size());
      assertThat(result.parts().get(0).name()).isEqualTo("page-1");
      assertThat(result.parts().get(0).raster().width()).isEqualTo(200);
    }
  }
}
