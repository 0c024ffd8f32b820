package io.ocelli.model.engine;

import io.ocelli.model.dl4j.Dl4jReader;
import io.ocelli.model.dl4j.Dl4jWriter;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.Parameters;
import io.ocelli.model.net.Shape;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** A net in Deeplearning4j's own layers, trained by its own updater: for comparisons. */
final class Dl4jTwin implements AutoCloseable {
  private final Shape shape;
  private final ComputationGraph graph;

  Dl4jTwin(Net net, Parameters parameters, IUpdater updater) {
    shape = net.shape();
    ComputationGraph written = Dl4jWriter.graph(net, parameters);
    ComputationGraphConfiguration configuration = written.getConfiguration().clone();
    configuration
        .getVertices()
        .values()
        .forEach(
            vertex -> {
              if (vertex instanceof LayerVertex layer
                  && layer.getLayerConf().getLayer() instanceof BaseLayer trained) {
                trained.setIUpdater(updater.clone());
              }
            });
    graph = new ComputationGraph(configuration);
    graph.init(written.params().dup(), false);
    written.close();
  }

  /**
   * One step on n samples.
   *
   * @return the mean cross entropy before it
   */
  double step(FloatBuffer batch, int[] labels, int classes) {
    int n = labels.length;
    float[] values = new float[n * shape.size()];
    batch.get(0, values);
    try (INDArray flat = Nd4j.createFromArray(values);
        INDArray targets = Nd4j.zeros(DataType.FLOAT, n, classes)) {
      for (int i = 0; i < n; i++) {
        targets.putScalar(i, labels[i], 1);
      }
      INDArray pictures = flat.reshape('c', n, shape.channels(), shape.height(), shape.width());
      graph.fit(new INDArray[] {pictures}, new INDArray[] {targets});
      return graph.score();
    }
  }

  /** Its weights, by the net's names. */
  Parameters parameters() {
    return Dl4jReader.net(graph, shape).parameters();
  }

  @Override
  public void close() {
    graph.close();
  }
}
