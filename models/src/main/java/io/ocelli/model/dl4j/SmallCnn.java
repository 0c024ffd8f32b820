package io.ocelli.model.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A small convolutional network for pictures of {@code width x height}: stages of 3x3 convolution,
 * batch normalisation and ReLU, each stage ending in 2x2 max pooling that halves the picture, until
 * about 4 to 7 pixels are left; then global average pooling, dropout and a softmax layer (the plan
 * of VGG, Simonyan and Zisserman 2014, with the batch normalisation of Ioffe and Szegedy 2015 and
 * the global pooling of Lin et al. 2013).
 *
 * @param width picture width in pixels, at least 8
 * @param height picture height in pixels, at least 8
 * @param channels 3 for colour, 1 for grey
 * @param classes number of classes, at least 2
 * @param dropout share of the pooled features set to zero in training, 0 for none
 */
public record SmallCnn(int width, int height, int channels, int classes, double dropout) {
  private static final int[] WIDTHS = {32, 64, 128, 192, 256, 256};

  /** Checks the sizes. */
  public SmallCnn {
    if (width < 8 || height < 8 || classes < 2 || channels < 1) {
      throw new IllegalArgumentException(
          "a small CNN needs pictures of at least 8x8 and two classes: %dx%d, %d channels, %d classes"
              .formatted(width, height, channels, classes));
    }
  }

  /** With the usual dropout of 0.3. */
  public static SmallCnn of(int width, int height, int channels, int classes) {
    return new SmallCnn(width, height, channels, classes, 0.3);
  }

  /**
   * The output channels of the convolutions, a list a stage. Pictures over 48 pixels begin with one
   * narrow convolution: the first stages see the most pixels and cost the most.
   */
  public List<List<Integer>> stages() {
    int side = Math.min(width, height);
    List<List<Integer>> stages = new ArrayList<>();
    if (side > 48) {
      stages.add(List.of(16));
      side /= 2;
    }
    for (int i = 0; i < WIDTHS.length && side >= 8; i++) {
      stages.add(List.of(WIDTHS[i], WIDTHS[i]));
      side /= 2;
    }
    return stages;
  }

  ComputationGraphConfiguration configuration(long seed) {
    NeuralNetConfiguration.Builder base = base(seed);
    var graph =
        base.graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(height, width, channels));
    String last = "input";
    int stage = 0;
    for (List<Integer> widths : stages()) {
      stage++;
      for (int i = 0; i < widths.size(); i++) {
        String name = "stage" + stage + "_conv" + (i + 1);
        graph.addLayer(name, convolution(widths.get(i)), last);
        graph.addLayer(name + "_bn", batchNorm(), name);
        graph.addLayer(name + "_relu", relu(), name + "_bn");
        last = name + "_relu";
      }
      String pool = "stage" + stage + "_pool";
      graph.addLayer(
          pool,
          new SubsamplingLayer.Builder(PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .helperAllowFallback(false)
              .build(),
          last);
      last = pool;
    }
    graph.addLayer("features", new GlobalPoolingLayer(PoolingType.AVG), last);
    last = "features";
    if (dropout > 0) {
      graph.addLayer("dropout", new DropoutLayer(1 - dropout), last);
      last = "dropout";
    }
    graph.addLayer("output", softmax(classes), last).setOutputs("output");
    return graph.build();
  }

  static NeuralNetConfiguration.Builder base(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
        .weightInit(WeightInit.RELU)
        .convolutionMode(ConvolutionMode.Truncate)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        // Keeps what the forward pass computed; without it every convolution runs forward twice
        // a step.
        .cacheMode(CacheMode.DEVICE)
        .updater(new Adam(1e-3));
  }

  static OutputLayer softmax(int classes) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
        .nOut(classes)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ConvolutionLayer convolution(int out) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(out)
        .padding(1, 1)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        // A failing oneDNN layer must be an error, not a silent fall to the slow path.
        .helperAllowFallback(false)
        .build();
  }

  private static BatchNormalization batchNorm() {
    return new BatchNormalization.Builder()
        .useLogStd(false)
        .eps(1e-5)
        .decay(0.9)
        .helperAllowFallback(false)
        .build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer.Builder().activation(Activation.RELU).build();
  }
}
