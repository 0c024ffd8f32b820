package io.ocelli.model.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.error.OcelliException;
import io.ocelli.error.UsageException;
import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.dl4j.OneDnn;
import io.ocelli.model.net.Initializer;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Node;
import io.ocelli.model.net.Op;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import io.ocelli.model.net.Window;
import io.ocelli.model.net.catalog.Nets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j zips that others wrote, and graphs of ours that plain Deeplearning4j opens. */
class PlainDl4jTest {
  @TempDir Path folder;

  @BeforeAll
  static void fast() {
    OneDnn.require();
  }

  private Path chain(InputType input) throws IOException {
    MultiLayerNetwork chain =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(
                    new ConvolutionLayer.Builder(5, 5)
                        .nOut(6)
                        .convolutionMode(ConvolutionMode.Same)
                        .stride(2, 2)
                        .activation(Activation.LEAKYRELU)
                        .build())
                .layer(new BatchNormalization())
                .layer(
                    new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(
                    new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.ELU)
                        .dropOut(0.5)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build());
    chain.init();
    // Running values as after training: the logarithm of the deviation is what it stores.
    chain.getLayer(1).getParam("log10stdev").assign(-0.2);
    chain.getLayer(1).getParam("mean").assign(0.3);
    Path zip = folder.resolve("chain.zip");
    ModelSerializer.writeModel(chain, zip.toFile(), true);
    chain.close();
    return zip;
  }

  @Test
  void aChainOfLayersBecomesOnnx() throws IOException {
    Path zip = chain(InputType.convolutional(13, 10, 2));
    assertThatThrownBy(() -> Dl4jExport.of(zip, null, Map.of())).isInstanceOf(UsageException.class);
    Dl4jExport.Exported exported = Dl4jExport.of(zip, new Shape(2, 13, 10), Map.of("k", "v"));
    assertThat(exported.parity().largest()).isLessThan(1e-5);
    assertThatThrownBy(() -> Dl4jExport.of(zip, new Shape(2, 40, 10), Map.of()))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("pictures of this size");
  }

  @Test
  void flatPicturesTellTheirSize() throws IOException {
    Path zip = chain(InputType.convolutionalFlat(13, 10, 2));
    Dl4jExport.Exported exported = Dl4jExport.of(zip, null, Map.of());
    assertThat(exported.input()).isEqualTo(new Shape(2, 13, 10));
    assertThat(exported.parity().largest()).isLessThan(1e-5);
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 2))
                .addLayer("norm", new LocalResponseNormalization(), "in")
                .addLayer(
                    "conv",
                    new ConvolutionLayer.Builder(1, 1).nOut(2).activation(Activation.MISH).build(),
                    "in")
                .addVertex("both", new MergeVertex(), "norm", "conv")
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "both")
                .setOutputs("out")
                .build());
    graph.init();
    assertThatThrownBy(() -> Dl4jReader.net(graph, new Shape(2, 8, 8)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("'norm': a LocalResponseNormalization")
        .hasMessageContaining("'conv': the activation mish");
    graph.close();
    assertThatThrownBy(() -> Dl4jReader.read(folder.resolve("none.zip"), null))
        .isInstanceOf(OcelliException.class);
  }

  @Test
  void geluIsNamedBecauseDeeplearning4jHasNone() {
    Converted read =
        OnnxReader.read(OperatorFiles.all().get("Gelu-20"), "gelu", ReadOptions.DEFAULT);
    assertThatThrownBy(() -> Dl4jWriter.graph(read.net(), read.parameters()))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("Gelu0")
        .hasMessageContaining("GELU");
  }

  private static String layer(String parameter) {
    return parameter.substring(0, parameter.lastIndexOf('/'));
  }

  /** One of each kind of body: a whole catalogue takes minutes. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet", "resnet18", "googlenet", "mobilenetv2", "squeezenet"})
  void networksOfTheCatalogueAnswerTheSameInDeeplearning4jAndComeBackExactly(String name) {
    Shape input = Catalogue.input(name);
    Net net = Nets.of(name, input, 5);
    Parameters parameters = Initializer.of(3).parameters(net);
    Catalogue.disturb(net, parameters, 11);
    float[] pictures = Answers.noise(2 * input.size(), 4);
    byte[] onnx = OnnxWriter.write(net, parameters, OnnxWriter.Options.DEFAULT);
    ComputationGraph graph = Dl4jWriter.graph(net, parameters);
    try {
      assertThat(
              Answers.difference(
                  Answers.of(onnx, pictures, input), Dl4jAnswers.of(graph, pictures, input)))
          .isLessThan(1e-4);
      Dl4jReader.Read back = Dl4jReader.net(graph, input);
      parameters
          .all()
          .forEach(
              (key, tensor) ->
                  // AssertJ's own comparison takes the square of the length.
                  assertThat(
                          Arrays.equals(back.parameters().all().get(key).values(), tensor.values()))
                      .as(key)
                      .isTrue());
      assertThat(back.net().nodes())
          .extracting(Node::name)
          .containsAll(parameters.all().keySet().stream().map(PlainDl4jTest::layer).toList())
          .contains(NetBuilder.OUTPUT);
    } finally {
      graph.close();
    }
  }

  @Test
  void aWrittenGraphTrainsAndIsSavedAndOpened() throws IOException {
    Shape input = new Shape(3, 14, 11);
    NetBuilder builder = NetBuilder.of("tiny", input);
    String start = builder.conv("first", 8, Window.of(3, 1, 1), false).last();
    builder.batchNorm("norm").relu("relu");
    builder.layer("deep", new Op.Convolution(8, Window.of(3, 1, 1), 8, true));
    builder.layer("groups", new Op.Convolution(8, Window.of(3, 1, 1), 2, true));
    builder.add("sum", builder.last(), start).globalAverage("pool").head(3);
    Net net = builder.build();
    ComputationGraph graph = Dl4jWriter.graph(net, Initializer.of(1).parameters(net));
    float[] pictures = Answers.noise(6 * input.size(), 1);
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] += i / input.size() % 3;
    }
    try (INDArray x = Nd4j.createFromArray(pictures).reshape('c', 6, 3, 14, 11);
        INDArray y = Nd4j.zeros(6, 3)) {
      for (int i = 0; i < 6; i++) {
        y.putScalar(i, i % 3, 1);
      }
      graph.fit(new INDArray[] {x}, new INDArray[] {y});
      double first = graph.score();
      for (int step = 0; step < 40; step++) {
        graph.fit(new INDArray[] {x}, new INDArray[] {y});
      }
      assertThat(graph.score()).isLessThan(0.7 * first);
    }
    Path zip = folder.resolve("graph.zip");
    ModelSerializer.writeModel(graph, zip.toFile(), false);
    float[] trained = Dl4jAnswers.of(graph, pictures, input);
    graph.close();
    Dl4jReader.Read read = Dl4jReader.read(zip, input);
    byte[] onnx = OnnxWriter.write(read.net(), read.parameters(), OnnxWriter.Options.DEFAULT);
    assertThat(Answers.difference(trained, Answers.of(onnx, pictures, input))).isLessThan(1e-4);
  }
}
