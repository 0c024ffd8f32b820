package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ocelli.error.NearNames;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from a YAML file: {@code --config FILE.yaml}. Its keys are the names of the long options
 * without the dashes; {@code --resume RUN} reads the {@code args.yaml} of that run. An option that
 * is also on the command line is taken from there. A key that the command does not know is refused,
 * because a mistyped one would otherwise change nothing and say nothing.
 */
final class ConfigFile implements IDefaultValueProvider {
  private static final String OPTION = "--config";
  private static final String RESUME = "--resume";

  /** {@code split} of an option whose values may hold commas. */
  static final String LINES = "\\R";

  private final Path file;
  private final Map<String, String> values;
  private final List<String> args;

  private ConfigFile(Path file, Map<String, String> values, List<String> args) {
    this.file = file;
    this.values = values;
    this.args = args;
  }

  /**
   * Reads the file that the arguments name, if they name one, and lets the command take its values
   * as defaults.
   *
   * @throws UsageException if the file cannot be read, is no YAML mapping, or has an unknown key
   */
  static @Nullable ConfigFile apply(CommandLine commandLine, String... args) {
    CommandSpec command = commandLine.getCommandSpec();
    Path file = null;
    boolean named = false;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      CommandLine sub = named ? null : command.subcommands().get(args[i]);
      if (sub != null) {
        command = sub.getCommandSpec();
        named = command.subcommands().isEmpty();
      } else if (args[i].equals(OPTION) && i + 1 < args.length) {
        file = Path.of(args[++i]);
      } else if (args[i].startsWith(OPTION + "=")) {
        file = Path.of(args[i].substring(OPTION.length() + 1));
      } else if (args[i].equals(RESUME) && i + 1 < args.length && resumesRun(command)) {
        file = argsOf(args[++i], file);
      } else if (args[i].startsWith(RESUME + "=")) {
        file = argsOf(args[i].substring(RESUME.length() + 1), file);
      }
    }
    if (file == null || !named) {
      return null;
    }
    ConfigFile config = new ConfigFile(file, read(file, command), List.of(args));
    commandLine.setDefaultValueProvider(config);
    return config;
  }

  /** Whether the command's {@code --resume} names a run; that of others goes on with a file. */
  private static boolean resumesRun(CommandSpec command) {
    OptionSpec option = command.findOption(RESUME);
    return option != null && option.arity().max() > 0;
  }

  /**
   * The options of a run that is continued; a folder without them is the command's to complain of.
   */
  private static @Nullable Path argsOf(String run, @Nullable Path otherwise) {
    Path args = Path.of(run).resolve("args.yaml");
    return Files.isRegularFile(args) ? args : otherwise;
  }

  Path file() {
    return file;
  }

  /** Whether the value of the option comes from this file. */
  boolean decides(OptionSpec option) {
    for (String arg : args) {
      for (String name : option.names()) {
        if (arg.equals(name) || arg.startsWith(name + "=")) {
          return false;
        }
      }
    }
    return values.containsKey(key(option));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option ? values.get(key(option)) : null;
  }

  /** The key of an option: its long name without the dashes. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static Map<String, String> read(Path file, CommandSpec command) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "not a YAML file",
          file + ", line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
          OPTION,
          "write one 'key: value' in a line");
    } catch (IOException e) {
      throw new UsageException(
          "the file with options cannot be read",
          file + ": " + FileErrors.reason(e),
          OPTION,
          "check the path");
    }
    Map<String, String> values = new HashMap<>();
    if (root == null || root.isMissingNode() || root.isNull()) {
      return values;
    }
    if (!root.isObject()) {
      throw new UsageException(
          "not a list of options", file.toString(), OPTION, "write one 'key: value' in a line");
    }
    Map<String, OptionSpec> known = new HashMap<>();
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.longestName().equals(OPTION)) {
        known.put(key(option), option);
      }
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      OptionSpec option = known.get(entry.getKey());
      if (option == null) {
        throw new UsageException(
            "unknown option of " + command.qualifiedName(),
            entry.getKey(),
            file.toString(),
            NearNames.remedy(entry.getKey(), known.keySet().stream().sorted().toList()));
      }
      String value = value(entry.getValue(), option, file);
      if (value != null) {
        values.put(entry.getKey(), value);
      }
    }
    return values;
  }

  private static @Nullable String value(JsonNode node, OptionSpec option, Path file) {
    if (node.isNull()) {
      return null;
    }
    if (node.isValueNode()) {
      return node.asText();
    }
    if (node.isArray() && option.isMultiValue()) {
      List<String> parts =
          java.util.stream.StreamSupport.stream(node.spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      // Values that may hold commas are told from each other by lines.
      String separator = LINES.equals(option.splitRegex()) ? "\n" : ",";
      return parts.isEmpty() ? null : String.join(separator, parts);
    }
    throw new UsageException(
        "not a single value for " + key(option),
        node.toString(),
        file.toString(),
        "write " + key(option) + ": VALUE");
  }
}
