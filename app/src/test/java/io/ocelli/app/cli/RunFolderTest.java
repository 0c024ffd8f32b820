package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class RunFolderTest {
  @TempDir Path folder;

  @Test
  void aNameThatIsTakenIsNumbered() {
    CommonOptions options = options();
    assertThat(RunFolder.create(options, "classify", "train").path())
        .isEqualTo(folder.resolve("runs/train"))
        .isDirectory();
    assertThat(RunFolder.create(options, "classify", "train").path().getFileName())
        .hasToString("train2");
    assertThat(RunFolder.create(options, "classify", "train").path().getFileName())
        .hasToString("train3");
    options.name = "лист 🍅";
    assertThat(RunFolder.create(options, "classify", "train").path().getFileName())
        .hasToString("лист 🍅");
  }

  @Test
  void aFileInItsPlaceIsNotTouched() throws IOException {
    CommonOptions options = options();
    Files.createDirectories(folder.resolve("runs"));
    Path file = Files.writeString(folder.resolve("runs/train"), "mine");
    assertThat(RunFolder.create(options, "classify", "train").path().getFileName())
        .hasToString("train2");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ".", "..", "a/b", "a\\b", "a\nb"})
  void aNameThatIsNoneIsRefused(String name) {
    CommonOptions options = options();
    options.name = name;
    assertThatThrownBy(() -> RunFolder.create(options, "classify", "train"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--name");
  }

  @Test
  void aFileWhereAFolderShouldBeIsSaid() throws IOException {
    CommonOptions options = options();
    options.out = Files.writeString(folder.resolve("taken"), "").resolve("runs");
    assertThatThrownBy(() -> RunFolder.create(options, "classify", "train"))
        .isInstanceOf(OcelliException.class)
        .isNotInstanceOf(UsageException.class)
        .hasMessageContaining("taken")
        .hasMessageContaining("from: --out");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPlaceThatCannotBeWrittenIsSaid() {
    CommonOptions options = options();
    options.out = Path.of("/proc/ocelli");
    assertThatThrownBy(() -> RunFolder.create(options, "classify", "train"))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("the output folder cannot be made: /proc/ocelli");
  }

  @Test
  void theArgumentsCanBeGivenBack() throws IOException {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new Sample());
    new picocli.CommandLine(spec).parseArgs("--rate", "0.25", "--word", "yes: no", "--flag");
    RunFolder run = RunFolder.create(options(), "classify", "train");
    run.writeArgs(spec);
    assertThat(Files.readAllLines(run.resolve("args.yaml")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactlyInAnyOrder(
            "rate: 0.25", "word: \"yes: no\"", "flag: true", "text: \"007\"", "count: 3");
  }

  @Command(name = "sample")
  static final class Sample {
    @Option(names = "--rate")
    double rate;

    @Option(names = {"-w", "--word"})
    String word = "";

    @Option(names = "--flag")
    boolean flag;

    @Option(names = "--text", defaultValue = "007")
    String text = "";

    @Option(names = "--count", defaultValue = "3")
    int count;

    @Option(names = "--unset")
    Path unset;
  }

  private CommonOptions options() {
    CommonOptions options = new CommonOptions();
    options.out = folder.resolve("runs");
    return options;
  }
}
