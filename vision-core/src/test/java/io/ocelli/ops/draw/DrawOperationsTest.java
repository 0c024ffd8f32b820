package io.ocelli.ops.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.draw.Canvas;
import io.ocelli.draw.LabelStyle;
import io.ocelli.draw.LineWidth;
import io.ocelli.draw.Montage;
import io.ocelli.draw.TextStyle;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.geometry.RotatedBox;
import io.ocelli.image.ColorSpace;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Catalog;
import io.ocelli.ops.Operation;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawOperationsTest {
  private static final Rgb INK = new Rgb(0xd5, 0x5e, 0x00);
  private static final Rgb BLUE = new Rgb(0x00, 0x72, 0xb2);
  private static final double WIDTH = LineWidth.of(200, 100);

  /** What each pipeline draws on a picture of 200x100, written with the canvas. */
  private static final Map<String, Consumer<Canvas>> SAME =
      Map.ofEntries(
          Map.entry("line", c -> c.line(p(20, 90), p(180, 10), INK, WIDTH)),
          Map.entry(
              "line points=1,2;30,40;5,6 color=white line-width=2.5",
              c -> c.path(List.of(p(1, 2), p(30, 40), p(5, 6)), Rgb.WHITE, 2.5)),
          Map.entry(
              "line points=0,50;200,50 dash=10 line-width=3",
              c -> c.dashes(List.of(p(0, 50), p(200, 50)), false, INK, 3, 10, 13)),
          Map.entry("arrow", c -> c.arrow(p(20, 10), p(100, 50), INK, WIDTH)),
          Map.entry(
              "arrow from=0,0 to=100%,100% color=#00f line-width=4",
              c -> c.arrow(p(0, 0), p(200, 100), new Rgb(0, 0, 255), 4)),
          Map.entry("rectangle", c -> c.rectangle(new Box(50, 25, 150, 75), INK, WIDTH)),
          Map.entry(
              "rectangle corners=90,80;10,20 fill=0.5 line-width=3",
              c ->
                  c.fillRectangle(new Box(10, 20, 90, 80), INK, 0.5)
                      .rectangle(new Box(10, 20, 90, 80), INK, 3)),
          Map.entry("circle", c -> c.circle(p(100, 50), 25, INK, WIDTH)),
          Map.entry(
              "circle center=30,40 radius=12.5 fill=1",
              c ->
                  c.fillEllipse(new RotatedBox(p(30, 40), 25, 25, 0), INK, 1)
                      .circle(p(30, 40), 12.5, INK, WIDTH)),
          Map.entry("ellipse", c -> c.ellipse(new RotatedBox(p(100, 50), 120, 30, 0), INK, WIDTH)),
          Map.entry(
              "ellipse width=80 height=20 angle=30",
              c -> c.ellipse(new RotatedBox(p(100, 50), 80, 20, -30), INK, WIDTH)),
          Map.entry(
              "triangle centroid=false",
              c -> c.triangle(p(100, 10), p(180, 90), p(20, 90), INK, WIDTH)),
          Map.entry(
              "triangle corners=10,10;40,10;10,70 line-width=2",
              c ->
                  c.triangle(p(10, 10), p(40, 10), p(10, 70), INK, 2).cross(p(20, 30), 12, INK, 2)),
          Map.entry(
              "polygon points=10,10;90,10;90,90;10,90 fill=0.25",
              c ->
                  c.fillPolygon(List.of(p(10, 10), p(90, 10), p(90, 90), p(10, 90)), INK, 0.25)
                      .polygon(List.of(p(10, 10), p(90, 10), p(90, 90), p(10, 90)), INK, WIDTH)),
          Map.entry(
              "text text='Grüße 中文' at=10,40 size=20",
              c -> c.text("Grüße 中文", p(10, 40), TextStyle.of(20), INK)),
          Map.entry(
              "text text=bold bold=true",
              c -> c.text("bold", p(10, 50), TextStyle.of(c.image()).inBold(), INK)),
          Map.entry("label text='leaf 0.93'", c -> c.label("leaf 0.93", p(0, 100), BLUE)),
          Map.entry(
              "label text=x at=150,20 size=18 color=yellow opacity=0.5",
              c ->
                  c.label(
                      "x",
                      p(150, 20),
                      LabelStyle.of(TextStyle.of(18), new Rgb(255, 255, 0)).withOpacity(0.5))),
          Map.entry("grid", c -> c.grid(3, 3, INK, WIDTH)),
          Map.entry("grid columns=7 rows=2 line-width=2", c -> c.grid(7, 2, INK, 2)));

  @TempDir Path folder;

  @Test
  void eachDrawsWhatTheCanvasDraws() {
    SAME.forEach(
        (text, drawing) -> {
          try (Image picture = noise(200, 100, 3);
              Image expected = picture.copy();
              Image drawn = Pipeline.parse(text).apply(picture)) {
            drawing.accept(Canvas.on(expected));
            assertThat(bytes(drawn)).as(text).isEqualTo(bytes(expected));
            assertThat(bytes(drawn)).as(text).isNotEqualTo(bytes(picture));
          }
        });
  }

  @Test
  void noOperationIsForgottenHere() {
    Set<String> compared = new HashSet<>();
    SAME.keySet().forEach(text -> compared.add(text.replaceAll(" .*", "")));
    compared.addAll(List.of("overlay", "side-by-side", "montage"));
    for (Class<? extends Operation> type : new DrawOperations().operations()) {
      assertThat(compared).contains(Catalog.all().of(type).name());
    }
  }

  @Test
  void grayBecomesColourAndTheInputStays() {
    byte[] values = new byte[60 * 40];
    new Random(5).nextBytes(values);
    try (Raster gray = Raster.of(60, 40, ColorSpace.GRAY, values);
        Result result = Pipeline.parse("circle radius=10 fill=1 color=red").run(gray)) {
      Raster drawn = result.parts().get(0).raster();
      assertThat(drawn.space()).isEqualTo(ColorSpace.BGR);
      int middle = 3 * (20 * 60 + 30);
      assertThat(drawn.values()[middle]).isZero();
      assertThat(drawn.values()[middle + 2]).isEqualTo((byte) 255);
      assertThat(drawn.values()[0]).isEqualTo(values[0]);
      assertThat(gray.values()).isEqualTo(values);
    }
  }

  @Test
  void aTriangleIsMeasured() {
    try (Image picture = Image.blank(50, 50, 0, 0, 0);
        Result result = Pipeline.parse("triangle corners=10,10;40,10;10,50").run(picture)) {
      var measured = (Triangle.Measured) result.findings().get(0).finding();
      assertThat(measured.centroid().distance(p(20, 70 / 3.0))).isLessThan(1e-9);
      assertThat(measured.area()).isEqualTo(600, within(1e-9));
      assertThat(measured.perimeter()).isEqualTo(30 + 40 + 50, within(1e-9));
    }
  }

  @Test
  void anOverlayFollowsItsMaskAtAnySize() {
    Path file = folder.resolve("mask.png");
    try (Image mask = Image.blank(100, 50, 0, 0, 0)) {
      Canvas.on(mask).fillRectangle(new Box(0, 0, 50, 50), Rgb.WHITE, 1);
      mask.write(file);
    }
    for (int scale = 1; scale <= 2; scale++) {
      try (Image picture = Image.blank(100 * scale, 50 * scale, 100, 100, 100);
          Image drawn =
              Pipeline.parse("overlay mask='" + file + "' color=red alpha=0.2").apply(picture)) {
        assertThat(drawn.pixels().get(0)).isEqualTo((byte) 80);
        assertThat(drawn.pixels().get(2)).isEqualTo((byte) 131);
        assertThat(drawn.pixels().get(3 * 100 * scale - 3)).isEqualTo((byte) 100);
      }
    }
  }

  @Test
  void picturesLieBesideEachOther() {
    Path file = folder.resolve("other.png");
    try (Image picture = noise(30, 20, 1);
        Image other = noise(40, 40, 2)) {
      other.write(file);
      try (Image joined = Pipeline.parse("side-by-side with='" + file + "' gap=5").apply(picture);
          Image expected = Montage.sideBySide(List.of(picture, other), 5, Rgb.WHITE)) {
        assertThat(joined.width()).isEqualTo(30 + 5 + 20);
        assertThat(bytes(joined)).isEqualTo(bytes(expected));
      }
      try (Image sheet =
          Pipeline.parse(
                  "montage second='%s' third='%s' cell-width=50 cell-height=60 gap=4"
                      .formatted(file, file))
              .apply(picture)) {
        assertThat(sheet.width()).isEqualTo(3 * 4 + 2 * 50);
        assertThat(sheet.height()).isEqualTo(3 * 4 + 2 * 60);
        int first = 3 * ((4 + 20) * sheet.width() + 4 + 10);
        assertThat(sheet.pixels().get(first)).isEqualTo(picture.pixels().get(0));
      }
    }
  }

  @Test
  void aRowOfPicturesThatNoFileCouldHoldIsRefused() {
    Path file = folder.resolve("flat.png");
    try (Image flat = Image.blank(2000, 1, 0, 0, 0);
        Image high = Image.blank(1, 100, 0, 0, 0)) {
      flat.write(file);
      assertThatThrownBy(() -> Pipeline.parse("side-by-side with='" + file + "'").apply(high))
          .isInstanceOf(OcelliException.class)
          .hasMessageContaining("too wide");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line points=1,1",
        "arrow from=1,1;2,2",
        "rectangle corners=1,1",
        "circle radius=-1",
        "circle center=1,1;2,2",
        "triangle corners=1,1;2,2",
        "polygon points=1,1;2,2",
        "text",
        "text text=x size=0.5",
        "label text=x opacity=1.5",
        "grid columns=0",
        "overlay",
        "overlay mask=no-such-file.png",
        "montage second=no-such-file.png"
      })
  void wrongUseIsRefusedBeforeAnyPictureIsRead(String text) {
    assertThatThrownBy(() -> Pipeline.parse(text)).isInstanceOf(UsageException.class);
  }

  private static Point p(double x, double y) {
    return new Point(x, y);
  }

  private static Image noise(int width, int height, long seed) {
    byte[] bgr = new byte[3 * width * height];
    new Random(seed).nextBytes(bgr);
    return Image.ofBgr(width, height, bgr);
  }

  private static byte[] bytes(Image image) {
    byte[] bytes = new byte[3 * image.width() * image.height()];
    image.pixels().get(bytes);
    return bytes;
  }
}
