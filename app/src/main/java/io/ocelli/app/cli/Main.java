package io.ocelli.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The program {@code ocelli}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    Interrupt.listen();
    int code = run(terminal, args);
    System.exit(Interrupt.requested() ? ExitCode.INTERRUPTED : code);
  }

  /** Runs one command. */
  static int run(Terminal terminal, String... args) {
    ErrorReport errors = new ErrorReport(terminal);
    CommandLine commandLine = commandLine(terminal, errors, args);
    int code;
    try {
      errors.valuesFrom(ConfigFile.apply(commandLine, args));
      code = commandLine.execute(args);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      code = errors.report(e, "ocelli");
    }
    try {
      terminal.flush();
    } catch (ReaderGoneException gone) {
      return code;
    } catch (RuntimeException e) {
      return errors.report(e, "ocelli");
    }
    return code;
  }

  /**
   * The commands that the words can mean, with the ways of this program set.
   *
   * @param words the command line; none for all commands
   */
  static CommandLine commandLine(Terminal terminal, ErrorReport errors, String... words) {
    CommandLine commandLine = CommandTree.of(new RootCommand(terminal), words);
    commandLine
        // @list.txt is a SOURCE of ours.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpAutoWidth(false)
        .setColorScheme(new ColorScheme.Builder(Ansi.OFF).build())
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    arrange(commandLine.getCommandSpec());
    return commandLine;
  }

  /** Gives the help of every command the same form. */
  private static void arrange(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    usage.width(100);
    usage.sortOptions(false);
    usage.abbreviateSynopsis(true);
    usage.synopsisHeading("Usage: ");
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    for (CommandLine sub : spec.subcommands().values()) {
      arrange(sub.getCommandSpec());
    }
  }
}
