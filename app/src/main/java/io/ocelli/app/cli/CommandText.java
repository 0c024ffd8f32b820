package io.ocelli.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as it was typed, quoted for a POSIX shell where it has to be. */
final class CommandText {
  private CommandText() {}

  static String of(CommandSpec command) {
    CommandSpec root = command.root();
    List<String> args =
        root.commandLine().getParseResult() == null
            ? List.of()
            : root.commandLine().getParseResult().originalArgs();
    return "ocelli " + args.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    return word.matches("[\\p{L}\\p{N}_./:=@%+,-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
