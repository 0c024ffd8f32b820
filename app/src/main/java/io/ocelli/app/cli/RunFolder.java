package io.ocelli.app.cli;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The folder that a command leaves behind: {@code runs/<task>/<name>/}. A name that is taken is
 * numbered ({@code train}, {@code train2}, {@code train3}); nothing that is there is ever
 * overwritten.
 *
 * @param path the folder, which exists and is new
 */
public record RunFolder(Path path) {
  private static final int MOST_INPUTS = 20;
  private static final int MOST_NUMBERS = 100_000;
  private static final Pattern NAME = Pattern.compile("[^/\\\\:*?\"<>|\\p{Cntrl}]{1,200}");

  /**
   * Makes the folder.
   *
   * @param task which jobs it lies beside, when {@code --out} does not say where: {@code classify}
   * @param defaultName its name when {@code --name} does not say: the command's
   * @throws UsageException if the name cannot be one of a folder
   * @throws io.ocelli.error.OcelliException if it cannot be made
   */
  public static RunFolder create(CommonOptions options, String task, String defaultName) {
    Path parent = options.out != null ? options.out : Path.of("runs", task);
    String name = options.name != null ? options.name : defaultName;
    if (!NAME.matcher(name).matches() || name.isBlank() || name.matches("\\.+")) {
      throw new UsageException(
          "not a name for a folder",
          name,
          "--name",
          "use letters, digits, '-' and '_'; --out says where the folder lies");
    }
    try {
      Files.createDirectories(parent);
      for (int number = 1; number < MOST_NUMBERS; number++) {
        Path path = parent.resolve(number == 1 ? name : name + number);
        try {
          return new RunFolder(Files.createDirectory(path));
        } catch (FileAlreadyExistsException taken) {
          // then the next number
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(
          "the output folder cannot be made", parent.toString(), origin(options), e);
    }
    throw new UsageException("all names are taken", name, parent.toString(), "give another --name");
  }

  private static String origin(CommonOptions options) {
    return options.out != null ? "--out" : "the working folder";
  }

  /** A file or folder in it. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /**
   * Writes {@code args.yaml}: all options of the command as they were used, defaults too. It can be
   * given back with {@code --config}.
   *
   * @throws io.ocelli.error.OcelliException if it cannot be written
   */
  public void writeArgs(CommandSpec command) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      String key = ConfigFile.key(option);
      if (value == null || option.usageHelp() || key.equals("config")) {
        continue;
      }
      if (value instanceof Path file) {
        // So that the file can be used from any working folder.
        values.put(key, file.toAbsolutePath().normalize().toString());
      } else if (value instanceof Number || value instanceof Boolean) {
        values.put(key, value);
      } else if (value instanceof List<?> list) {
        values.put(key, list.stream().map(String::valueOf).toList());
      } else if (value instanceof Enum<?> constant) {
        values.put(key, constant.toString().toLowerCase(java.util.Locale.ROOT));
      } else {
        values.put(key, value.toString());
      }
    }
    BuildInfo build = BuildInfo.read();
    String head =
        "# "
            + command.qualifiedName()
            + " with every option as it was used; run it again with --config.\n# ocelli "
            + build.version()
            + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")")
            + ", "
            + OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
            + "\n"
            + inputs(command);
    Path file = resolve("args.yaml");
    try {
      String yaml =
          YAMLMapper.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build()
              .writeValueAsString(values);
      Files.writeString(file, head + yaml);
    } catch (IOException e) {
      throw FileErrors.of("the options cannot be written", file.toString(), "the run folder", e);
    }
  }

  /** What was given beside the options; a config file has no place for it. */
  private static String inputs(CommandSpec command) {
    List<String> values =
        command.positionalParameters().stream()
            .flatMap(one -> one.originalStringValues().stream())
            .map(value -> value.replaceAll("\\R", " "))
            .toList();
    String some = String.join(" ", values.subList(0, Math.min(MOST_INPUTS, values.size())));
    int more = values.size() - MOST_INPUTS;
    return values.isEmpty()
        ? ""
        : "# of " + some + (more > 0 ? " and " + more + " more" : "") + "\n";
  }
}
