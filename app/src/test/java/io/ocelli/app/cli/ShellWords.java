package io.ocelli.app.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of a {@code sh} block of the documentation, split as a shell does. Only what
 * means the same in every shell is understood: words, quotes, comments, and a backslash at the end
 * of a line.
 */
final class ShellWords {
  private static final String OF_THE_SHELL = "|&;<>()$`\\*?[]{}~!";

  private ShellWords() {}

  /** Lines with those that a backslash continues joined, without empty ones and comments. */
  static List<String> commands(List<String> lines) {
    List<String> commands = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      String stripped = line.strip();
      if (stripped.endsWith("\\")) {
        open.append(stripped, 0, stripped.length() - 1).append(' ');
        continue;
      }
      String command = open.append(stripped).toString().strip();
      open.setLength(0);
      if (!command.isEmpty() && !command.startsWith("#")) {
        commands.add(command);
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("a backslash at the end of the block: " + open);
    }
    return commands;
  }

  /**
   * The words of a command.
   *
   * @throws IllegalArgumentException for what only a shell can do
   */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else if (c == '#' && !inWord) {
        return words;
      } else if (OF_THE_SHELL.indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "the test knows no '" + c + "' of a shell: " + command + " (quote it?)");
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote does not end: " + command);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
