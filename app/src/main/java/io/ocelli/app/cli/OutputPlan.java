package io.ocelli.app.cli;

import io.ocelli.dataset.ByteSource;
import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which file each picture becomes, decided before any of them is read.
 *
 * @param tasks the inputs in their order
 * @param folder where the pictures go; null for a single file, or none at all
 * @param guard the inputs
 * @param remarks what a person should know of the names
 */
record OutputPlan(List<Task> tasks, @Nullable Path folder, InputGuard guard, List<String> remarks) {
  private static final String OPTION = "-o";

  /**
   * One input.
   *
   * @param output the file it becomes; null where nothing is written. Parts of a picture have their
   *     name before the extension
   * @param format of that file
   */
  record Task(Source source, @Nullable Path output, ImageFormat format) {}

  /**
   * Plans.
   *
   * @param out what {@code -o} says; null without it
   * @param asFolder whether it can only be a folder
   * @param wanted the format asked for; null to go by names
   * @param alsoRead files beside the pictures that must not be written over
   * @throws UsageException if a picture would replace an input, or two would become the same file
   */
  static OutputPlan of(
      Sources sources,
      @Nullable Path out,
      boolean asFolder,
      @Nullable ImageFormat wanted,
      List<Path> alsoRead) {
    InputGuard guard = new InputGuard();
    alsoRead.forEach(guard::add);
    if (out == null) {
      List<Task> tasks =
          sources.all().stream().map(s -> new Task(s, null, ImageFormat.PNG)).toList();
      return new OutputPlan(tasks, null, guard, List.of());
    }
    if (out.toString().equals("-")) {
      throw new UsageException(
          "pictures are not written to standard output", "-", OPTION, "name a file or a folder");
    }
    boolean single = sources.all().size() == 1;
    if (isFile(out, asFolder, single)) {
      Task task = new Task(sources.all().get(0), out, formatOf(out, wanted));
      checkParent(out);
      files(sources.all().get(0)).forEach(guard::add);
      checkInput(task, guard);
      return new OutputPlan(List.of(task), null, guard, List.of());
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new UsageException(
          "a file, not a folder", out.toString(), OPTION, "give a folder, or remove the file");
    }
    List<String> remarks = new ArrayList<>();
    List<Source> inputs = OutputNames.withoutOwnResults(sources.all(), out, remarks);
    if (inputs.isEmpty()) {
      throw new UsageException(
          "no pictures", out.toString(), OPTION, "all there are lie in the output folder itself");
    }
    inputs.forEach(input -> files(input).forEach(guard::add));
    List<Path> names = OutputNames.of(inputs, wanted, remarks);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Path output = out.resolve(names.get(i));
      ImageFormat format = ImageFormat.ofName(output.toString()).orElse(ImageFormat.PNG);
      Task task = new Task(inputs.get(i), output, wanted == null ? format : wanted);
      checkInput(task, guard);
      tasks.add(task);
    }
    checkDistinct(tasks, out);
    return new OutputPlan(tasks, out, guard, remarks);
  }

  private static Stream<Path> files(Source source) {
    if (!(source instanceof Source.Picture picture)) {
      return Stream.empty();
    }
    ByteSource bytes = picture.bytes();
    if (bytes instanceof ByteSource.OfFile file) {
      return Stream.of(file.file());
    }
    return Stream.ofNullable(picture.root());
  }

  /** Whether {@code -o} names one file. */
  private static boolean isFile(Path out, boolean asFolder, boolean single) {
    if (asFolder || Files.isDirectory(out)) {
      return false;
    }
    String name = String.valueOf(out.getFileName());
    boolean picture = ImageFormat.ofName(name).isPresent();
    if (picture && !single) {
      throw new UsageException(
          "several pictures do not go into one file",
          out.toString(),
          OPTION,
          "give a folder: -o " + name.substring(0, name.lastIndexOf('.')) + "/");
    }
    return picture || (single && name.matches(".+\\.[A-Za-z0-9]{1,5}"));
  }

  private static ImageFormat formatOf(Path out, @Nullable ImageFormat wanted) {
    String name = String.valueOf(out.getFileName());
    Optional<ImageFormat> named = ImageFormat.ofName(name);
    if (named.isPresent() && wanted != null && named.get() != wanted) {
      throw new UsageException(
          "the name and the format contradict each other",
          name + " and " + extension(wanted),
          "-o and --format",
          "leave --format out, or change the name");
    }
    ImageFormat format = wanted == null ? named.orElse(null) : wanted;
    if (format == null) {
      throw new UsageException(
          "the name does not say a picture format that is known",
          name,
          OPTION,
          "end it with " + String.join(", ", writable()) + ", or with / if it is to be a folder");
    }
    if (!format.canEncode()) {
      throw new UsageException(
          "pictures of this format are read and not written",
          name,
          OPTION,
          "end it with " + String.join(", ", writable()));
    }
    return format;
  }

  /** The format that {@code --format} names. */
  static ImageFormat format(String name) {
    String low = name.toLowerCase(Locale.ROOT);
    return ImageFormat.ofName("." + (low.startsWith(".") ? low.substring(1) : low))
        .filter(ImageFormat::canEncode)
        .orElseThrow(
            () ->
                new UsageException(
                    "no format that is written",
                    name,
                    "--format",
                    NearNames.remedy(low, writable())));
  }

  private static List<String> writable() {
    return Arrays.stream(ImageFormat.values())
        .filter(ImageFormat::canEncode)
        .map(OutputPlan::extension)
        .toList();
  }

  /** The extension that files of a format get, without a dot. */
  static String extension(ImageFormat format) {
    return switch (format) {
      case JPEG -> "jpg";
      case TIFF -> "tif";
      default -> format.name().toLowerCase(Locale.ROOT);
    };
  }

  private static void checkParent(Path out) {
    Path parent = out.toAbsolutePath().normalize().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new UsageException(
          "there is no such folder",
          String.valueOf(out.getParent()),
          OPTION + " " + out,
          "make it first: mkdir -p " + CommandText.quoted(String.valueOf(out.getParent())));
    }
  }

  private static void checkInput(Task task, InputGuard guard) {
    Path output = task.output();
    if (output != null) {
      guard
          .at(output)
          .ifPresent(
              input -> {
                throw new UsageException(
                    "an input would be written over",
                    input.equals(output) ? input.toString() : output + " is " + input,
                    OPTION,
                    "another name or folder, or another --format");
              });
    }
  }

  private static void checkDistinct(List<Task> tasks, Path out) {
    Map<String, Task> byName = new LinkedHashMap<>();
    boolean anyCase = FoldedNames.in(out);
    for (Task task : tasks) {
      String name = String.valueOf(task.output());
      Task other = byName.putIfAbsent(anyCase ? FoldedNames.fold(name) : name, task);
      if (other != null) {
        throw new UsageException(
            "two pictures would become the same file",
            name,
            other.source().name() + " and " + task.source().name(),
            "run them one after the other with folders of their own, or name a folder or a glob in"
                + " quotes: then the tree is kept");
      }
    }
  }

  /** Whether pictures are written. */
  boolean writes() {
    return !tasks.isEmpty() && tasks.get(0).output() != null;
  }

  /** Where they are written, for people. */
  String where() {
    Path file = folder == null ? tasks.get(0).output() : folder;
    return String.valueOf(file);
  }

  /** The names of the inputs, in their order. */
  List<String> names() {
    return tasks.stream().map(task -> task.source().name()).toList();
  }

  /** Makes the folder, so that a place that cannot be written fails before the work. */
  void makeFolder() {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.of("the output folder cannot be made", folder.toString(), OPTION, e);
    }
    if (!Files.isWritable(folder)) {
      throw new OcelliException(
          "the output folder cannot be written to",
          folder.toString(),
          OPTION,
          "check the permissions, or choose another place");
    }
  }
}
