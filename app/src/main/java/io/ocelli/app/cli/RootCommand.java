package io.ocelli.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ocelli} itself: the list of commands. */
@Commands({
  ClassifyCommand.class,
  UndoCommand.class,
  EmbedCommand.class,
  SearchCommand.class,
  ImageCommand.class,
  DemoCommand.class,
  TrainCommand.class,
  EvaluateCommand.class,
  ExportCommand.class,
  DataCommand.class,
  VideoCommand.class,
  ModelsCommand.class,
  BenchCommand.class,
  DoctorCommand.class,
  CompletionCommand.class
})
@Command(
    name = "ocelli",
    description = "Computer vision on the JVM: train, check and run classifiers of pictures.",
    versionProvider = RootCommand.Version.class,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    synopsisHeading = "Usage: ",
    customSynopsis = "ocelli COMMAND ...",
    footer = {
      "",
      "Examples:",
      "  ocelli doctor",
      "  ocelli data synthesize leaves --out leaves",
      "  ocelli image photo.jpg \"gray | gaussian-blur size=5\" -o soft.png",
      "  ocelli classify --help",
      "",
      "Exit codes: 0 done; 1 done, but some inputs failed; 2 wrong usage; 3 could not do the job."
    })
final class RootCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "Show this help; COMMAND --help shows that of a command.")
  boolean help;

  @Option(
      names = {"--version", "-V"},
      versionHelp = true,
      description = "Show the version of Ocelli, of Java, and the platform.")
  boolean version;

  @Spec CommandSpec spec;

  RootCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  /** Answers {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.read().line()};
    }
  }
}
