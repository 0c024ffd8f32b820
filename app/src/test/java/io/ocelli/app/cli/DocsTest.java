package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocelli.app.cli.MarkdownPage.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What README.md and docs/ promise holds: Java blocks compile and run, command lines end with exit
 * code 0, on small pictures ({@link PageRun} says what lies in the working folder, which the blocks
 * of a page share). A comment above a block changes that: {@code <!-- not run: REASON -->}, or
 * {@code <!-- test adds: OPTIONS -->} to be quick.
 */
class DocsTest {
  private static final Path ROOT = root();
  private static final Set<String> RUN = Set.of("ocelli", "./ocelli");
  private static final Set<String> BUILD = Set.of("./mvnw", "git", ".ci/run", ".ci/setup", "cd");
  private static final Set<String> SHOWN =
      Set.of("", "text", "json", "yaml", "csv", "python", "mermaid", "xml");
  private static final Pattern MAIN_CLASS = Pattern.compile("\\bclass\\s+(\\w+)");
  private static final Pattern DEFAULT = Pattern.compile("default: ([^)]*)\\)");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> everyBlockRuns() throws IOException, InterruptedException {
    List<DynamicContainer> containers = new ArrayList<>();
    for (Path file : pages()) {
      String name = ROOT.relativize(file).toString().replace('\\', '/');
      containers.add(DynamicContainer.dynamicContainer(name, tests(MarkdownPage.read(file), name)));
    }
    return containers.stream();
  }

  /** The page is run here and now, while the temporary folder is there. */
  private List<DynamicTest> tests(MarkdownPage page, String name)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve(name.replaceAll("\\W+", "-")));
    List<DynamicTest> tests = new ArrayList<>();
    List<PageRun.Step> steps = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Block block : page.blocks()) {
      String where = name + ":" + block.line();
      try {
        if (block.notRun().isPresent()) {
          tests.add(skipped(where, block.notRun().orElseThrow()));
        } else if (block.language().equals("java")) {
          steps.add(compile(block, where, own));
          names.add(where + " java");
        } else if (block.language().equals("sh")) {
          for (String command : ShellWords.commands(block.lines())) {
            Optional<PageRun.Step> step = command(command, block, where);
            step.ifPresent(steps::add);
            step.ifPresent(present -> names.add(where + " " + command));
          }
        } else {
          assertThat(block.language()).as(where + ": the language of the block").isIn(SHOWN);
        }
      } catch (AssertionError | IllegalArgumentException e) {
        tests.add(DynamicTest.dynamicTest(where, () -> Assertions.fail(e)));
      }
    }
    if (!steps.isEmpty()) {
      List<Invocation> answers = PageRun.of(steps, own);
      assertThat(answers).as(name).hasSameSizeAs(steps);
      for (int i = 0; i < answers.size(); i++) {
        tests.add(answered(names.get(i), answers.get(i)));
      }
    }
    return tests;
  }

  private static DynamicTest answered(String step, Invocation answer) {
    return DynamicTest.dynamicTest(
        step,
        () -> {
          assertThat(answer.code()).as(step + "\n" + answer).isEqualTo(ExitCode.DONE);
          assertThat(answer.err()).as(step).doesNotContain("\tat ", "error:");
        });
  }

  private static DynamicTest skipped(String where, String reason) {
    assertThat(reason).as(where + ": why it is not run").isNotBlank();
    return DynamicTest.dynamicTest(where + " is not run", () -> assumeTrue(false, reason));
  }

  private static Optional<PageRun.Step> command(String command, Block block, String where) {
    String program = command.split("\\s+", 2)[0];
    if (BUILD.contains(program)) {
      return Optional.empty();
    }
    assertThat(program).as(where + ": a line that the test cannot run").isIn(RUN);
    List<String> words = ShellWords.split(command + block.added());
    return Optional.of(new PageRun.Step(words.subList(1, words.size()), "", ""));
  }

  private static PageRun.Step compile(Block block, String where, Path own) throws IOException {
    String code = String.join("\n", block.lines());
    Matcher main = MAIN_CLASS.matcher(code);
    assertThat(main.find()).as(where + ": a class to run").isTrue();
    String name = main.group(1);
    Path classes = Files.createDirectories(own.resolve("classes-" + block.line()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                words,
                null,
                null,
                List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(new Source(name, code)))
            .call();
    assertThat(compiled).as(where + "\n" + words).isTrue();
    return new PageRun.Step(List.of(), classes.toString(), name);
  }

  @Test
  void linksPointToFilesThatAreThere() throws IOException {
    int links = 0;
    for (Path file : pages()) {
      for (String link : MarkdownPage.read(file).localLinks()) {
        String path = link.replaceFirst("#.*", "");
        Path target = path.isEmpty() ? file : file.resolveSibling(path);
        assertThat(target).as(file + ": " + link).exists();
        links++;
      }
    }
    assertThat(links).isGreaterThan(5);
  }

  @Test
  void everyOptionThatIsNamedExists() throws IOException {
    Set<String> known = new TreeSet<>();
    collect(commandLine().getCommandSpec(), known);
    Set<String> named = new TreeSet<>();
    for (Path file : pages()) {
      for (Block block : MarkdownPage.read(file).blocks()) {
        ShellWords.commands(block.language().equals("sh") ? block.lines() : List.of()).stream()
            .filter(command -> RUN.contains(command.split("\\s+", 2)[0]))
            .forEach(
                command -> OPTION.matcher(command).results().forEach(o -> named.add(o.group())));
      }
    }
    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }

  @Test
  void theGuideTellsEveryOptionOfTrainingAndItsDefault() {
    CommandLine train = commandLine().getSubcommands().get("train");
    CommandSpec classifier = train.getSubcommands().get("classifier").getCommandSpec();
    String guide =
        MarkdownPage.read(ROOT.resolve("docs/guide-train-your-own-classifier.md")).text();
    assertThat(classifier.options()).hasSizeGreaterThan(20);
    for (OptionSpec option : classifier.options()) {
      String name = option.longestName();
      String row =
          guide.lines().filter(l -> l.matches("\\| `" + name + "[ `].*")).findFirst().orElse("");
      assertThat(row).as("the guide's row for " + name).isNotEmpty();
      String told = String.join(" ", option.description());
      Matcher inHelp =
          DEFAULT.matcher(told.replace("${DEFAULT-VALUE}", "" + option.defaultValue()));
      List<String> numbers = inHelp.find() ? numbers(inHelp.group(1)) : List.of();
      assertThat(numbers(row.split("(?<!\\\\)\\|", -1)[2]))
          .as("the default of " + name + " in the guide and in its help")
          .isEqualTo(numbers);
    }
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void theReadmeShowsCommandsAndJava() {
    List<String> languages =
        MarkdownPage.read(ROOT.resolve("README.md")).blocks().stream()
            .map(Block::language)
            .toList();
    assertThat(languages).contains("sh", "java");
  }

  private static CommandLine commandLine() {
    Terminal nowhere = new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return Main.commandLine(nowhere, new ErrorReport(nowhere));
  }

  private static void collect(CommandSpec spec, Set<String> options) {
    spec.options().forEach(option -> options.addAll(List.of(option.names())));
    spec.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), options));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("CONTRIBUTING.md"));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** The folder of the project: the tests of a module run in the module's. */
  private static Path root() {
    return Path.of(System.getProperty("ocelli.root", "..")).toAbsolutePath().normalize();
  }

  /** Source code in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String className, String code) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
