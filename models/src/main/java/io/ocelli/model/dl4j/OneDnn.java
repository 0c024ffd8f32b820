package io.ocelli.model.dl4j;

import io.ocelli.error.OcelliException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Switches on the oneDNN layers (convolution, batch normalisation, pooling) of Deeplearning4j and
 * tells whether they are on.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 has them and never uses them, for two reasons: a system property
 * that is "disabled" by default, and a class looked up under a name that no longer exists (see
 * {@code org.nd4j.nativeblas.Nd4jCpu}). With them the same training runs four to seven times as
 * fast. They are right in NCHW; in NHWC one is not, so Ocelli builds its networks in NCHW only.
 */
public final class OneDnn {
  private OneDnn() {}

  /**
   * Whether the oneDNN layers are on.
   *
   * @param on true when every probed layer got its oneDNN implementation
   * @param layers the probed layers and the class that computes each ("plain" when none)
   * @param reason why they are off, or a remark; empty when they are on
   */
  public record Status(boolean on, Map<String, String> layers, String reason) {}

  private static @Nullable Status probed;

  /**
   * Asks Deeplearning4j for its oneDNN layers. Networks built before this call keep the plain ones.
   */
  public static void enable() {
    System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
  }

  /**
   * Makes networks built from now on use the plain layers, as Deeplearning4j is released. For
   * comparisons in tests and benchmarks.
   */
  public static void disable() {
    System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "true");
  }

  /**
   * Builds a three-layer network and looks at what computes its layers. The answer is kept after
   * the first call, which loads nd4j (about a second).
   */
  public static synchronized Status status() {
    Status known = probed;
    if (known == null) {
      enable();
      known = probe();
      probed = known;
    }
    return known;
  }

  /**
   * Enables the oneDNN layers and fails where the platform has them but they did not come on,
   * because training would silently be several times slower.
   */
  public static void require() {
    Status status = status();
    if (!status.on() && platformHasOneDnn()) {
      throw new OcelliException(
          "Deeplearning4j's oneDNN layers did not come on",
          status.reason(),
          "start-up check of " + System.getProperty("os.arch") + " natives",
          "run 'ocelli doctor'; is another nd4j-native jar first on the class path?");
    }
  }

  /** Whether nd4j ships natives with oneDNN for this platform (x86-64 only). */
  public static boolean platformHasOneDnn() {
    String arch = System.getProperty("os.arch", "");
    return arch.equals("amd64") || arch.equals("x86_64");
  }

  private static Status probe() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer("convolution", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addLayer("batch-norm", new BatchNormalization(), "convolution")
                .addLayer("pooling", new SubsamplingLayer.Builder().build(), "batch-norm")
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "pooling")
                .setOutputs("out")
                .build());
    graph.init();
    Map<String, String> layers = new LinkedHashMap<>();
    for (String name : new String[] {"convolution", "batch-norm", "pooling"}) {
      Object helper = graph.getLayer(name).getHelper();
      layers.put(name, helper == null ? "plain" : helper.getClass().getSimpleName());
    }
    graph.close();
    String plain =
        layers.entrySet().stream()
            .filter(layer -> layer.getValue().equals("plain"))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    boolean on = plain.isEmpty();
    String reason =
        on
            ? ""
            : platformHasOneDnn()
                ? "plain implementation used for " + plain
                : "nd4j has no oneDNN natives for " + System.getProperty("os.arch");
    return new Status(on, Map.copyOf(layers), reason);
  }
}
