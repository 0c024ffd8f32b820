package io.ocelli.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ocelli completion}: a script that teaches a shell Ocelli's commands and options. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(ocelli completion bash)",
      "  ocelli completion zsh > ~/.ocelli-completion && echo 'source ~/.ocelli-completion' >> ~/.zshrc"
    })
final class CompletionCommand extends BaseCommand {
  /** The shells there is a script for. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}; the script suits both).")
  private Shell shell = Shell.BASH;

  @Override
  protected int run() {
    if (shell == Shell.ZSH) {
      terminal().out().println("autoload -U +X compinit && compinit");
    }
    CommandLine all = Main.commandLine(terminal(), new ErrorReport(terminal()));
    terminal().out().println(AutoComplete.bash("ocelli", all));
    return ExitCode.DONE;
  }
}
