package io.ocelli.model.convert;

import io.ocelli.model.net.Shape;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a Deeplearning4j graph answers to numbers. */
final class Dl4jAnswers {
  private Dl4jAnswers() {}

  static float[] of(ComputationGraph graph, float[] values, Shape shape) {
    long n = values.length / shape.size();
    try (INDArray flat = Nd4j.createFromArray(values)) {
      INDArray input =
          shape.isVector()
              ? flat.reshape('c', n, shape.channels())
              : flat.reshape('c', n, shape.channels(), shape.height(), shape.width());
      INDArray output = graph.outputSingle(false, input);
      return output.dup('c').data().asFloat();
    }
  }
}
