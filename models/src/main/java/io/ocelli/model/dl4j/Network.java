package io.ocelli.model.dl4j;

import io.ocelli.error.OcelliException;
import io.ocelli.model.learn.Learner;
import io.ocelli.model.learn.StepOptions;
import io.ocelli.model.learn.StepResult;
import io.ocelli.model.learn.Targets;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A classifier network in Deeplearning4j: one input (NCHW pictures, or feature vectors), one
 * softmax output, cross entropy. Owns its native memory; not thread-safe.
 *
 * <p>Every training step takes the seed of its own randomness (dropout), so a run that was stopped
 * and resumed computes exactly what an uninterrupted one does.
 */
public final class Network implements Learner {
  private final ComputationGraph graph;
  private final int classes;
  private final BatchScore score = new BatchScore();

  /**
   * The optimisers' own settings. ComputationGraph.setLearningRate would make a new optimiser and
   * copy its state at every call.
   */
  private final List<Adam> rates = new ArrayList<>();

  /** Views of the weights that decay. */
  private final List<INDArray> weights = new ArrayList<>();

  private INDArray inputs = Nd4j.empty(DataType.FLOAT);
  private INDArray targets = Nd4j.empty(DataType.FLOAT);

  private Network(ComputationGraph graph) {
    this.graph = graph;
    String output = graph.getConfiguration().getNetworkOutputs().get(0);
    this.classes = (int) graph.layerSize(output);
    graph.setListeners(score);
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer trained) {
        collect(trained.getIUpdater());
        collect(trained.getBiasUpdater());
      }
      INDArray weight = layer.paramTable().get("W");
      if (weight != null) {
        weights.add(weight);
      }
    }
    Nd4j.getMemoryManager().togglePeriodicGc(false);
  }

  private void collect(@Nullable IUpdater updater) {
    if (updater instanceof Adam adam) {
      rates.add(adam);
    }
  }

  /** A new network with random weights drawn from the seed. */
  public static Network create(SmallCnn net, long seed) {
    return create(net.configuration(seed));
  }

  /** A new head with random weights drawn from the seed. */
  public static Network create(HeadNet net, long seed) {
    return create(net.configuration(seed));
  }

  private static Network create(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return new Network(graph);
  }

  /**
   * Reads a network, with the state of its optimiser where the file has it, from a Deeplearning4j
   * zip.
   */
  public static Network load(Path zip) {
    try (var in = Files.newInputStream(zip)) {
      return new Network(ModelSerializer.restoreComputationGraph(in, true));
    } catch (IOException | RuntimeException e) {
      throw new OcelliException(
          "not a network of Deeplearning4j",
          String.valueOf(e.getMessage()),
          zip.toString(),
          "give a weights/*.zip that 'ocelli train' wrote",
          e);
    }
  }

  /**
   * Adds network, weights and, if wanted, the optimiser's state to a zip, as Deeplearning4j's own
   * {@link ModelSerializer} lays them out. Weights hardly compress, so they are stored at the zip's
   * own level: level 0 makes a checkpoint twenty times as fast as the serialiser.
   */
  public void write(ZipOutputStream zip, boolean withOptimiser) throws IOException {
    zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
    zip.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    write(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
    INDArray state = graph.getUpdater().getStateViewArray();
    if (withOptimiser && state != null && state.length() > 0) {
      write(zip, ModelSerializer.UPDATER_BIN, state);
    }
  }

  private static void write(ZipOutputStream zip, String entry, INDArray array) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
    Nd4j.write(array, out);
    out.flush();
  }

  /**
   * Sets how many threads the engine's operations use when they are called from this thread. One is
   * fastest for small dense networks, whose operations are over before a second thread is awake.
   *
   * @return how many it were before
   */
  public static int useThreads(int threads) {
    NativeOps engine = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = engine.ompGetMaxThreads();
    engine.setOmpNumThreads(threads);
    return before;
  }

  /** The number of classes. */
  @Override
  public int classes() {
    return classes;
  }

  /** The number of trainable and running parameters. */
  @Override
  public long parameters() {
    return graph.numParams();
  }

  /** The engine's graph, for conversion; it stays owned by this network. */
  public ComputationGraph graph() {
    return graph;
  }

  /** How many steps were trained, as the optimiser counts them. */
  public int steps() {
    return graph.getIterationCount();
  }

  @Override
  public StepResult train(
      FloatBuffer batch, int[] shape, Targets wanted, int n, StepOptions options) {
    if (options.clip() > 0 || options.classWeights() != null || options.averageDecay() > 0) {
      throw new IllegalArgumentException(
          "clipping, class weights and averages are not done by Deeplearning4j's steps");
    }
    inputs = fill(inputs, batch, shape, n);
    targets = targets(targets, wanted, n, options.labelSmoothing());
    rates.forEach(adam -> adam.setLearningRate(options.learningRate()));
    if (options.weightDecay() > 0) {
      double kept = 1 - options.learningRate() * options.weightDecay();
      weights.forEach(weight -> weight.muli(kept));
    }
    Nd4j.getRandom().setSeed(options.seed());
    score.wanted = wanted;
    graph.fit(new INDArray[] {inputs}, new INDArray[] {targets});
    return new StepResult(score.lossSum, score.correct);
  }

  /**
   * Class probabilities of a batch, row by row.
   *
   * @param batch direct buffer as in {@link #train}
   * @return n rows of {@link #classes()} probabilities
   */
  @Override
  public float[][] probabilities(FloatBuffer batch, int[] shape, int n) {
    inputs = fill(inputs, batch, shape, n);
    INDArray output = graph.outputSingle(false, inputs);
    try {
      return output.toFloatMatrix();
    } finally {
      output.close();
    }
  }

  @Override
  public void close() {
    close(inputs);
    close(targets);
    graph.close();
  }

  private static INDArray fill(INDArray array, FloatBuffer batch, int[] shape, int n) {
    if (!batch.isDirect()) {
      throw new IllegalArgumentException("the batch must be a direct buffer");
    }
    long elements = n;
    long[] full = new long[shape.length + 1];
    full[0] = n;
    for (int i = 0; i < shape.length; i++) {
      full[i + 1] = shape[i];
      elements *= shape[i];
    }
    if (batch.capacity() < elements) {
      throw new IllegalArgumentException(
          "the batch holds %d floats; %s needs %d"
              .formatted(batch.capacity(), Arrays.toString(full), elements));
    }
    INDArray result = array;
    if (!Arrays.equals(array.shape(), full)) {
      close(array);
      result = Nd4j.createUninitialized(DataType.FLOAT, full, 'c');
    }
    FloatBuffer whole = batch.duplicate();
    whole.clear();
    try (FloatPointer from = new FloatPointer(whole)) {
      Pointer.memcpy(result.data().addressPointer(), from, elements * Float.BYTES);
    }
    return result;
  }

  private INDArray targets(INDArray array, Targets wanted, int n, double smoothing) {
    INDArray result = array;
    if (!Arrays.equals(array.shape(), new long[] {n, classes})) {
      close(array);
      result = Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, classes}, 'c');
    }
    result.assign(smoothing / classes);
    for (int i = 0; i < n; i++) {
      if (wanted.weights() == null) {
        result.putScalar(i, wanted.labels()[i], 1 - smoothing + smoothing / classes);
        continue;
      }
      for (int k = 0; k < classes; k++) {
        double weight = wanted.weights()[i * classes + k];
        if (weight > 0) {
          result.putScalar(i, k, weight * (1 - smoothing) + smoothing / classes);
        }
      }
    }
    return result;
  }

  private static void close(INDArray array) {
    if (!array.isEmpty() && array.closeable()) {
      array.close();
    }
  }

  /** Reads loss and hits of a batch from the activations of the training step itself. */
  private static final class BatchScore extends BaseTrainingListener {
    private Targets wanted = new Targets(new int[0], null);
    private double lossSum;
    private int correct;

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
      ComputationGraph graph = (ComputationGraph) model;
      String output = graph.getConfiguration().getNetworkOutputs().get(0);
      String before = graph.getConfiguration().getVertexInputs().get(output).get(0);
      INDArray features = activations.get(before);
      Map<String, INDArray> dense = graph.getLayer(output).paramTable();
      try (INDArray logits = features.mmul(dense.get("W"))) {
        logits.addiRowVector(dense.get("b"));
        score(logits.toFloatMatrix());
      }
    }

    private void score(float[][] logits) {
      lossSum = 0;
      correct = 0;
      for (int i = 0; i < logits.length; i++) {
        float[] row = logits[i];
        int best = 0;
        for (int k = 1; k < row.length; k++) {
          if (row[k] > row[best]) {
            best = k;
          }
        }
        double sum = 0;
        for (float value : row) {
          sum += Math.exp(value - row[best]);
        }
        int label = wanted.labels()[i];
        double logSum = Math.log(sum) + row[best];
        lossSum += wanted.weights() == null ? logSum - row[label] : crossEntropy(row, logSum, i);
        if (best == label) {
          correct++;
        }
      }
    }

    private double crossEntropy(float[] row, double logSum, int sample) {
      float[] weights = Objects.requireNonNull(wanted.weights());
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        sum += weights[sample * row.length + k] * (logSum - row[k]);
      }
      return sum;
    }
  }
}
