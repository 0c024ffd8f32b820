package io.ocelli.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {
  private static byte[] hash(int n) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(new byte[] {(byte) n});
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsFeaturesAcrossOpenings(@TempDir Path dir) {
    Path file = dir.resolve("葉/f.bin");
    try (FeatureStore store = new FeatureStore(file, 3)) {
      assertThat(store.get(hash(1))).isNull();
      store.put(hash(1), new float[] {1, -2, 3.5f});
      store.put(hash(2), new float[] {4, 5, 6});
      assertThat(store.get(hash(1))).containsExactly(1, -2, 3.5f);
    }
    try (FeatureStore store = new FeatureStore(file, 3)) {
      assertThat(store.size()).isEqualTo(2);
      assertThat(store.get(hash(2))).containsExactly(4, 5, 6);
    }
  }

  @Test
  void forgetsDamagedRecordsAndGoesOn(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("f.bin");
    try (FeatureStore store = new FeatureStore(file, 3)) {
      for (int i = 0; i < 4; i++) {
        store.put(hash(i), new float[] {i, i, i});
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    int record = bytes.length / 4;
    bytes[record + 35] ^= 1;
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    try (FeatureStore store = new FeatureStore(file, 3)) {
      assertThat(store.get(hash(0))).containsExactly(0, 0, 0);
      assertThat(store.get(hash(1))).isNull();
      assertThat(store.get(hash(2))).containsExactly(2, 2, 2);
      assertThat(store.get(hash(3))).isNull();
      store.put(hash(3), new float[] {9, 9, 9});
    }
    try (FeatureStore store = new FeatureStore(file, 3)) {
      assertThat(store.get(hash(3))).containsExactly(9, 9, 9);
      assertThat(store.get(hash(0))).containsExactly(0, 0, 0);
    }
  }
}
