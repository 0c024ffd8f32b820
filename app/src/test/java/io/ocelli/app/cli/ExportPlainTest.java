package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli export} of zips that plain Deeplearning4j wrote. */
class ExportPlainTest {
  @TempDir Path folder;

  @Test
  void aZipOfPlainDeeplearning4jBecomesOneOnnxFile() throws IOException {
    Net net = Nets.of("lenet", new Shape(1, 28, 28), 3);
    ComputationGraph graph = Dl4jWriter.graph(net, Initializer.of(1).parameters(net));
    Path zip = folder.resolve("plain.zip");
    ModelSerializer.writeModel(graph, zip.toFile(), true);
    graph.close();
    Path onnx = folder.resolve("plain.onnx");

    Invocation unsized = Invocation.here("export", zip.toString(), "--to", onnx.toString());
    assertThat(unsized.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(unsized.err()).contains("does not say how large", "64x64");
    assertThat(onnx).doesNotExist();

    Invocation wrong =
        Invocation.here("export", zip.toString(), "--to", onnx.toString(), "--input", "big");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("not a size", "--input");

    Invocation done =
        Invocation.here(
            "export", zip.toString(), "--to", onnx.toString(), "--input", "28", "--channels", "1");
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.err()).contains("agree on 4 random samples");
    try (OnnxModel model = OnnxModel.open(onnx, OnnxOptions.SHARED)) {
      assertThat(model.imageInput().shape()).isEqualTo(List.of(-1L, 1L, 28L, 28L));
      assertThat(model.outputs().get(0).shape()).isEqualTo(List.of(-1L, 3L));
    }
  }

  @Test
  void anOnnxFileBecomesAZipThatPlainDeeplearning4jOpensAndTrains() throws IOException {
    Path digits = TestData.require("models/mnist-opt.onnx");
    Path zip = folder.resolve("neu/digits ß.zip");
    Invocation done = Invocation.here("export", digits.toString(), "--to", zip.toString());
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.err()).contains("1x28x28").contains("agrees with ONNX Runtime");
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip.toFile(), false);
    assertThat(graph.numParams()).isPositive();
    graph.close();
    Invocation taken = Invocation.here("export", digits.toString(), "--to", zip.toString());
    assertThat(taken.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(taken.err()).contains("there already");

    Path mobilenet = TestData.require("models/mobilenetv2-12-qdq.onnx");
    Path larger = folder.resolve("mobilenet.zip");
    Invocation quantised =
        Invocation.here("export", mobilenet.toString(), "--to", larger.toString());
    assertThat(quantised.code()).as(quantised.err()).isEqualTo(ExitCode.DONE);
    assertThat(quantised.err()).contains("quantised").contains("read as float");

    Invocation back =
        Invocation.here(
            "export",
            larger.toString(),
            "--input",
            "224",
            "--to",
            folder.resolve("back.onnx").toString());
    assertThat(back.code()).as(back.err()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatDeeplearning4jCannotBeGivenIsNamedAndNothingIsLeft() {
    Path detector = TestData.require("models/yunet_n_640_640.onnx");
    Path zip = folder.resolve("faces.zip");
    Invocation refused = Invocation.here("export", detector.toString(), "--to", zip.toString());
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(refused.err()).contains("yunet_n_640_640.onnx");
    assertThat(folder).isEmptyDirectory();
    Invocation smaller =
        Invocation.here("export", detector.toString(), "--to", zip.toString(), "--fp16");
    assertThat(smaller.code()).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
