package io.ocelli.app.progress;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How progress is shown. */
public enum ProgressMode {
  /** A bar that is drawn over and over in one line. */
  BAR,
  /** Whole lines without control characters. */
  LINES,
  /** Nothing. */
  QUIET;

  /**
   * What suits this process: {@link #QUIET} if asked for, {@link #BAR} if stderr is a terminal that
   * can move its cursor, else {@link #LINES}. The system property {@code ocelli.terminal} (true or
   * false), which a launcher can set, overrides the look at stderr.
   */
  public static ProgressMode of(boolean quiet) {
    return of(quiet, System.getProperty("ocelli.terminal", ""), System.getenv());
  }

  static ProgressMode of(boolean quiet, String terminal, Map<String, String> environment) {
    if (quiet) {
      return QUIET;
    }
    if (environment.containsKey("CI") || "dumb".equals(environment.get("TERM"))) {
      return LINES;
    }
    boolean bar = terminal.isEmpty() ? errIsTerminal() : Boolean.parseBoolean(terminal);
    return bar ? BAR : LINES;
  }

  /** Java 17 can only tell whether stdin and stdout both are terminals; Linux can tell more. */
  private static boolean errIsTerminal() {
    Path err = Path.of("/proc/self/fd/2");
    try {
      if (Files.isSymbolicLink(err)) {
        String target = Files.readSymbolicLink(err).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException | SecurityException e) {
      // not to be told here; the console decides
    }
    return consoleIsTerminal();
  }

  /** From Java 22 on there is a console even in a pipe, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean consoleIsTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
