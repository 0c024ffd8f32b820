package io.ocelli.app.cli;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what picocli finds wrong with a command line into the four parts of an error. */
final class WrongUsage {
  private WrongUsage() {}

  static OcelliException of(ParameterException e, @Nullable ConfigFile config, String... args) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    if (e.getCause() instanceof OcelliException known) {
      return known;
    }
    String help = "'" + spec.qualifiedName() + " --help' shows what it takes";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().get(0), spec, help);
    }
    ArgSpec arg = e.getArgSpec();
    if (e instanceof MissingParameterException missing && arg == null) {
      // What is missing may be there, as a name that picocli took for an option.
      String unknown = firstUnknownOption(spec, args);
      if (unknown != null) {
        return unmatched(unknown, spec, help);
      }
      return new UsageException(
          missing.getMissing().size() == 1 ? "something is missing" : "some things are missing",
          missing.getMissing().stream().map(WrongUsage::name).collect(Collectors.joining(", ")),
          spec.qualifiedName(),
          help);
    }
    if (e instanceof MissingParameterException && arg instanceof OptionSpec option) {
      return new UsageException(
          "the option has no value", option.longestName(), spec.qualifiedName(), help);
    }
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return new UsageException(
          "the option is given twice",
          option.longestName(),
          spec.qualifiedName(),
          "leave one of them out");
    }
    String value = e.getValue();
    if (arg != null && value != null) {
      return wrongValue(arg, value, origin(arg, config), help);
    }
    return new UsageException(
        "wrong usage",
        String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
        spec.qualifiedName(),
        help);
  }

  private static @Nullable String firstUnknownOption(CommandSpec spec, String... args) {
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      String name = args[i].contains("=") ? args[i].substring(0, args[i].indexOf('=')) : args[i];
      OptionSpec option = spec.optionsMap().get(name);
      if (option != null && option.arity().min() > 0 && name.equals(args[i])) {
        i++;
      } else if (option == null && name.length() > 1 && name.startsWith("-")) {
        boolean joined =
            !name.startsWith("--") && spec.optionsMap().containsKey(name.substring(0, 2));
        if (!joined) {
          return args[i];
        }
      }
    }
    return null;
  }

  private static UsageException unmatched(String word, CommandSpec spec, String help) {
    if (word.startsWith("-") && word.length() > 1) {
      return new UsageException(
          "unknown option", word, spec.qualifiedName(), unknownOption(word, spec, help));
    }
    if (!spec.subcommands().isEmpty()) {
      return new UsageException(
          "unknown command",
          word,
          spec.qualifiedName(),
          NearNames.remedy(word, spec.subcommands().keySet()));
    }
    return new UsageException(
        "one argument too many",
        word,
        spec.qualifiedName(),
        "put quotes around names with spaces; " + help);
  }

  private static String unknownOption(String word, CommandSpec spec, String help) {
    if (exists(word)) {
      return "it is a file too: write ./" + word + ", or -- before it";
    }
    String typed = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> known = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        known.addAll(List.of(option.names()));
      }
    }
    List<String> near = NearNames.of(typed, known);
    return near.isEmpty() ? help : NearNames.remedy(typed, known);
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static UsageException wrongValue(ArgSpec arg, String value, String origin, String help) {
    Class<?> type = arg.typeInfo().getType();
    if (type.isEnum()) {
      List<String> known = new ArrayList<>();
      for (Object constant : type.getEnumConstants()) {
        known.add(constant.toString().toLowerCase(Locale.ROOT));
      }
      return new UsageException(
          "unknown value of " + name(arg), value, origin, NearNames.remedy(value, known));
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return new UsageException(
          "not a whole number for " + name(arg), value, origin, "give a number such as 10");
    }
    if (type == double.class || type == Double.class || type == float.class) {
      return new UsageException(
          "not a number for " + name(arg), value, origin, "give a number such as 0.1");
    }
    return new UsageException("wrong value for " + name(arg), value, origin, help);
  }

  private static String origin(ArgSpec arg, @Nullable ConfigFile config) {
    if (config != null && arg instanceof OptionSpec option && config.decides(option)) {
      return config.file().toString();
    }
    return "the command line";
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
