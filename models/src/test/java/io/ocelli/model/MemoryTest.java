package io.ocelli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.SourceListing;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory goes back: a leaked session is 5 MiB, a leaked picture 0.2 MiB. */
class MemoryTest {
  private static final long BOUND = 60L << 20;

  @TempDir Path folder;

  @BeforeEach
  void needsProc() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc");
  }

  /** What the tests leave on the Java heap is below 20 MiB, so its growth cannot hide a leak. */
  private static long residentBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no VmRSS in /proc/self/status");
  }

  @Test
  void openingAndClosingKeepsNothing() {
    Path file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    long early = 0;
    for (int i = 0; i < 200; i++) {
      OnnxModel.open(file, OnnxOptions.SHARED.withDevice(Device.CPU)).close();
      if (i == 9) {
        early = residentBytes();
      }
    }
    assertThat(residentBytes() - early).isLessThan(BOUND);
  }

  @Test
  void manyPicturesKeepNothing() throws IOException {
    List<ByteSource> some = SourceListing.of(TestData.require("plants/val")).sources();
    List<ByteSource> many = new ArrayList<>();
    while (many.size() < 800) {
      many.addAll(some.subList(0, 100));
    }
    long[] early = {0};
    int[] seen = {0};
    try (Classifier classifier = Classifier.open(ModelFixture.leaves(folder))) {
      classifier.classifyAll(
          many,
          1,
          outcome -> {
            if (++seen[0] == 200) {
              early[0] = residentBytes();
            }
          });
      assertThat(residentBytes() - early[0]).isLessThan(BOUND);
    }
  }
}
