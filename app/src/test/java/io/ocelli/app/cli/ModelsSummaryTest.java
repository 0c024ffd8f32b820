package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.image.ImageHeader;
import io.ocelli.model.convert.OnnxWriter;
import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetSummary;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models summary}, as a user sees it. */
class ModelsSummaryTest {
  @TempDir Path folder;

  @Test
  void theTableIsThatOfKeras() {
    assertThat(Invocation.here("models", "summary", "lenet"))
        .isEqualTo(
            new Invocation(
                ExitCode.DONE,
                """
                lenet
                layer (type)                        output shape  parameters  trainable  connected to
                input                               1x28x28                0
                conv1 (conv 5x5)                    6x28x28              156  yes        input
                conv1_tanh (tanh)                   6x28x28                0             conv1
                pool1 (average-pool 2x2, stride 2)  6x14x14                0             conv1_tanh
                conv2 (conv 5x5)                    16x10x10           2,416  yes        pool1
                conv2_tanh (tanh)                   16x10x10               0             conv2
                pool2 (average-pool 2x2, stride 2)  16x5x5                 0             conv2_tanh
                flatten (flatten)                   400                    0             pool2
                dense1 (dense)                      120               48,120  yes        flatten
                dense1_tanh (tanh)                  120                    0             dense1
                dense2 (dense)                      84                10,164  yes        dense1_tanh
                features (tanh)                     84                     0             dense2
                logits (dense)                      10                   850  yes        features
                output (softmax)                    10                     0             logits

                parameters    61,706 (241.0 KiB)
                trainable     61,706
                not trainable 0
                work          417 k multiply-adds a picture
                """,
                ""));
  }

  @Test
  void countsAreExact() throws IOException {
    JsonNode vgg = json("vgg16");
    assertThat(vgg.path("parameters").asLong()).isEqualTo(138_357_544);
    assertThat(vgg.path("multiply_adds").asLong()).isEqualTo(15_470_264_320L);
    JsonNode resnet = json("resnet50");
    assertThat(resnet.path("trainable").asLong()).isEqualTo(25_557_032);
    assertThat(resnet.path("not_trainable").asLong()).isEqualTo(53_120);
    JsonNode small = json("resnet18", "--input", "32", "--channels", "1", "--classes", "10");
    assertThat(small.path("input").toString()).isEqualTo("[1,32,32]");
    assertThat(small.path("layers").get(0).path("output").toString()).isEqualTo("[64,32,32]");
    JsonNode large = json("resnet18", "--input", "32", "--stem", "large");
    assertThat(large.path("layers").get(0).path("output").toString()).isEqualTo("[64,16,16]");
  }

  private static JsonNode json(String... words) throws IOException {
    String[] all = new String[words.length + 4];
    all[0] = "models";
    all[1] = "summary";
    System.arraycopy(words, 0, all, 2, words.length);
    all[words.length + 2] = "--format";
    all[words.length + 3] = "json";
    return new ObjectMapper().readTree(Invocation.here(all).out());
  }

