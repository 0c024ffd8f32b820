package io.ocelli.model.zoo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.zoo.ModelStore;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a registry to the store. */
class ModelPullTest {
  private static final String SHA256 =
      "486cf6b7d7cdb5fdce37e65537326fac02f9c9866efe1f09e3f9779e495e8624";
  private static final TransferLimits QUICK =
      new TransferLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1,
          Duration.ofMillis(5));

  @TempDir Path folder;
  private WrongServer server;
  private byte[] model;
  private ModelStore store;

  @BeforeEach
  void start() throws IOException {
    model = Files.readAllBytes(TestData.require("models/mnist-opt.onnx"));
    server = new WrongServer();
    server.on("/mnist.onnx", WrongServer.proper(model, "\"1\""));
    store = ModelStore.at(folder.resolve("models"));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private PullOptions options() {
    return new PullOptions(folder, QUICK, Map.of(), null, false, false, false);
  }

  private ModelPull pull(PullOptions options) {
    return new ModelPull(store, options, TransferListener.SILENT);
  }

  private RegistryEntry entry(String more) {
    String text =
        """
        registry: 1
        models:
          - name: ziffern
            task: classify
            urls: %s
            licence: {name: MIT, url: "https://example.org/licence"}
            input: {width: 28, height: 28, color: gray, scale: 1, mean: [0], std: [1]}
            output: logits
        %s
        """
            .formatted(server.url("/mnist.onnx"), more.indent(4));
    return Registry.read(text, "a test", null).entry("ziffern");
  }

  private RegistryEntry pinnedEntry() {
    return entry("sha256: " + SHA256 + "\nbytes: 25905\nlabels: digits");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aModelComesWithItsDescriptionAndItsLicence() throws Exception {
    Pulled pulled = pull(options()).pull(pinnedEntry());
    assertThat(pulled.alreadyThere()).isFalse();
    assertThat(files()).containsExactly("models/ziffern.onnx", "models/ziffern.yaml");
    assertThat(folder.resolve("models/ziffern.yaml"))
        .content()
        .contains("licence: \"MIT\"", "https://example.org/licence", SHA256, "checksum: \"checked");
    assertThat(store.info("ziffern").card().labels()).hasSize(10);

    int before = server.requests().size();
    Pulled again = pull(options()).pull(pinnedEntry());
    assertThat(again.alreadyThere()).isTrue();
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void anotherModelOfThatNameIsNotTouched() throws Exception {
    pull(options()).pull(pinnedEntry());
    RegistryEntry other = entry("sha256: " + "0".repeat(64) + "\nlabels: digits");
    assertThatThrownBy(() -> pull(options()).pull(other))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("another model of that name");
    assertThatThrownBy(() -> pull(options().withWishes(true, false, false)).pull(other))
        .hasMessageContaining("not the one that the registry names");
    assertThat(files()).containsExactly("models/ziffern.onnx", "models/ziffern.yaml");
    assertThat(store.info("ziffern").sha256()).isEqualTo(SHA256);
    pull(options().withName("zwei")).pull(pinnedEntry());
    assertThat(ModelLocator.names(store.folder())).containsExactly("ziffern", "zwei");
  }

  @Test
  void aBrokenDownloadLeavesNothingInTheStoreAndGoesOn() throws Exception {
    server.on("/mnist.onnx", WrongServer.cutOff(model, "\"1\"", 10_000));
    assertThatThrownBy(() -> pull(options()).pull(pinnedEntry()))
        .hasMessageContaining("the connection ended before the file");
    assertThat(ModelLocator.names(store.folder())).isEmpty();
    assertThat(files())
        .containsExactly("downloads/ziffern/model.part", "downloads/ziffern/model.part.state");
    server.on("/mnist.onnx", WrongServer.proper(model, "\"1\""));
    pull(options()).pull(pinnedEntry());
    assertThat(server.requests()).last().extracting(WrongServer.Request::from).isEqualTo(10_000);
    assertThat(store.info("ziffern").sha256()).isEqualTo(SHA256);
    assertThat(files()).containsExactly("models/ziffern.onnx", "models/ziffern.yaml");
  }

  @Test
  void anUnknownChecksumIsPinnedAndADifferentFileRefused() throws Exception {
    RegistryEntry entry = entry("labels: digits");
    Pulled first = pull(options()).pull(entry);
    assertThat(first.remarks()).anyMatch(line -> line.contains("pinned as seen today"));
    assertThat(folder.resolve("pins.yaml")).content().contains(SHA256, "/mnist.onnx");

    byte[] other = model.clone();
    other[other.length / 2] ^= 1;
    server.on("/mnist.onnx", WrongServer.proper(other, "\"2\""));
    PullOptions replacing = options().withWishes(true, false, false);
    assertThatThrownBy(() -> pull(replacing).pull(entry))
        .hasMessageContainingAll("not the one that the pin of", "--repin");
    assertThat(store.info("ziffern").sha256()).isEqualTo(SHA256);
    Pulled repinned = pull(options().withWishes(true, true, false)).pull(entry);
    assertThat(repinned.sha256()).isNotEqualTo(SHA256);
    assertThat(folder.resolve("pins.yaml")).content().doesNotContain(SHA256);
  }

  @Test
  void aFileThatIsNoModelIsRefusedAndDeleted() throws Exception {
    server.on("/mnist.onnx", WrongServer.body(DownloadTest.bytes(5_000, 1)));
    assertThatThrownBy(() -> pull(options()).pull(entry("labels: digits")))
        .hasMessageContaining("not an ONNX model");
    assertThat(files()).isEmpty();
  }

  @Test
  void aDescriptionThatDoesNotFitIsRefusedAndTheFileKeptForTheNextTry() throws Exception {
    RegistryEntry wrong = entry("sha256: " + SHA256 + "\nlabels: [eins, zwei]");
    assertThatThrownBy(() -> pull(options()).pull(wrong))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("2 labels, 10 classes");
    assertThat(ModelLocator.names(store.folder())).isEmpty();
    int before = server.requests().size();
    pull(options()).pull(pinnedEntry());
    assertThat(server.requests()).hasSize(before);
    assertThat(files()).containsExactly("models/ziffern.onnx", "models/ziffern.yaml");
  }

  @Test
  void labelsAreDownloadedOnceAndPinned() throws Exception {
    String names = "null\neins\nzwei\ndrei\nvier\nfünf\nsechs\nsieben\nacht\nneun\n";
    server.on("/names.txt", WrongServer.body(names.getBytes(StandardCharsets.UTF_8)));
    RegistryEntry entry =
        entry("sha256: " + SHA256 + "\nlabels: {urls: \"" + server.url("/names.txt") + "\"}");
    pull(options()).pull(entry);
    assertThat(store.info("ziffern").card().labels()).contains("fünf");
    pull(options().withName("zwei")).pull(entry);
    assertThat(server.requests()).filteredOn(r -> r.path().equals("/names.txt")).hasSize(1);
    assertThat(folder.resolve("pins.yaml")).content().contains("/names.txt");
  }

  @Test
  void theKnownAnswerIsChecked() throws Exception {
    Path nine = TestData.require("models/samples/mnist_nine.bmp");
    String expect = "sha256: " + SHA256 + "\nlabels: digits\nexpect: {urls: \"" + nine.toUri();
    Pulled right =
        pull(options().withWishes(false, false, true)).pull(entry(expect + "\", index: 9}"));
    assertThat(right.remarks()).anyMatch(line -> line.contains("answers '9' to mnist_nine.bmp"));
    RegistryEntry wrong = entry(expect + "\", index: 3}");
    assertThatThrownBy(
            () -> pull(options().withName("b").withWishes(false, false, true)).pull(wrong))
        .hasMessageContainingAll("does not answer as the registry says", "class 9", "instead of 3");
    assertThat(ModelLocator.names(store.folder())).containsExactly("ziffern");
  }

  @Test
  void twoPullsOfOneModelDoNotMeet() throws Exception {
    Path lock = folder.resolve("downloads/ziffern.lock");
    try (PullLock held = PullLock.take(lock, "ziffern", Duration.ZERO)) {
      assertThatThrownBy(() -> pull(options()).pull(pinnedEntry()))
          .hasMessageContaining("another process is downloading it: ziffern");
    }
    assertThat(pull(options()).pull(pinnedEntry()).alreadyThere()).isFalse();
  }
}
