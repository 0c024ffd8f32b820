package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ocelli.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli classify} with the smallest classifier there is: is a picture red, green, blue? */
class ClassifyTest {
  @TempDir Path folder;
  private String model = "";

  @BeforeEach
  void pictures() throws IOException {
    Path file = folder.resolve("rgb.onnx");
    try (InputStream in = WarmUp.class.getResourceAsStream("red-green-blue.onnx")) {
      Files.copy(in, file);
    }
    model = file.toString();
    Path pictures = Files.createDirectory(folder.resolve("p"));
    paint(pictures.resolve("a red.png"), 10, 20, 240);
    paint(pictures.resolve("b, \"green\".png"), 10, 240, 20);
    Files.writeString(pictures.resolve("c broken.jpg"), "not a picture");
    paint(pictures.resolve("лист 🍅.png"), 240, 20, 10);
    Files.writeString(pictures.resolve("notes.txt"), "");
  }

  private static void paint(Path file, int blue, int green, int red) {
    try (Image image = Image.blank(40, 30, blue, green, red)) {
      image.write(file);
    }
  }

  @Test
  void jsonLinesAreAsTheyAreDocumented() throws IOException {
    Invocation done = Invocation.here("classify", p(""), "-m", model, "--format", "jsonl");
    assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(4);
    ObjectMapper json = new ObjectMapper();
    JsonNode red = json.readTree(lines.get(0));
    assertThat(red.properties().stream().map(java.util.Map.Entry::getKey))
        .containsExactly("source", "width", "height", "predictions");
    assertThat(red.get("source").asText()).isEqualTo(p("a red.png"));
    assertThat(red.get("width").asInt()).isEqualTo(40);
    assertThat(red.get("height").asInt()).isEqualTo(30);
    assertThat(red.get("predictions")).hasSize(3);
    JsonNode first = red.get("predictions").get(0);
    assertThat(first.properties().stream().map(java.util.Map.Entry::getKey))
        .containsExactly("index", "label", "probability");
    assertThat(first.get("label").asText()).isEqualTo("red");
    // softmax of the means (240, 20, 10) / 255
    double red0 = Math.exp(240 / 255.0);
    double expected = red0 / (red0 + Math.exp(20 / 255.0) + Math.exp(10 / 255.0));
    assertThat(first.get("probability").asDouble())
        .isCloseTo(expected, org.assertj.core.data.Offset.offset(2e-6));
    JsonNode broken = json.readTree(lines.get(2));
    assertThat(broken.properties().stream().map(java.util.Map.Entry::getKey))
        .containsExactly("source", "error");
    assertThat(broken.get("source").asText()).isEqualTo(p("c broken.jpg"));
    assertThat(json.readTree(lines.get(3)).get("source").asText()).isEqualTo(p("лист 🍅.png"));
    assertThat(done.err())
        .contains("failed: " + p("c broken.jpg") + ": ", "3 of 4 pictures, 1 failed,")
        .doesNotContain("\tat ");
  }

  @Test
  void csvQuotesWhatHasToBeQuoted() {
    Invocation done =
        Invocation.here("classify", p(""), "-m", model, "--format", "csv", "--top", "1");
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("source,rank,index,label,probability");
    assertThat(lines.get(1)).startsWith(p("a red.png") + ",1,0,red,0.");
    assertThat(lines.get(2))
        .startsWith("\"" + p("b, \"green\".png").replace("\"", "\"\"") + "\",1,1,green,0.");
    assertThat(lines.get(3)).startsWith(p("лист 🍅.png") + ",1,2,blue,0.");
  }

