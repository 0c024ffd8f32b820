package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.app.job.JobFile;
import io.ocelli.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are killed and gone on with: a process of their own, and kill -9. */
class ResumeTest {
  private static final int PICTURES = 5000;

  @TempDir Path folder;
  private Path model;
  private Path list;

  @BeforeEach
  void pictures() throws IOException {
    model = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, model);
    }
    int[][] colors = {{10, 20, 240}, {10, 240, 20}, {240, 20, 10}, {90, 80, 70}};
    List<String> names = new ArrayList<>();
    for (int i = 0; i < colors.length; i++) {
      try (Image image = Image.blank(40, 30, colors[i][0], colors[i][1], colors[i][2])) {
        image.write(folder.resolve("a, \"picture\" " + i + ".png"));
      }
      names.add(folder.resolve("a, \"picture\" " + i + ".png").toString());
    }
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "not a picture");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      lines.add(names.get(i * 7 % 41 % names.size()));
      if (i % 250 == 30) {
        lines.set(i, i % 500 == 30 ? broken.toString() : folder.resolve("absent.png").toString());
      }
    }
    list = Files.write(folder.resolve("list.txt"), lines);
  }

  @ParameterizedTest
  @CsvSource({"csv,2", "jsonl,1", "db,1"})
  void aKilledJobEndsAsOneThatWasNot(String extension, int kills) throws Exception {
    Path whole = folder.resolve("whole." + extension);
    assertThat(classify(whole).code()).isEqualTo(ExitCode.SOME_FAILED);
    Path save = folder.resolve("results." + extension);
    for (int i = 0; i < kills; i++) {
      killOnTheWay(save);
    }
    if (!extension.equals("db")) {
      assertThat(save).doesNotExist();
      // As a kill in the middle of a write leaves it.
      Files.writeString(
          folder.resolve("results." + extension + ".part"), "a torn li", StandardOpenOption.APPEND);
    }
    Invocation resumed = classify(save, "--resume");
    assertThat(resumed.err()).contains("going on after ").doesNotContain("\tat ");
    assertThat(resumed.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(content(save)).isEqualTo(content(whole));
    assertThat(folder.resolve("results." + extension + ".part")).doesNotExist();
    assertThat(folder.resolve("results." + extension + ".job")).doesNotExist();
    Invocation again = classify(save, "--resume");
    assertThat(again.err()).contains("is complete");
    assertThat(again.code()).isEqualTo(ExitCode.DONE);
  }

  /** Starts the job, or goes on with it, and kills it once it has written something more. */
  private void killOnTheWay(Path save) throws Exception {
    long before = progress(save);
    List<String> lines = Files.readAllLines(list);
    Process process =
        Invocation.process(args("-", save, "--resume").toArray(String[]::new))
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    try {
      // The list comes in slowly, so that it is killed on its way on any machine.
      OutputStream in = process.getOutputStream();
      for (int i = 0; i < PICTURES / 2; i++) {
        in.write((lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      in.flush();
      for (int i = PICTURES / 2; i < PICTURES && progress(save) == before; i++) {
        in.write((lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
        Thread.sleep(5);
      }
      assertThat(process.isAlive()).isTrue();
      assertThat(progress(save)).isNotEqualTo(before);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9);
  }

  /** How many inputs are written down. */
  private static long progress(Path save) throws IOException, SQLException {
    if (!save.toString().endsWith(".db")) {
      Path job = save.resolveSibling(save.getFileName() + ".job");
      return JobFile.read(job)
          .map(JobFile.Saved::checkpoints)
          .filter(checkpoints -> !checkpoints.isEmpty())
          .map(checkpoints -> checkpoints.get(checkpoints.size() - 1).mark().inputs())
          .orElse(0L);
    }
    if (!Files.exists(save)) {
      return 0;
    }
    // Others may read while it is written.
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + save);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT inputs FROM jobs")) {
      return result.next() ? result.getLong(1) : 0;
    } catch (SQLException notYet) {
      return 0;
    }
  }

  private Invocation classify(Path save, String... more) {
    return Invocation.here(args("@" + list, save, more).toArray(String[]::new));
  }

  private List<String> args(String source, Path save, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("classify", source, "-m", model.toString(), "--save", save.toString()));
    args.addAll(List.of(more));
    return args;
  }

  private static Object content(Path file) throws Exception {
    return file.toString().endsWith(".db") ? rows(file) : Files.readString(file);
  }

  private static List<String> rows(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String query :
          List.of(
              "SELECT state, inputs, done, failed, names_sha256, options FROM jobs",
              "SELECT * FROM images ORDER BY job, position",
              "SELECT * FROM predictions ORDER BY job, position, rank",
              "SELECT * FROM errors ORDER BY job, position",
              "SELECT * FROM counts ORDER BY label")) {
        try (ResultSet result = statement.executeQuery(query)) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
              row.append(result.getString(i)).append('|');
            }
            rows.add(row.toString());
          }
        }
      }
    }
    assertThat(rows).hasSizeGreaterThan(PICTURES);
    return rows;
  }

  @Test
  void anotherModelOrOtherSourcesAreRefused() throws Exception {
    Path save = folder.resolve("results.csv");
    killOnTheWay(save);
    Invocation options = classify(save, "--resume", "--top", "1");
    assertThat(options.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(options.err()).contains("its --top differs: 3 then, 1 now");
    List<String> lines = new ArrayList<>(Files.readAllLines(list));
    lines.set(3, lines.get(4) + "x");
    Files.write(list, lines);
    Invocation sources = classify(save, "--resume");
    assertThat(sources.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(sources.err()).contains("the sources have changed", "are not those that were done");
    assertThat(folder.resolve("results.csv.part")).exists();
    Files.writeString(list, lines.get(0) + "\n");
    assertThat(classify(save, "--resume").err()).contains("now there are only 1");
  }

  @Test
  void whereThereIsNothingToGoOnWithTheJobBegins() throws Exception {
    Files.write(list, Files.readAllLines(list).subList(27, 31));
    Path save = folder.resolve("results.csv");
    assertThat(classify(save, "--resume").code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(Files.readAllLines(save)).hasSize(1 + 3 * 3);
    assertThat(Invocation.here("classify", "x", "-m", "y", "--resume").err())
        .contains("only a file can be gone on with: no --save");
  }
}
