package io.ocelli.model.zoo;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.EmbeddedModel;
import io.ocelli.model.ModelCard;
import io.ocelli.model.ModelLocator;
import io.ocelli.model.onnx.Device;
import io.ocelli.model.onnx.OneFile;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The models a user has by name: a folder ({@code $OCELLI_HOME/models}) of {@code NAME.onnx} files,
 * each described in a {@code NAME.yaml} beside it.
 */
public final class ModelStore {
  private final Path folder;

  private ModelStore(Path folder) {
    this.folder = folder;
  }

  /** The user's store; its folder is made when the first model is added. */
  public static ModelStore open() {
    return new ModelStore(ModelLocator.store());
  }

  /** A store in another folder. */
  public static ModelStore at(Path folder) {
    return new ModelStore(folder);
  }

  /** Where the models lie. */
  public Path folder() {
    return folder;
  }

  /**
   * What became of an addition.
   *
   * @param model as it lies in the store
   * @param assumptions what nobody had said and was found out or assumed, each a sentence for the
   *     user
   */
  public record Added(StoredModel model, List<String> assumptions) {}

  /**
   * Copies a model into the store and describes it. The description is checked by running the model
   * once on a grey picture before anything is written; the model appears in the store whole or not
   * at all.
   *
   * @throws UsageException when the name cannot be one, or is taken and not to be replaced
   * @throws OcelliException when the model cannot be opened, the description does not fit it, or
   *     the store cannot be written
   */
  public Added add(ModelAddition addition) {
    Path source = addition.file();
    String stem = stem(source);
    String name =
        addition.name() == null
            ? ModelName.checked(stem, "the name of " + source)
            : ModelName.checked(addition.name(), "--name");
    if (ModelLocator.names(folder).contains(name) && !addition.replace()) {
      throw new UsageException(
          "the name is taken", name, folder.toString(), "give another --name, or use --replace");
    }
    List<String> assumptions = new ArrayList<>();
    OnnxGraph graph = graph(source);
    byte @Nullable [] packed = graph.externalData() ? OneFile.pack(source, graph) : null;
    if (packed != null) {
      assumptions.add(
          "its weights from " + String.join(", ", graph.externalFiles()) + " are packed into it");
    }
    OnnxOptions cpu = OnnxOptions.SHARED.withDevice(Device.CPU);
    ModelCard card;
    try (OnnxModel model =
        packed == null
            ? OnnxModel.open(source, cpu)
            : OnnxModel.open(packed, source.toString(), cpu)) {
      card = Description.of(addition, model, graph, assumptions);
    }
    Path file = folder.resolve(name + ".onnx");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file) || !Files.isSameFile(source, file)) {
        // The description first: a model is listed once its .onnx file is there.
        writeWhole(ModelCard.yamlBeside(file), part -> Files.writeString(part, card.toYaml()));
        writeWhole(
            file,
            part ->
                packed == null
                    ? Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING)
                    : Files.write(part, packed));
      } else {
        writeWhole(ModelCard.yamlBeside(file), part -> Files.writeString(part, card.toYaml()));
      }
      return new Added(
          new StoredModel(name, file, Files.size(file), card, ""), List.copyOf(assumptions));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** All models, sorted by name. A description that cannot be used is a line with its problem. */
  public List<StoredModel> list() {
    return ModelLocator.names(folder).stream()
        .map(name -> stored(name, folder.resolve(name + ".onnx")))
        .toList();
  }

  /** The models that ship with Ocelli, by their full names; they lie in no store. */
  public static List<StoredModel> embedded() {
    return Arrays.stream(EmbeddedModel.values())
        .map(model -> stored(model.fullName(), model.file()))
        .toList();
  }

  private static StoredModel stored(String name, Path file) {
    try {
      OnnxGraph graph = OnnxGraph.read(file);
      ModelCard card = ModelCard.of(file, graph.metadata()).orElse(null);
      String problem = card == null ? "nobody has described it" : "";
      return new StoredModel(name, file, Files.size(file), card, problem);
    } catch (IOException e) {
      return new StoredModel(name, file, 0, null, String.valueOf(e.getMessage()));
    } catch (OcelliException e) {
      return new StoredModel(name, file, 0, null, e.oneLine());
    }
  }

  /**
   * All about a model in the store, or one on disk.
   *
   * @throws UsageException when there is no such model
   * @throws OcelliException when it cannot be opened
   */
  public ModelInfo info(String nameOrPath) {
    return Inspection.of(resolve(nameOrPath));
  }

  /**
   * Deletes a model of the store and its description.
   *
   * @return the file that was deleted
   * @throws UsageException when the store has no such model
   */
  public Path remove(String name) {
    List<String> names = ModelLocator.names(folder);
    if (!names.contains(name) && EmbeddedModel.named(name).isPresent()) {
      throw new UsageException(
          "the model ships with Ocelli and cannot be removed",
          name,
          folder.toString(),
          "a model of your own takes its short name: ocelli models add MODEL.onnx --name NAME");
    }
    if (!names.contains(name)) {
      throw new UsageException(
          "no such model in the store",
          name,
          folder.toString(),
          names.isEmpty() ? "the store is empty" : NearNames.remedy(name, names));
    }
    Path file = folder.resolve(name + ".onnx");
    try {
      Files.delete(file);
      Files.deleteIfExists(ModelCard.yamlBeside(file));
      return file;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * The file of a name in the store, an {@code .onnx} file or a run folder; see {@link
   * ModelLocator#resolve(String)}.
   */
  public Path resolve(String nameOrPath) {
    return ModelLocator.resolve(nameOrPath, folder);
  }

  private static OnnxGraph graph(Path source) {
    try {
      return OnnxGraph.read(source);
    } catch (IOException noModel) {
      // Opening it says what the file is instead.
      OnnxModel.open(source, OnnxOptions.SHARED.withDevice(Device.CPU)).close();
      throw unreadable(source, noModel);
    }
  }

  private static OcelliException unreadable(Path file, IOException e) {
    return new OcelliException(
        "the model cannot be read",
        String.valueOf(e.getMessage()),
        file.toString(),
        "check the file",
        e);
  }

  private interface Writing {
    Object to(Path part) throws IOException;
  }

  private static void writeWhole(Path file, Writing writing) throws IOException {
    Path part = file.resolveSibling(".adding-" + UUID.randomUUID() + ".part");
    try {
      writing.to(part);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private OcelliException unwritable(IOException e) {
    return new OcelliException(
        "the model store cannot be written",
        String.valueOf(e.getMessage()),
        folder.toString(),
        "check its permissions and the space on the disk, or set OCELLI_HOME to another folder",
        e);
  }

  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
