package io.ocelli.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real pictures and models for the tests ({@code -Docelli.testdata=DIR}); a test that needs what is
 * absent skips.
 */
public final class TestData {
  private TestData() {}

  /**
   * The file or folder below the test data, or a skip of the calling test that names what is
   * missing.
   */
  public static Path require(String relative) {
    Path path =
        Path.of(System.getProperty("ocelli.testdata", "../../shared/data"))
            .resolve(relative)
            .normalize();
    Assumptions.assumeTrue(Files.exists(path), () -> "test data is absent: " + path);
    return path;
  }
}
