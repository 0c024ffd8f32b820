package io.ocelli.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands of {@code ocelli} as picocli sees them. Picocli describes a command to itself by
 * reflection; describing all of them takes longer than many of them run. So where the command line
 * names one, only that one is described.
 */
final class CommandTree {
  private CommandTree() {}

  /**
   * The root with the command that the first words name, and nothing beside it; with all commands
   * where the first word names none, as in a request for help or after a slip of the pen. A group
   * is treated likewise by the next word.
   *
   * @param words the command line; none for the whole tree
   */
  static CommandLine of(RootCommand root, String... words) {
    CommandLine tree = new CommandLine(root);
    grow(tree, RootCommand.class, 0, words);
    return tree;
  }

  private static void grow(CommandLine parent, Class<?> type, int next, String... words) {
    Commands below = type.getAnnotation(Commands.class);
    if (below == null) {
      return;
    }
    Class<?> named = next < words.length ? find(below, words[next]) : null;
    for (Class<?> each : named == null ? below.value() : new Class<?>[] {named}) {
      CommandLine child = new CommandLine(each);
      grow(child, each, named == null ? words.length : next + 1, words);
      parent.addSubcommand(child);
    }
  }

  private static @Nullable Class<?> find(Commands commands, String name) {
    for (Class<?> each : commands.value()) {
      if (each.getAnnotation(Command.class).name().equals(name)) {
        return each;
      }
    }
    return null;
  }
}
