package io.ocelli.bench;

import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.dl4j.OneDnn;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The network as a plain Deeplearning4j graph with its own layers and Adam. */
final class Dl4jTraining implements Training {
  private final ComputationGraph graph;
  private final INDArray pixels;
  private final INDArray targets;

  /**
   * Builds.
   *
   * @param helpers whether its oneDNN helpers are turned on, which holds for the process; without,
   *     nothing may have done so before
   * @throws IllegalStateException if the layers got them or not, against what was wanted
   */
  Dl4jTraining(TrainTask task, boolean helpers) {
    if (helpers) {
      OneDnn.require();
    }
    graph = Dl4jWriter.graph(task.net(), task.weights());
    // As it comes: Ocelli's graphs keep what the forward pass computed.
    graph.setCacheMode(CacheMode.NONE);
    long helped =
        Arrays.stream(graph.getLayers()).map(Layer::getHelper).filter(h -> h != null).count();
    if (helped > 0 != helpers) {
      throw new IllegalStateException(helped + " layers have oneDNN helpers");
    }
    float[] values = new float[task.pixels().capacity()];
    task.pixels().get(0, values);
    int[] sides = task.sides();
    pixels = Nd4j.createFromArray(values).reshape('c', task.batch(), sides[0], sides[1], sides[2]);
    targets = Nd4j.zeros(DataType.FLOAT, task.batch(), TrainTask.CLASSES);
    for (int i = 0; i < task.batch(); i++) {
      targets.putScalar(i, task.labels()[i], 1);
    }
  }

  @Override
  public double step() {
    graph.fit(new INDArray[] {pixels}, new INDArray[] {targets});
    return graph.score();
  }

  @Override
  public long parameters() {
    return graph.numParams();
  }

  @Override
  public void close() {
    graph.close();
    pixels.close();
    targets.close();
  }
}
