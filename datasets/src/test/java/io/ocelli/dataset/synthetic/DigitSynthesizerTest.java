package io.ocelli.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.SplitRatios;
import io.ocelli.dataset.format.DatasetFormat;
import io.ocelli.dataset.format.ReadOptions;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitSynthesizerTest {
  private static final int SIDE = 28;
  private static final int LEARNED = 2000;
  private static final int ASKED = 300;

  @TempDir Path dir;

  /** Gray values, blurred, with the mean 0 and the length 1. */
  private static float[] look(SyntheticPicture picture) {
    byte[] bgr = ((DataBufferByte) picture.picture().getRaster().getDataBuffer()).getData();
    float[] look = new float[SIDE * SIDE];
    double sum = 0;
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) {
        int at = y * SIDE + x;
        for (int dy = -SIDE; dy <= SIDE; dy += SIDE) {
          for (int dx = -1; dx <= 1; dx++) {
            look[at] += bgr[3 * (at + dy + dx)] & 255;
          }
        }
        sum += look[at];
      }
    }
    double length = 0;
    for (int i = 0; i < look.length; i++) {
      look[i] -= (float) (sum / look.length);
      length += look[i] * look[i];
    }
    for (int i = 0; i < look.length; i++) {
      look[i] /= (float) Math.sqrt(length);
    }
    return look;
  }

  @Test
  void theNearestOfTwoThousandTellsNineOfTen() {
    DigitSynthesizer digits = new DigitSynthesizer(SIDE, 1);
    float[][] known = new float[LEARNED][];
    for (int i = 0; i < LEARNED; i++) {
      known[i] = look(digits.picture(i));
    }
    int right = 0;
    for (int i = LEARNED; i < LEARNED + ASKED; i++) {
      float[] asked = look(digits.picture(i));
      int best = 0;
      double most = -2;
      for (int k = 0; k < LEARNED; k++) {
        double alike = 0;
        for (int p = 0; p < asked.length; p++) {
          alike += asked[p] * known[k][p];
        }
        if (alike > most) {
          most = alike;
          best = k;
        }
      }
      right += best % 10 == i % 10 ? 1 : 0;
    }

    assertThat(right).as("of %d", ASKED).isGreaterThan(ASKED * 9 / 10);
  }

  @Test
  void idxAndFoldersHoldThem() {
    SyntheticDataset set =
        new SyntheticDataset(new DigitSynthesizer(SIDE, 1), new SplitRatios(0, 0.2));
    for (String name : new String[] {"idx", "folders", "coco"}) {
      DatasetFormat format = DatasetFormat.ofName(name);
      set.write(dir.resolve(name), format, 50, 2, n -> {});
      DetectionDataset read = format.read(dir.resolve(name), ReadOptions.DEFAULT);
      assertThat(read.pictures(Split.TRAIN)).hasSize(40);
      assertThat(read.pictures(Split.TEST)).hasSize(10);
      assertThat(read.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      if (name.equals("coco")) {
        assertThat(read.instances()).isEqualTo(50);
      } else {
        assertThat(read.pictures()).allMatch(one -> one.labels().size() == 1);
      }
    }
  }
}
