package io.ocelli.app.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found is what a plain comparison in double precision finds. */
class NearestTest {
  private static final int ROWS = 3000;
  private static final int COLUMNS = 515;

  @TempDir Path folder;
  private final float[][] rows = new float[ROWS][COLUMNS];

  private Npy matrix() throws IOException {
    Random random = new Random(7);
    for (float[] row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    rows[17] = new float[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      rows[2900][i] = 3 * rows[5][i] + 0.1f * rows[6][i];
      rows[1200][i] = rows[40][i];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Npy.head(ROWS, COLUMNS));
    for (float[] row : rows) {
      bytes.write(Npy.row(row));
    }
    return Npy.open(Files.write(folder.resolve("m.npy"), bytes.toByteArray()));
  }

  private double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < COLUMNS; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
  }

  @Test
  void theNearestComeFirst() throws IOException {
    try (Npy matrix = matrix()) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        order.add(i);
      }
      order.sort(Comparator.comparingDouble(i -> -cosine(rows[5], rows[i])));
      List<Nearest.Hit> hits = Nearest.to(rows[5], matrix, 20);
      assertThat(hits).extracting(Nearest.Hit::row).isEqualTo(order.subList(0, 20));
      assertThat(hits.get(0).row()).isEqualTo(5);
      assertThat(hits.get(1).row()).isEqualTo(2900);
      for (Nearest.Hit hit : hits) {
        assertThat((double) hit.cosine())
            .isCloseTo(cosine(rows[5], rows[hit.row()]), Offset.offset(1e-5));
      }
      assertThat(Nearest.to(rows[40], matrix, 2))
          .extracting(Nearest.Hit::row)
          .containsExactly(40, 1200);
    }
  }

  @Test
  void pairsAcrossBlocksAreFound() throws IOException {
    try (Npy matrix = matrix()) {
      assertThat(Nearest.alike(matrix, 0.9f))
          .extracting(Nearest.Pair::first, Nearest.Pair::second)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(5, 2900),
              org.assertj.core.groups.Tuple.tuple(40, 1200));
    }
  }

  @Test
  void whatIsNoMatrixIsSaid() throws IOException {
    Path text = Files.writeString(folder.resolve("a.npy"), "not a matrix, but long enough");
    assertThatThrownBy(() -> Npy.open(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no matrix of float32 numbers");
    Path empty = Files.writeString(folder.resolve("b.npy"), "");
    assertThatThrownBy(() -> Npy.open(empty)).isInstanceOf(UsageException.class);
    Path cut = Files.write(folder.resolve("c.npy"), Npy.head(3, 4));
    assertThatThrownBy(() -> Npy.open(cut))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("the features end too soon");
  }
}
