package io.ocelli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Markers are found where a plain search finds them. */
class JpegMarkersTest {
  /** Values beside which a carry or a mask could go wrong, and those with a meaning. */
  private static final int[] VALUES = {
    0, 0, 0xFF, 0xFF, 0xFF, 1, 0x7F, 0x80, 0xFE, 0xCF, 0xD0, 0xD7, 0xD8, 0xD9, 0xDA, 0x40
  };

  private static int plain(byte[] bytes, int from, boolean inScan) {
    for (int i = from; i < bytes.length - 1; i++) {
      int next = bytes[i + 1] & 0xFF;
      boolean restart = next >= 0xD0 && next <= 0xD7;
      if (bytes[i] == -1 && next != 0 && next != 0xFF && !(inScan && restart)) {
        return i;
      }
    }
    return -1;
  }

  private static int found(byte[] bytes, int from, boolean inScan) {
    Source source = new Source(bytes, "picture");
    return inScan ? JpegMarkers.afterScan(source, from) : JpegMarkers.next(source, from);
  }

  private static byte[] random(Random random, int length, double rare) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int value = random.nextDouble() < rare ? VALUES[random.nextInt(VALUES.length)] : 0xFF;
      bytes[i] = (byte) (value == 0xFF && random.nextInt(4) > 0 ? 0 : value);
    }
    return bytes;
  }

  @Test
  void everyMarkerIsFoundAndNothingElse() {
    Random random = new Random(7);
    int hits = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] bytes = random(random, random.nextInt(60), random.nextDouble());
      boolean inScan = round % 2 == 0;
      for (int from = 0; from <= bytes.length; from++) {
        int start = from;
        int expected = plain(bytes, from, inScan);
        if (expected < 0) {
          assertThatThrownBy(() -> found(bytes, start, inScan))
              .isInstanceOf(UnreadableImageException.class)
              .hasMessageContaining("without an end marker");
        } else {
          assertThat(found(bytes, start, inScan)).isEqualTo(expected);
          hits++;
        }
      }
    }
    assertThat(hits).isGreaterThan(20_000);
  }
}
