package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.dataset.synthetic.LeafSynthesizer;
import io.ocelli.image.Preprocess;
import io.ocelli.model.ModelCard;
import io.ocelli.model.convert.OnnxWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --tta} of evaluate and classify, as a user sees it. */
class TtaTest {
  @TempDir Path folder;
  private String model = "";
  private String leaves = "";

  @BeforeEach
  void prepare() throws IOException {
    Path data = folder.resolve("leaves");
    new LeafSynthesizer(64, 1).write(data, 4);
    leaves = data.toString();
    Net net = Nets.of("lenet", new Shape(3, 40, 32), LeafSynthesizer.classes().size());
    ModelCard card =
        ModelCard.classifier(LeafSynthesizer.classes(), Preprocess.stretch01(32, 40), null);
    Path file = folder.resolve("model.onnx");
    Files.write(
        file,
        OnnxWriter.write(
            net,
            Initializer.of(1).parameters(net),
            new OnnxWriter.Options(false, card.toMetadata(), "images", "output")));
    model = file.toString();
  }

  private JsonNode evaluate(String... tta) throws IOException {
    String[] words = new String[7 + tta.length];
    System.arraycopy(new String[] {"evaluate", "-m", model, "--data", leaves}, 0, words, 0, 5);
    words[5] = "--out";
    words[6] = folder.resolve("runs").toString();
    System.arraycopy(tta, 0, words, 7, tta.length);
    Invocation done = Invocation.here(words);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    Path report = Path.of(done.err().replaceAll("(?s).*report: (\\S+).*", "$1"));
    assertThat(Files.readString(report)).contains("test-time augmentation");
    return new ObjectMapper().readTree(report.resolveSibling("metrics.json").toFile());
  }

  @Test
  void evaluateSaysWhichViewsItAveraged() throws IOException {
    JsonNode plain = evaluate();
    JsonNode flips = evaluate("--tta", "flips");
    assertThat(plain.path("tta").asText()).isEqualTo("none");
    assertThat(flips.path("tta").asText()).isEqualTo("flips");
    assertThat(flips.path("images").asInt()).isEqualTo(plain.path("images").asInt());
    assertThat(flips.path("loss").asDouble()).isNotEqualTo(plain.path("loss").asDouble());
  }

  @Test
  void classifyAveragesToo() {
    Invocation plain = classify("none");
    Invocation flip = classify("FLIP");
    assertThat(flip.code()).as(flip.err()).isEqualTo(ExitCode.DONE);
    assertThat(flip.out().lines().count()).isEqualTo(plain.out().lines().count());
    assertThat(flip.out()).isNotEqualTo(plain.out());
  }

  private Invocation classify(String tta) {
    return Invocation.here("classify", leaves, "-m", model, "--format", "csv", "--tta", tta);
  }

  @Test
  void wrongViewsAreAnswered() {
    Invocation wrong = classify("flop");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("--tta: flop", "did you mean 'flip' or 'flips'?");
    Invocation oblong = classify("dihedral");
    assertThat(oblong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(oblong.err()).contains("square input: 32x40", "take 'flips'");
  }
}
