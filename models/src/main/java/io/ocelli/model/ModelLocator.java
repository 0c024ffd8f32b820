package io.ocelli.model;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.home.OcelliHome;
import io.ocelli.model.onnx.ForeignFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file of a model that a user names ({@code -m MODEL}): a name in the store, an {@code
 * .onnx} file, a run folder, or an {@link EmbeddedModel}.
 */
public final class ModelLocator {
  private ModelLocator() {}

  /** The folder of the store: {@code $OCELLI_HOME/models}. */
  public static Path store() {
    return OcelliHome.folder().resolve("models");
  }

  /**
   * The {@code .onnx} file of a model. What looks like a path (it holds a separator, or ends in
   * {@code .onnx} or {@code .zip}) is looked for on disk first, any other word in the store first,
   * and among the embedded models last, so that these never hide what a user has. {@code
   * embedded:NAME} always means the embedded one. For a run folder it is {@code weights/best.onnx}.
   *
   * @return a file of the default file system, or one in Ocelli's jar ({@link EmbeddedModel#file})
   * @throws UsageException when there is no such model; near names are suggested
   * @throws OcelliException when the run folder holds no exported model
   */
  public static Path resolve(String nameOrPath) {
    return resolve(nameOrPath, store());
  }

  /** As {@link #resolve(String)}, with a store elsewhere. */
  public static Path resolve(String nameOrPath, Path store) {
    if (nameOrPath.startsWith(EmbeddedModel.PREFIX)) {
      return embedded(nameOrPath);
    }
    String low = nameOrPath.toLowerCase(Locale.ROOT);
    boolean pathLike =
        nameOrPath.contains("/")
            || nameOrPath.contains("\\")
            || low.endsWith(".onnx")
            || low.endsWith(".zip");
    Path path = path(nameOrPath);
    boolean onDisk = path != null && Files.exists(path);
    if (pathLike && onDisk) {
      return onDisk(path);
    }
    String name = low.endsWith(".onnx") ? nameOrPath.substring(0, low.length() - 5) : nameOrPath;
    List<String> names = names(store);
    if (names.contains(name)) {
      return store.resolve(name + ".onnx");
    }
    if (onDisk) {
      return onDisk(path);
    }
    Optional<EmbeddedModel> embedded = EmbeddedModel.named(nameOrPath);
    if (embedded.isPresent()) {
      return embedded.get().file();
    }
    throw new UsageException(
        "no such model",
        nameOrPath,
        "-m (a name, an .onnx file or a run)",
        remedy(name, path, names));
  }

  private static Path embedded(String name) {
    return EmbeddedModel.named(name)
        .map(EmbeddedModel::file)
        .orElseThrow(
            () ->
                new UsageException(
                    "no such model ships with Ocelli",
                    name,
                    "-m",
                    NearNames.remedy(name, EmbeddedModel.names())));
  }

  /** What to call the file of a model: {@code embedded:NAME} for one that ships, else its path. */
  public static String shown(Path file) {
    return EmbeddedModel.ofFile(file).map(EmbeddedModel::fullName).orElse(file.toString());
  }

  /** Names of the models in a store, sorted; empty when there is no store yet. */
  public static List<String> names(Path store) {
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(store)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".onnx") && !file.startsWith("."))
          .map(file -> file.substring(0, file.length() - 5))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new OcelliException(
          "the model store cannot be read",
          String.valueOf(e.getMessage()),
          store.toString(),
          "check the folder's permissions, or set OCELLI_HOME to another folder",
          e);
    }
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Path onDisk(Path path) {
    if (!Files.isDirectory(path)) {
      ForeignFile foreign =
          path.toString().toLowerCase(Locale.ROOT).endsWith(".zip") ? ForeignFile.of(path) : null;
      if (foreign != null && !foreign.isDeeplearning4j()) {
        throw foreign.error(path.toString(), null);
      }
      if (foreign != null) {
        throw new UsageException(
            "a Deeplearning4j .zip is not run as it is",
            path.toString(),
            "-m",
            "export it first: ocelli export " + path);
      }
      return path;
    }
    for (String inside : List.of("weights/best.onnx", "best.onnx")) {
      if (Files.isRegularFile(path.resolve(inside))) {
        return path.resolve(inside);
      }
    }
    ForeignFile foreign = ForeignFile.of(path);
    if (foreign != null) {
      throw foreign.error(path.toString(), null);
    }
    boolean run = Files.isDirectory(path.resolve("weights"));
    throw new OcelliException(
        run ? "the run has no exported model" : "the folder is no run: it has no weights",
        path.resolve("weights/best.onnx").toString(),
        path.toString(),
        run
            ? "train it to the end (ocelli train classifier --resume " + path + ") or export it"
            : "give the folder of a training run, or an .onnx file"
                + EmbeddedModel.named(path.toString())
                    .map(model -> "; the model that ships with Ocelli is " + model.fullName())
                    .orElse(""));
  }

  private static String remedy(String name, @Nullable Path path, List<String> names) {
    List<String> near = new ArrayList<>(NearNames.of(name, names));
    near.addAll(
        NearNames.of(name, Arrays.stream(EmbeddedModel.values()).map(EmbeddedModel::key).toList()));
    Path folder = path == null ? null : path.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder) && path != null && path.getFileName() != null) {
      try (Stream<Path> beside = Files.list(folder)) {
        List<String> files =
            beside
                .map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(".onnx"))
                .toList();
        for (String file : NearNames.of(path.getFileName().toString(), files)) {
          near.add(path.resolveSibling(file).toString());
        }
      } catch (IOException unreadable) {
        near.clear();
      }
    }
    if (!near.isEmpty()) {
      return "did you mean '" + String.join("' or '", near) + "'?";
    }
    return names.isEmpty()
        ? "give an .onnx file or a run folder; the store is empty (ocelli models add fills it)"
        : "in the store there are: " + String.join(", ", names);
  }
}
