package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.catalog.Nets;
import io.ocelli.model.onnx.OnnxModel;
import io.ocelli.model.onnx.OnnxOptions;
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
}
