package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ocelli.draw.Annotator.Link;
import io.ocelli.draw.Annotator.Style;
import io.ocelli.draw.TextStyle.Fonts;
import io.ocelli.geometry.Box;
import io.ocelli.geometry.Point;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import io.ocelli.testing.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatorTest {
  private static final Annotator ANNOTATOR =
      new Annotator(new Style(2, 12, 0.15, 0.5, Fonts.BUNDLED));

  @Test
  void annotationsLookAsTheyDid() {
    try (Image image = Image.blank(320, 240, 120, 140, 110)) {
      byte[] mask = new byte[320 * 240];
      java.util.Arrays.fill(mask, 150 * 320, 190 * 320, (byte) 255);
      ANNOTATOR
          .mask(image, mask, 5)
          .box(image, new Box(20, 40, 110, 120), "leaf 0.93", 0)
          .box(image, new Box(130, 2, 200, 60), "no room above", 1)
          .box(image, new Box(270, 60, 330, 130), "right edge", 9)
          .box(image, new Box(140, 90, 210, 140), "叶子 0.41", 17)
          .box(image, new Box(220, 150, 260, 190), "", 25)
          .polygon(
              image, List.of(new Point(20, 160), new Point(80, 150), new Point(60, 215)), "leaf", 2)
          .keypoints(
              image,
              List.of(new Point(120, 170), new Point(150, 200), new Point(180, 165)),
              List.of(new Link(0, 1), new Link(1, 2)),
              3)
          .track(image, new Box(230, 205, 300, 236), "car", 4)
          .trail(image, List.of(new Point(110, 230), new Point(150, 222), new Point(190, 228)), 4)
          .caption(image, "frame 17");
      Golden.check(image, "annotator.png", 24, 0.01);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-50,-50,20,20",
    "90,90,150,150",
    "-10,40,200,60",
    "40,-10,60,200",
    "-99,-99,-50,-50",
    "0,0,100,100",
    "99,0,100,1",
    "60,30,20,10"
  })
  void theWholeLabelLiesInThePicture(float x1, float y1, float x2, float y2) {
    Rgb colour = Palette.of(0);
    try (Image image = Image.blank(100, 100, 255, 255, 255)) {
      ANNOTATOR.box(image, new Box(x1, y1, x2, y2), "leaf", 0);
      int background = 0;
      var pixels = image.pixels();
      for (int i = 0; i < 30_000; i += 3) {
        background += (pixels.get(i + 2) & 255) == colour.red() ? 1 : 0;
      }
      // Its box of about 28x23 pixels, less the letters.
      assertThat(background).isGreaterThan(400);
    }
  }

  @Test
  void aBoxWithoutLabelIsItsFrame() {
    try (Image image = Image.blank(30, 30, 0, 0, 0)) {
      new Annotator(new Style(1, 0, 0, 0, Fonts.BUNDLED))
          .box(image, new Box(9.6f, 9.6f, 20.4f, 20.4f), "", 1);
      int coloured = 0;
      for (int i = 0; i < 2700; i += 3) {
        coloured += image.pixels().get(i + 2) != 0 ? 1 : 0;
      }
      assertThat(coloured).isEqualTo(4 * 10 - 4);
    }
  }

  @Test
  void lineWidthsGrowWithThePicture() {
    assertThat(LineWidth.of(64, 48)).isEqualTo(1);
    assertThat(LineWidth.of(640, 480)).isEqualTo(2);
    assertThat(LineWidth.of(4000, 3000)).isEqualTo(11);
  }

  @Test
  void montagesLookAsTheyDid() {
    Montage.Layout layout =
        new Montage.Layout(
            3,
            60,
            45,
            6,
            new Rgb(40, 40, 40),
            Optional.of(TextStyle.of(11).withFonts(Fonts.BUNDLED)),
            false);
    try (Montage montage = new Montage(layout)) {
      for (int i = 0; i < 5; i++) {
        try (Image picture = Image.blank(20 + 40 * i, 60, 0, 0, 0)) {
          Canvas.on(picture)
              .fillRectangle(new Box(0, 0, 2000, 2000), Palette.of(i), 1)
              .circle(new Point(10 + 20 * i, 30), 10, Rgb.WHITE, 3);
          montage.add(picture, i == 3 ? "a caption that is too long" : "picture " + i);
        }
      }
      assertThat(montage.count()).isEqualTo(5);
      try (Image sheet = montage.finish()) {
        Golden.check(sheet, "montage.png", 24, 0.01);
        Box last = montage.cell(4);
        int x = (int) last.center().x() + 25;
        int y = (int) last.center().y();
        int middle = 3 * (y * sheet.width() + x);
        assertThat(sheet.pixels().get(middle + 2) & 255).isEqualTo(Palette.of(4).red());
      }
    }
  }

  @Test
  void picturesBesideEachOtherAreAsHighAsTheFirst() {
    try (Image first = Image.blank(30, 20, 255, 0, 0);
        Image second = Image.blank(60, 40, 0, 255, 0);
        Image third = Image.blank(5, 10, 0, 0, 255);
        Image joined = Montage.sideBySide(List.of(first, second, third), 4, Rgb.BLACK)) {
      assertThat(joined.width()).isEqualTo(30 + 4 + 30 + 4 + 10);
      assertThat(joined.height()).isEqualTo(20);
      byte[] row = new byte[3 * joined.width()];
      joined.pixels().get(0, row);
      assertThat(row[3 * 29]).isEqualTo((byte) 255);
      assertThat(row[3 * 31]).isZero();
      assertThat(row[3 * 34 + 1]).isEqualTo((byte) 255);
      assertThat(row[3 * 77 + 2]).isEqualTo((byte) 255);
    }
  }

  @Test
  void wrongMontagesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Montage.Layout.of(0, 10, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> Montage.Layout.of(2, 0, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Montage.sideBySide(List.of(), 0, Rgb.BLACK));
    try (Montage empty = new Montage(Montage.Layout.of(2, 10, 10))) {
      assertThatIllegalStateException().isThrownBy(empty::finish);
    }
  }
}
