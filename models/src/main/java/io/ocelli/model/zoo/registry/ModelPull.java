package io.ocelli.model.zoo.registry;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.Classification;
import io.ocelli.model.Classifier;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.zoo.Labels;
import io.ocelli.model.zoo.ModelAddition;
import io.ocelli.model.zoo.ModelStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Downloads models of a registry into the store. The file is whole, has the checksum that the
 * registry or an earlier download says, and has been run once before it is in the store; until then
 * it lies in {@code downloads/} of the home folder, where no other command looks.
 *
 * <p>Nothing but this class makes Ocelli reach for the network on behalf of a model.
 */
public final class ModelPull {
  private static final long MOST_MODEL_BYTES = 8L << 30;
  private static final long MOST_SMALL_BYTES = 16L << 20;
  private static final Duration SMALL_FILE_PATIENCE = Duration.ofSeconds(60);

  private final ModelStore store;
  private final PullOptions options;
  private final TransferListener listener;
  private final Pins pins;
  private final Download download;
  private final Clock clock;

  /**
   * @param store into which models go
   * @param listener is told how it goes
   */
  public ModelPull(ModelStore store, PullOptions options, TransferListener listener) {
    this(store, options, listener, Clock.systemUTC());
  }

  ModelPull(ModelStore store, PullOptions options, TransferListener listener, Clock clock) {
    this.store = store;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    this.pins = new Pins(options.home().resolve("pins.yaml"));
    this.download = new Download(options.limits(), options.environment(), listener);
  }

  /**
   * Pulls a model.
   *
   * @throws UsageException when another model has its name
   * @throws OcelliException when it cannot be downloaded, is not the file it should be, or does not
   *     fit its description
   */
  public Pulled pull(RegistryEntry entry) throws InterruptedException {
    String name = options.name() == null ? entry.name() : options.name();
    Path downloads = options.home().resolve("downloads");
    try (PullLock held =
        PullLock.take(downloads.resolve(fileName(entry) + ".lock"), entry.name(), Duration.ZERO)) {
      return pull(entry, name, downloads.resolve(fileName(entry)));
    } catch (IOException e) {
      throw new OcelliException(
          "the download cannot be written",
          String.valueOf(e.getMessage()),
          downloads.toString(),
          "check permissions and space, or set OCELLI_HOME to another folder",
          e);
    }
  }

  /** A folder name of the entry: names of a site may hold what no file name may. */
  private static String fileName(RegistryEntry entry) {
    String safe = entry.name().replaceAll("[^\\p{L}\\p{N}._-]", "-");
    return safe.equals(entry.name()) && !safe.startsWith(".")
        ? safe
        : safe.replace('.', '-') + "-" + Integer.toHexString(entry.name().hashCode());
  }