  @Test
  void aFileOfOnesOwnIsChecked() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"),
            "layers:\n  - conv: 8\n  - max-pool: 40\n  - flatten\n  - dense: classes\n");
    String own = file.toString();
    assertThat(Invocation.here("models", "summary", own).err())
        .contains("the size of the pictures is not known", "--input");
    assertThat(Invocation.here("models", "summary", own, "--input", "64").err())
        .contains("the number of classes is not known", "own.yaml, line 5", "--classes");
    Invocation small =
        Invocation.here("models", "summary", own, "--input", "40x90", "--classes", "3");
    assertThat(small.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(small.err())
        .contains("does not fit its input: 8x88x38", "layer 'max_pool1'", "own.yaml, line 3");
    Invocation right =
        Invocation.here("models", "summary", own, "--input", "90x50", "--classes", "3");
    assertThat(right.out()).contains("own\n", "max_pool1 (max-pool 40x40, stride 40)  8x1x2");
  }

  @Test
  void theGraphIsDrawn() throws IOException {
    Path png = folder.resolve("net.png");
    Invocation done =
        Invocation.here("models", "summary", "squeezenet", "--save-graph", png.toString());
    assertThat(done.code()).isEqualTo(ExitCode.DONE);
    ImageHeader header = ImageHeader.of(Files.readAllBytes(png), "net.png");
    assertThat(header.width()).isGreaterThan(500);
    assertThat(header.height()).isGreaterThan(500);
  }

  @Test
  void anOnnxFileIsShownAsTheNetworkThatIsTrained() throws IOException {
    Path file = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Path png = folder.resolve("net.png");
    Invocation done =
        Invocation.here("models", "summary", file.toString(), "--save-graph", png.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.err())
        .isEqualTo(
            "quantised weights read as real numbers; answers differ by the file's rounding\n");
    assertThat(done.out())
        .startsWith("mobilenetv2-12-qdq.onnx\n")
        .contains(
            "Conv_2_quant (depthwise-conv 3x3)             32x112x112           320  yes",
            "Gemm_104_MatMul_quant (dense)                 1000           1,281,000  yes",
            "parameters    3,487,816 (13.3 MiB)\ntrainable     3,487,816\nnot trainable 0\n",
            "work          301 M multiply-adds a picture\n");
    assertThat(ImageHeader.of(Files.readAllBytes(png), "net.png").height()).isGreaterThan(500);

    JsonNode smaller = json(file.toString(), "--input", "160x128");
    assertThat(smaller.path("input").toString()).isEqualTo("[3,128,160]");
    assertThat(smaller.path("parameters").asLong()).isEqualTo(3_487_816);
    assertThat(smaller.path("multiply_adds").asLong()).isLessThan(130_000_000);
  }

  @Test
  void anOnnxFileWithDenseLayersHasOneSize() throws IOException {
    String file = TestData.require("models/mnist-opt.onnx").toString();
    JsonNode own = json(file);
    assertThat(own.path("input").toString()).isEqualTo("[1,28,28]");
    assertThat(own.path("trainable").asLong()).isEqualTo(208 + 3216 + 2570);
    Invocation larger = Invocation.here("models", "summary", file, "--input", "40");
    assertThat(larger.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(larger.err()).contains("cannot be shown as layers", "mnist-opt.onnx");
    Invocation colour =
        Invocation.here("models", "summary", file, "--input", "28", "--channels", "3");
    assertThat(colour.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(colour.err()).contains("pictures of 1 channels: 3x28x28");
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    String detector = TestData.require("models/yolox_nano.onnx").toString();
    Invocation refused = Invocation.here("models", "summary", detector);
    assertThat(refused.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains(
            "Slice 'Slice_4': no such operator in the networks trained here",
            "yolox_nano.onnx",
            "ocelli models info " + detector + " --layers");
    Path text = Files.writeString(folder.resolve("page.onnx"), "<!doctype html>");
    assertThat(Invocation.here("models", "summary", text.toString()).err())
        .contains("it is an HTML page");
    assertThat(Invocation.here("models", "summary", "absent.onnx"))
        .matches(absent -> absent.code() == ExitCode.WRONG_USAGE)
        .matches(absent -> absent.err().contains("no such model: absent.onnx"));
  }

  @Test
  void zipsOfDeeplearning4jAndRunFoldersAreShown() throws IOException {
    Net net = Nets.of("lenet", new Shape(1, 28, 28), 3);
    Parameters weights = Initializer.of(1).parameters(net);
    ComputationGraph graph = Dl4jWriter.graph(net, weights);
    Path zip = folder.resolve("plain.zip");
    ModelSerializer.writeModel(graph, zip.toFile(), true);
    graph.close();
    assertThat(Invocation.here("models", "summary", zip.toString()).err())
        .contains("does not say how large");
    JsonNode plain = json(zip.toString(), "--input", "28", "--channels", "1");
    assertThat(plain.path("name").asText()).isEqualTo("plain.zip");
    assertThat(plain.path("parameters").asLong()).isEqualTo(NetSummary.of(net).parameters());

    Path run = Files.createDirectories(folder.resolve("run/weights")).getParent();
    Files.write(
        run.resolve("weights/best.onnx"),
        OnnxWriter.write(net, weights, OnnxWriter.Options.DEFAULT));
    JsonNode ofRun = json(run.toString());
    assertThat(ofRun.path("parameters").asLong()).isEqualTo(NetSummary.of(net).parameters());
    assertThat(Invocation.here("models", "summary", run.toString(), "--classes", "4").err())
        .contains("a model has the classes", "--classes");
    assertThat(Invocation.here("models", "summary", run.toString(), "--stem", "small").err())
        .contains("--stem");
    assertThat(Invocation.here("models", "summary", folder.toString()).err())
        .contains("the folder is no run");
  }

  @Test
  void wrongWordsAreAnswered() {
    assertThat(Invocation.here("models", "summary", "resnet19").err())
        .contains("no such network: resnet19", "did you mean 'resnet18'");
    assertThat(Invocation.here("models", "summary", "vgg16", "--input", "16").err())
        .contains("pictures are too small for vgg16: 16x16", "block5_pool", "at least 32x32");
    assertThat(Invocation.here("models", "summary", "vgg16", "--classes", "1").err())
        .contains("at least two classes");
    assertThat(Invocation.here("models", "summary", "vgg16", "--input", "big").err())
        .contains("not a size: big");
    assertThat(Invocation.here("models", "summary", "absent.yaml").err())
        .contains("absent.yaml", "check the path");
  }

  @Test
  void theHelpNamesAllNetworks() {
    String help = Invocation.here("models", "summary", "--help").out();
    assertThat(Nets.names())
        .allMatch(name -> name.endsWith("-bn") || help.contains(name), "is in the help");
  }
}
