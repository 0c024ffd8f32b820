package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What all commands share: help, errors, exit codes, options from a file. */
class FrameTest {
  @TempDir Path folder;

  @Test
  void everyCommandHasHelpWithAnExample() {
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(nowhere, nowhere);
    List<CommandLine> leaves = new ArrayList<>();
    leaves(Main.commandLine(terminal, new ErrorReport(terminal)), leaves);
    assertThat(leaves).hasSizeGreaterThan(0);
    for (CommandLine leaf : leaves) {
      String path = leaf.getCommandSpec().qualifiedName();
      List<String> args = new ArrayList<>(List.of(path.split(" ")));
      args.remove(0);
      args.add("--help");
      Invocation help = Invocation.here(args.toArray(String[]::new));
      assertThat(help.code()).as(path).isEqualTo(ExitCode.DONE);
      assertThat(help.out()).startsWith("Usage: " + path).contains("Example", "\n  " + path);
      assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
      assertThat(help.err()).isEmpty();
    }
  }

  private static void leaves(CommandLine command, List<CommandLine> found) {
    if (command.getCommandSpec().userObject() instanceof BaseCommand) {
      found.add(command);
    }
    command.getSubcommands().values().forEach(sub -> leaves(sub, found));
  }

  @Test
  void onlyTheNamedCommandIsDescribedAndItsHelpStaysTheSame() {
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(nowhere, nowhere);
    ErrorReport errors = new ErrorReport(terminal);
    List<CommandLine> leaves = new ArrayList<>();
    leaves(Main.commandLine(terminal, errors), leaves);
    for (CommandLine leaf : leaves) {
      String path = leaf.getCommandSpec().qualifiedName();
      CommandLine only = Main.commandLine(terminal, errors, path.substring(7).split(" "));
      while (!only.getCommandSpec().qualifiedName().equals(path)) {
        assertThat(only.getSubcommands()).as(path).hasSize(1);
        only = only.getSubcommands().values().iterator().next();
      }
      assertThat(only.getUsageMessage()).isEqualTo(leaf.getUsageMessage());
    }
  }

  @Test
  void aWordThatIsNoCommandLeavesAllOfThem() {
    String all = Invocation.here("--help").out();
    assertThat(all.lines().filter(line -> line.matches("  [a-z]+ {2,}.*"))).hasSize(15);
    assertThat(Invocation.here("data", "chek").err()).contains("did you mean 'check'?");
    assertThat(Invocation.here("models", "--help").out()).contains("add", "pull", "remove");
    assertThat(Invocation.here("completion").out()).contains("_picocli_ocelli_data_check");
  }

  @Test
  void theRootListsItsCommands() {
    assertThat(Invocation.here().out()).contains("train", "data", "models", "completion");
    assertThat(Invocation.here("--help")).isEqualTo(Invocation.here("-h"));
  }

  @Test
  void anUnknownCommandSuggestsANearOne() {
    assertThat(Invocation.here("completon"))
        .isEqualTo(
            new Invocation(
                ExitCode.WRONG_USAGE,
                "",
                """
                error: unknown command: completon
                  from: ocelli
                  try:  did you mean 'completion'?
                """));
  }

  @Test
  void anUnknownOptionSuggestsANearOne() {
    assertThat(Invocation.here("completion", "--thread=3"))
        .isEqualTo(
            new Invocation(
                ExitCode.WRONG_USAGE,
                "",
                """
                error: unknown option: --thread=3
                  from: ocelli completion
                  try:  did you mean '--threads'?
                """));
  }

  @Test
  void anUnknownValueSuggestsANearOne() {
    Invocation wrong = Invocation.here("completion", "bsh");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("unknown value of SHELL: bsh", "did you mean 'bash'");
  }

  @Test
  void aGroupWithoutACommandSaysWhichThereAre() {
    Invocation wrong = Invocation.here("data");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("error: a command is missing: ocelli data COMMAND\n");
  }

  @Test
  void numbersAreChecked() {
    assertThat(Invocation.here("completion", "--threads", "many").err())
        .isEqualTo(
            """
            error: not a whole number for --threads: many
              from: the command line
              try:  give a number such as 10
            """);
    assertThat(Invocation.here("completion", "--threads", "-2").code())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(Invocation.here("completion", "--seed", "1", "--seed", "2").err())
        .contains("the option is given twice: --seed");
  }

  @Test
  void valuesFromAFileAreUsedAndTheCommandLineWins() throws IOException {
    Path config = Files.writeString(folder.resolve("options.yaml"), "threads: -5\nquiet: true\n");
    Invocation fromFile = Invocation.here("completion", "--config", config.toString());
    assertThat(fromFile.err()).contains("the number of threads is negative: -5");
    Invocation overruled = Invocation.here("completion", "--config=" + config, "--threads", "1");
    assertThat(overruled.code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aWrongValueInAFileIsSaidToComeFromThere() throws IOException {
    Path config = Files.writeString(folder.resolve("options.yaml"), "threads: lots\n");
    assertThat(Invocation.here("completion", "--config", config.toString()).err())
        .isEqualTo(
            "error: not a whole number for --threads: lots\n  from: "
                + config
                + "\n  try:  give a number such as 10\n");
  }

  @Test
  void anUnknownKeyInAFileIsRefused() throws IOException {
    Path config = Files.writeString(folder.resolve("options.yaml"), "treads: 2\n");
    Invocation wrong = Invocation.here("completion", "--config", config.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err())
        .contains("unknown option of ocelli completion: treads", "did you mean 'threads'?");
  }

  @Test
  void aFileThatIsNoYamlMappingIsRefused() throws IOException {
    Path list = Files.writeString(folder.resolve("list.yaml"), "- a\n- b\n");
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [1\nb: }\n");
    for (Path config : List.of(list, broken, folder.resolve("absent.yaml"))) {
      Invocation wrong = Invocation.here("completion", "--config", config.toString());
      assertThat(wrong.code()).as(config.toString()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(wrong.err()).contains(config.toString()).doesNotContain("Exception");
    }
  }

  @Test
  void theCompletionScriptKnowsTheOptions() {
    assertThat(Invocation.here("completion", "zsh").out()).contains("compinit", "--threads");
  }
}