  private Pulled pull(RegistryEntry entry, String name, Path folder)
      throws IOException, InterruptedException {
    Expected expected = expected(entry.file());
    if (ModelLocator.names(store.folder()).contains(name) && !options.replace()) {
      String sha256 = PartFile.sha256(store.folder().resolve(name + ".onnx"));
      if (sha256.equals(expected.file().sha256())) {
        return new Pulled(entry, name, null, sha256, List.of());
      }
      throw new UsageException(
          "the store has another model of that name",
          name,
          store.folder().toString(),
          "give another --name, or use --replace");
    }
    Files.createDirectories(folder);
    List<String> labels = entry.labels() == null ? List.of() : labels(entry.labels());
    Path staged = folder.resolve("model.onnx");
    Path part = folder.resolve("model.part");
    if (Files.exists(staged)) {
      // A run that ended between download and store.
      Files.move(staged, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Downloaded got = download.fetch(expected.file(), expected.by(), part, MOST_MODEL_BYTES);
    ModelCard card = EntryCard.of(entry, labels, provenance(entry, got, expected));
    Files.move(part, staged, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(ModelCard.yamlBeside(staged), card.toYaml());
    List<String> remarks = new ArrayList<>();
    ModelStore.Added added;
    try {
      checkAnswer(entry, staged, remarks);
      added = store.add(ModelAddition.of(staged).withName(name).withReplace(options.replace()));
    } catch (OcelliException e) {
      Files.deleteIfExists(ModelCard.yamlBeside(staged));
      if (entry.file().sha256() == null) {
        Files.deleteIfExists(staged);
      } else {
        Files.move(staged, part, StandardCopyOption.REPLACE_EXISTING);
      }
      throw e;
    }
    remarks.addAll(added.assumptions());
    pin(entry.file().urls().get(0), got, expected, remarks);
    Files.deleteIfExists(staged);
    Files.deleteIfExists(ModelCard.yamlBeside(staged));
    Files.deleteIfExists(folder);
    return new Pulled(entry, name, added.model(), got.sha256(), remarks);
  }

  /**
   * A file with the checksum it has to have.
   *
   * @param by who says so; empty when nobody does
   * @param pin whether the checksum of the download has to be pinned
   */
  private record Expected(RemoteFile file, String by, boolean pin) {}

  private Expected expected(RemoteFile file) {
    if (file.sha256() != null) {
      return new Expected(file, "the registry", false);
    }
    Pins.@Nullable Pin pin = options.repin() ? null : pins.of(file.urls().get(0)).orElse(null);
    return pin == null
        ? new Expected(file, "", true)
        : new Expected(
            file.withSha256(pin.sha256()),
            "the pin of " + pin.day() + " (pins.yaml; --repin if the publisher has changed it)",
            false);
  }

  private void pin(URI url, Downloaded got, Expected expected, List<String> remarks)
      throws IOException, InterruptedException {
    if (expected.pin()) {
      pins.put(url, got.sha256(), LocalDate.now(clock));
      remarks.add(
          "nobody had written down the checksum of "
              + url
              + "; it is pinned as seen today ("
              + got.sha256().substring(0, 12)
              + "...), and a later download that differs is refused");
    }
  }

  private Map<String, Object> provenance(RegistryEntry entry, Downloaded got, Expected expected) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("title", entry.title());
    provenance.put("registry", entry.origin());
    provenance.put("url", got.from().toString());
    if (entry.home() != null) {
      provenance.put("home", entry.home());
    }
    provenance.put("licence", entry.licence().name());
    if (entry.licence().url() != null) {
      provenance.put("licence_url", entry.licence().url());
    }
    provenance.put("sha256", got.sha256());
    provenance.put("checksum", expected.pin() ? "pinned by this download" : "checked");
    provenance.put("bytes", got.bytes());
    provenance.put("pulled", LocalDate.now(clock).toString());
    return provenance;
  }

  private List<String> labels(LabelList list) throws IOException, InterruptedException {
    return list.file() == null
        ? list.names()
        : Labels.read(small(list.file(), options.home().resolve("labels"), list.name() + ".txt"));
  }

  /** A small file that is kept: as it lies there when it is the right one, else downloaded. */
  private Path small(RemoteFile file, Path folder, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path kept = folder.resolve(name.replaceAll("[^\\p{L}\\p{N}._-]", "-"));
    Path lock = kept.resolveSibling(kept.getFileName() + ".lock");
    try (PullLock held = PullLock.take(lock, name, SMALL_FILE_PATIENCE)) {
      Expected expected = expected(file);
      String sha256 = expected.file().sha256();
      if (sha256 != null && Files.exists(kept) && sha256.equals(PartFile.sha256(kept))) {
        return kept;
      }
      Path part = kept.resolveSibling(kept.getFileName() + ".part");
      Downloaded got = download.fetch(expected.file(), expected.by(), part, MOST_SMALL_BYTES);
      Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING);
      List<String> remarks = new ArrayList<>();
      pin(file.urls().get(0), got, expected, remarks);
      remarks.forEach(listener::remark);
      return kept;
    }
  }

  private void checkAnswer(RegistryEntry entry, Path model, List<String> remarks)
      throws IOException, InterruptedException {
    ExpectedAnswer known = entry.expected();
    if (!options.check()) {
      return;
    }
    if (known == null) {
      remarks.add("no answer of " + entry.name() + " is known; --check checked nothing");
      return;
    }
    Path picture = small(known.picture(), options.home().resolve("samples"), sampleName(known));
    try (Classifier classifier =
        Classifier.open(
            model.toString(), ClassifierOptions.DEFAULT.withDevice(Device.CPU).withThreads(1))) {
      Classification answer = classifier.classify(picture, 1).get(0);
      if (answer.index() != known.index()) {
        throw new OcelliException(
            "the model does not answer as the registry says",
            "class "
                + answer.index()
                + " ("
                + answer.label()
                + ") instead of "
                + known.index()
                + " for "
                + picture.getFileName(),
            entry.origin(),
            "tell the owner of the registry: description and file do not belong together");
      }
      remarks.add(
          "checked: it answers '%s' to %s, as the registry says"
              .formatted(answer.label(), picture.getFileName()));
    }
  }

  private static String sampleName(ExpectedAnswer known) {
    String path = known.picture().urls().get(0).getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
