package io.ocelli.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.image.Preprocess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
  /** The upright picture is 0 1 2 / 3 4 5 / 6 7 8. */
  @ParameterizedTest
  @CsvSource({
    "UPRIGHT, 012345678",
    "MIRRORED, 210543876",
    "UPSIDE_DOWN, 678345012",
    "HALF_TURN, 876543210",
    "TRANSPOSED, 036147258",
    "QUARTER_TURN, 630741852",
    "THREE_QUARTER_TURN, 258147036",
    "TRANSVERSED, 852741630"
  })
  void eachIsWhatItsNameSays(View view, String expected) {
    StringBuilder seen = new StringBuilder();
    for (int source : view.sources(3, 3)) {
      seen.append(source);
    }
    assertThat(seen).hasToString(expected);
  }

  @Test
  void mirrorsFitAnyInputAndTurnsSquareOnesOnly() {
    assertThat(View.MIRRORED.sources(3, 2)).containsExactly(2, 1, 0, 5, 4, 3);
    assertThat(View.UPSIDE_DOWN.sources(3, 2)).containsExactly(3, 4, 5, 0, 1, 2);
    assertThatThrownBy(() -> View.QUARTER_TURN.sources(3, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"NCHW, 4", "NHWC, 4", "NCHW, 1", "NHWC, 1", "NHWC, 2"})
  void everyChannelOfTheRememberedPictureIsTurned(Preprocess.Layout layout, int bytes) {
    int width = 4;
    int height = 2;
    Preprocess input = Preprocess.stretch01(width, height).withLayout(layout);
    int picture = input.elements() * bytes;
    ByteBuffer batch = ByteBuffer.allocateDirect(2 * picture).order(ByteOrder.nativeOrder());
    for (int i = 0; i < picture; i++) {
      batch.put(i, (byte) i);
    }
    ViewWriter writer = new ViewWriter(input, bytes);
    writer.take(batch, 0);
    writer.write(View.MIRRORED, batch, 1);
    writer.write(View.UPSIDE_DOWN, batch, 0);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int b = 0; b < bytes; b++) {
            int to = at(layout, c, y, x, width, height) * bytes + b;
            int mirrored = at(layout, c, y, width - 1 - x, width, height) * bytes + b;
            int turned = at(layout, c, height - 1 - y, x, width, height) * bytes + b;
            assertThat(batch.get(picture + to)).isEqualTo((byte) mirrored);
            assertThat(batch.get(to)).isEqualTo((byte) turned);
          }
        }
      }
    }
  }

  private static int at(Preprocess.Layout layout, int c, int y, int x, int width, int height) {
    return layout == Preprocess.Layout.NHWC
        ? (y * width + x) * 3 + c
        : (c * height + y) * width + x;
  }
}
