package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli models pull} and {@code models search} with a site's registry of files. */
class ModelsPullTest {
  @TempDir Path folder;

  @BeforeEach
  void ownStore() {
    System.setProperty("ocelli.home", folder.resolve("home").toString());
  }

  @AfterEach
  void usersStore() {
    System.clearProperty("ocelli.home");
  }

  private String registry() throws IOException {
    Path model = TestData.require("models/mnist-opt.onnx");
    return Files.writeString(
            folder.resolve("site.yaml"),
            """
            registry: 1
            models:
              - &digits
                name: ziffern
                title: Digits of the site
                task: classify
                urls: %s
                licence: {name: MIT, url: "https://example.org/licence"}
                input: {width: 28, height: 28, color: gray, scale: 1, mean: [0], std: [1]}
                labels: digits
              - name: gone
                task: classify
                urls: nothing-here.onnx
                licence: MIT
                input: {width: 28, height: 28, color: gray}
                labels: digits
            """
                .formatted(model.toUri()))
        .toString();
  }

  @Test
  void aModelIsPulledAndUsed() throws IOException {
    String registry = registry();
    Invocation found = Invocation.here("models", "search", "site", "--registry", registry);
    assertThat(found.out()).startsWith("  ziffern").contains("MIT", "Digits of the site");

    Invocation pulled = Invocation.here("models", "pull", "ziffern", "--registry", registry);
    assertThat(pulled.code()).as(pulled.err()).isEqualTo(ExitCode.DONE);
    assertThat(pulled.out()).isEqualTo("ziffern\n");
    assertThat(pulled.err())
        .contains(
            "licence: MIT (https://example.org/licence)", "pinned as seen today", "-m ziffern");
    Invocation answer =
        Invocation.here(
            "classify",
            TestData.require("models/samples/mnist_nine.bmp").toString(),
            "-m",
            "ziffern");
    assertThat(answer.out()).as(answer.err()).contains("9");

    Invocation again = Invocation.here("models", "pull", "ziffern", "--registry", registry);
    assertThat(again.code()).isEqualTo(ExitCode.DONE);
    assertThat(again.err()).contains("in the store already");
    assertThat(Invocation.here("models", "search", "site", "--registry", registry).out())
        .startsWith("* ziffern");
  }

  @Test
  void oneOfTwoMayFail() throws IOException {
    Invocation both =
        Invocation.here("models", "pull", "gone", "ziffern", "--registry", registry());
    assertThat(both.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(both.err()).contains("failed: gone: ", "cannot be read");
    assertThat(both.out()).isEqualTo("ziffern\n");
    Invocation one = Invocation.here("models", "pull", "gone", "--registry", registry());
    assertThat(one.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(Invocation.here("models", "pull", "yolox-nan").err())
        .contains("no such model in the registry", "did you mean 'yolox-nano'");
  }

  @Test
  void theListSaysWhatWasVerified() {
    Invocation list = Invocation.here("models", "search", "yunet", "-v");
    assertThat(list.code()).isEqualTo(ExitCode.DONE);
    assertThat(list.out()).contains("yunet-dynamic", "detect", "sha256", "verified");
    assertThat(Invocation.here("models", "search", "no-such-thing").out()).isEmpty();
  }
}
