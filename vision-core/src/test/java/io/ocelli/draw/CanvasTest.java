package io.ocelli.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.image.Rgb;
import org.junit.jupiter.api.Test;

class CanvasTest {
  @Test
  void aFrameOfWidthOneColoursTheInnerEdge() {
    try (Image image = Image.blank(8, 6, 0, 0, 0)) {
      Canvas.on(image).rectangle(new Box(2, 1, 6, 5), Rgb.WHITE, 1);
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          boolean inside = x >= 2 && x < 6 && y >= 1 && y < 5;
          boolean edge = inside && (x == 2 || x == 5 || y == 1 || y == 4);
          assertThat(image.pixels().get(3 * (y * 8 + x)) & 255).isEqualTo(edge ? 255 : 0);
        }
      }
    }
  }
}