  @Test
  void theTableIsAligned() {
    Invocation done = Invocation.here("classify", p(""), "-m", model, "--top", "2");
    List<String> lines = done.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).containsPattern("a red\\.png +\\d+\\.\\d%  red +\\d+\\.\\d%  green");
    int column = lines.get(0).indexOf('%');
    assertThat(lines.get(1).indexOf('%')).isEqualTo(column);
    assertThat(lines.get(2)).endsWith("  failed");
  }

  @Test
  void savesToAFileAndKeepsTheOrderOfTheCommandLine() throws IOException {
    Path save = folder.resolve("out.jsonl");
    Invocation done =
        Invocation.here(
            "classify",
            p("лист 🍅.png"),
            p("absent.png"),
            p("a red.png"),
            "-m",
            model,
            "--format=jsonl",
            "--save",
            save.toString());
    assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(done.out()).isEmpty();
    List<String> lines = Files.readAllLines(save);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("лист 🍅.png", "\"label\":\"blue\"");
    assertThat(lines.get(1)).contains("absent.png", "\"error\":\"no such file or folder");
    assertThat(lines.get(2)).contains("a red.png");
    assertThat(folder.resolve("out.jsonl.part")).doesNotExist();
  }

  @Test
  void leavesAFolderWithErrorsAndArguments() throws IOException {
    Invocation done =
        Invocation.here(
            "classify", p(""), "-m", model, "--format", "csv", "--out", folder + "/runs");
    assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
    Path run = folder.resolve("runs/classify");
    List<String> errors = Files.readAllLines(run.resolve("errors.csv"));
    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).isEqualTo("source,error");
    assertThat(errors.get(1)).startsWith(p("c broken.jpg") + ",");
    assertThat(run.resolve("predictions.csv")).hasContent(done.out());
    assertThat(run.resolve("args.yaml")).content().contains("format: csv", "top: 3");
    Invocation again =
        Invocation.here(
            "classify", p("a red.png"), "--config", run.resolve("args.yaml").toString());
    assertThat(again.code()).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("runs/classify2/errors.csv")).hasContent("source,error");
  }

  @Test
  void aNameThatBeginsWithADashIsTakenAfterTwoDashes() throws Exception {
    Path dash = folder.resolve("p/-x.png");
    paint(dash, 240, 0, 0);
    ProcessBuilder after =
        Invocation.process("classify", "-m", model, "--format", "csv", "--", "-x.png")
            .directory(folder.resolve("p").toFile());
    Invocation done = Invocation.run(after);
    assertThat(done.err()).contains("1 of 1 pictures");
    assertThat(done.out()).contains("\n-x.png,1,2,blue,");
    assertThat(done.code()).isEqualTo(ExitCode.DONE);
    ProcessBuilder without =
        Invocation.process("classify", "-m", model, "-x.png")
            .directory(folder.resolve("p").toFile());
    Invocation wrong = Invocation.run(without);
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("write ./-x.png, or -- before it");
  }

  @Test
  void fetchesAnAddressAndNamesTheOneThatFails() throws IOException {
    byte[] red = Files.readAllBytes(folder.resolve("p/a red.png"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/red",
        exchange -> {
          exchange.sendResponseHeaders(200, red.length);
          exchange.getResponseBody().write(red);
          exchange.close();
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      Invocation done =
          Invocation.here(
              "classify", base + "/red", base + "/none", "-m", model, "--format", "jsonl");
      assertThat(done.code()).isEqualTo(ExitCode.SOME_FAILED);
      List<String> lines = done.out().lines().toList();
      assertThat(lines.get(0)).startsWith("{\"source\":\"" + base + "/red\",\"width\":40");
      assertThat(lines.get(1)).contains(base + "/none", "cannot be fetched", "status 404");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void wrongUseIsSaidInFourParts() {
    assertWrong(ExitCode.WRONG_USAGE, "no such file or folder: ", p("absent"), "-m", model);
    assertWrong(ExitCode.WRONG_USAGE, "no such model: ", p("a red.png"), "-m", "leavs");

    assertWrong(ExitCode.WRONG_USAGE, "something is missing: SOURCE", "-m", model);
    assertWrong(
        ExitCode.WRONG_USAGE,
        "unknown value of --format: jsno",
        "a",
        "-m",
        model,
        "--format",
        "jsno");
    assertWrong(ExitCode.WRONG_USAGE, "too few labels: 0", p("a red.png"), "-m", model, "--top=0");
    assertWrong(
        ExitCode.WRONG_USAGE, "no such device: cuba", p("a red.png"), "-m", model, "--device=cuba");
    assertWrong(ExitCode.NOT_DONE, "", p("a red.png"), "-m", p("notes.txt"));
    assertWrong(
        ExitCode.NOT_DONE,
        "the results cannot be written: ",
        p("a red.png"),
        "-m",
        model,
        "--save",
        p("a red.png") + "/out.csv");
  }

  private static void assertWrong(int code, String problem, String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "classify";
    System.arraycopy(args, 0, all, 1, args.length);
    Invocation wrong = Invocation.here(all);
    assertThat(wrong.err()).startsWith("error: " + problem);
    assertThat(wrong.err()).contains("\n  from: ", "\n  try:  ").doesNotContain("Exception");
    assertThat(wrong.code()).as(wrong.err()).isEqualTo(code);
    assertThat(wrong.out()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsSaid() {
    assertWrong(
        ExitCode.NOT_DONE,
        "the results cannot be written: /dev/full: No space left on device",
        p("a red.png"),
        "-m",
        model,
        "--device=cpu",
        "--save",
        "/dev/full");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void controlCEndsWithWhatIsDone() throws Exception {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, (p("a red.png") + "\n").repeat(2_000_000));
    Path save = folder.resolve("out.csv");
    Process process =
        Invocation.process(
                "classify", "@" + list, "-m", model, "--format", "csv", "--save", save.toString())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    try {
      Path part = folder.resolve("out.csv.part");
      for (int i = 0; i < 600 && !(Files.exists(part) && Files.size(part) > 0); i++) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(100);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(folder.resolve("err.txt")).content().contains("stopped: ").doesNotContain("\tat ");
    List<String> lines = Files.readAllLines(save);
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines.get(lines.size() - 1)).startsWith(p("a red.png") + ",3,");
  }

  private String p(String name) {
    return folder.resolve("p").resolve(name).toString();
  }
}
