package io.ocelli.model;

import io.ocelli.image.Image;
import io.ocelli.image.Preprocess;
import io.ocelli.model.onnx.OnnxGraph;
import io.ocelli.model.onnx.OnnxPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a classifier gives logits or probabilities when its card does not say.
 *
 * <p>First by the operator that makes the output: Softmax, Sigmoid and HardSigmoid give
 * probabilities; LogSoftmax gives their logarithms, which softmax turns back; matrix products,
 * convolutions and sums give logits. Any other operator (a softmax written out as Exp and Div, a
 * function of its own) is decided by the answers on three pictures: they are probabilities when
 * none is below 0 and each answer sums to 1 within 0.001.
 */
public final class OutputProbe {
  private static final Set<String> PROBABILITIES =
      Set.of("Softmax", "Sigmoid", "HardSigmoid", "QLinearSoftmax", "QLinearSigmoid");
  private static final Set<String> LOGITS =
      Set.of(
          "LogSoftmax",
          "Gemm",
          "MatMul",
          "FusedMatMul",
          "Conv",
          "Add",
          "Sum",
          "BatchNormalization",
          "GlobalAveragePool",
          "AveragePool",
          "QLinearMatMul",
          "QGemm",
          "QLinearConv",
          "QLinearAdd");

  private OutputProbe() {}

  /**
   * What the first output of a classifier is.
   *
   * @param onnx the model's file
   * @param pipeline over the open model
   */
  public static OutputKind of(Path onnx, OnnxPipeline pipeline) {
    try {
      return of(OnnxGraph.read(onnx), pipeline);
    } catch (IOException unreadable) {
      // ONNX Runtime has read it; the answers decide.
      return answersSumToOne(pipeline) ? OutputKind.PROBABILITIES : OutputKind.LOGITS;
    }
  }

  /** As {@link #of(Path, OnnxPipeline)}, with the graph at hand. */
  public static OutputKind of(OnnxGraph graph, OnnxPipeline pipeline) {
    String output = pipeline.model().outputs().get(0).name();
    Optional<String> operator = graph.operatorOf(output);
    if (operator.isPresent() && PROBABILITIES.contains(operator.get())) {
      return OutputKind.PROBABILITIES;
    }
    if (operator.isPresent() && LOGITS.contains(operator.get())) {
      return OutputKind.LOGITS;
    }
    return answersSumToOne(pipeline) ? OutputKind.PROBABILITIES : OutputKind.LOGITS;
  }

  private static boolean answersSumToOne(OnnxPipeline pipeline) {
    Preprocess input = pipeline.preprocess();
    int[][] colours = {{128, 128, 128}, {30, 160, 60}, {250, 240, 10}};
    for (int[] bgr : colours) {
      try (Image plain = Image.blank(input.width(), input.height(), bgr[0], bgr[1], bgr[2])) {
        double sum = 0;
        for (float value : pipeline.run(plain).get(0).values()) {
          if (!(value >= 0)) {
            return false;
          }
          sum += value;
        }
        if (!(Math.abs(sum - 1) <= 1e-3)) {
          return false;
        }
      }
    }
    return true;
  }
}
