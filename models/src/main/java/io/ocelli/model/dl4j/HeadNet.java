package io.ocelli.model.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * The classifier that is trained on the features of a frozen backbone: dropout, one hidden ReLU
 * layer, dropout, softmax.
 *
 * @param features length of a feature vector
 * @param hidden units of the hidden layer; 0 for a linear head
 * @param classes number of classes, at least 2
 * @param dropout share of the inputs of each dense layer set to zero in training
 */
public record HeadNet(int features, int hidden, int classes, double dropout) {
  /** Checks the sizes. */
  public HeadNet {
    if (features < 1 || hidden < 0 || classes < 2) {
      throw new IllegalArgumentException(
          "a head needs features and two classes: %d features, %d hidden units, %d classes"
              .formatted(features, hidden, classes));
    }
  }

  ComputationGraphConfiguration configuration(long seed) {
    var graph =
        SmallCnn.base(seed)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.feedForward(features));
    String last = "input";
    if (dropout > 0) {
      graph.addLayer("dropout1", new DropoutLayer(1 - dropout), last);
      last = "dropout1";
    }
    if (hidden > 0) {
      graph.addLayer(
          "hidden",
          new DenseLayer.Builder().nOut(hidden).activation(Activation.RELU).build(),
          last);
      last = "hidden";
      if (dropout > 0) {
        graph.addLayer("dropout2", new DropoutLayer(1 - dropout), last);
        last = "dropout2";
      }
    }
    graph.addLayer("output", SmallCnn.softmax(classes), last).setOutputs("output");
    return graph.build();
  }
}
