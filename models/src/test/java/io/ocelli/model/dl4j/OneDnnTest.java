package io.ocelli.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class OneDnnTest {
  @BeforeEach
  void needsOneDnnNatives() {
    Assumptions.assumeTrue(OneDnn.platformHasOneDnn(), "nd4j has no oneDNN for this platform");
  }

  @AfterEach
  void switchOn() {
    OneDnn.enable();
  }

  @Test
  void allThreeKindsOfLayersAreComputedByOneDnn() {
    OneDnn.Status status = OneDnn.status();
    assertThat(status.on()).as(status.reason()).isTrue();
    assertThat(status.layers())
        .containsEntry("convolution", "MKLDNNConvHelper")
        .containsEntry("batch-norm", "MKLDNNBatchNormHelper")
        .containsEntry("pooling", "MKLDNNSubsamplingHelper");
    OneDnn.require();
  }

  @Test
  void theScratchNetworkRunsOnThem() {
    OneDnn.enable();
    try (Network network = Network.create(SmallCnn.of(32, 32, 3, 4), 1)) {
      for (var layer : network.graph().getLayers()) {
        String kind = layer.conf().getLayer().getClass().getSimpleName();
        if (kind.equals("ConvolutionLayer")
            || kind.equals("BatchNormalization")
            || kind.equals("SubsamplingLayer")) {
          assertThat(layer.getHelper()).as(layer.conf().getLayer().getLayerName()).isNotNull();
        }
      }
    }
  }

  @Test
  void convolutionAgreesWithThePlainPath() {
    agrees(new ConvolutionLayer.Builder(3, 3).nOut(5).padding(1, 1).stride(2, 2).build());
    agrees(new ConvolutionLayer.Builder(3, 3).nOut(5).hasBias(false).build());
    agrees(new ConvolutionLayer.Builder(1, 1).nOut(7).activation(Activation.RELU).build());
  }

  @Test
  void batchNormAgreesWithThePlainPath() {
    agrees(new BatchNormalization.Builder().eps(1e-5).decay(0.9).build());
  }

  @Test
  void poolingAgreesWithThePlainPath() {
    agrees(new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build());
    agrees(new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(3, 3).stride(2, 2).build());
  }

  /** Loss, gradients and running statistics of one step, and inference after it, agree to 1e-4. */
  private static void agrees(Layer layer) {
    INDArray x = Nd4j.rand(DataType.FLOAT, 7, 3, 12, 12).subi(0.3);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 7, 4);
    for (int i = 0; i < 7; i++) {
      y.putScalar(i, i % 4, 1);
    }
    OneDnn.disable();
    ComputationGraph plain = graph(layer.clone());
    assertThat(plain.getLayer("probed").getHelper()).as("plain").isNull();
    OneDnn.enable();
    ComputationGraph fast = graph(layer.clone());
    assertThat(fast.getLayer("probed").getHelper()).as("oneDNN").isNotNull();
    fast.setParams(plain.params().dup());
    for (ComputationGraph graph : new ComputationGraph[] {plain, fast}) {
      graph.setInputs(x);
      graph.setLabels(y);
      graph.computeGradientAndScore();
    }
    assertThat(fast.score()).isCloseTo(plain.score(), org.assertj.core.data.Offset.offset(1e-4));
    close(fast.gradient().gradient(), plain.gradient().gradient());
    plain.fit(new INDArray[] {x}, new INDArray[] {y});
    fast.fit(new INDArray[] {x}, new INDArray[] {y});
    close(fast.params(), plain.params());
    close(fast.outputSingle(x), plain.outputSingle(x));
    plain.close();
    fast.close();
  }

  private static void close(INDArray actual, INDArray expected) {
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(1e-4);
    assertThat(expected.amaxNumber().doubleValue()).as("something to compare").isGreaterThan(1e-6);
  }

  private static ComputationGraph graph(Layer layer) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(12, 12, 3))
            .addLayer(
                "first", new ConvolutionLayer.Builder(3, 3).nOut(3).padding(1, 1).build(), "in")
            .addLayer("probed", layer, "first")
            .addLayer(
                "out",
                new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build(),
                "probed")
            .setOutputs("out")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
