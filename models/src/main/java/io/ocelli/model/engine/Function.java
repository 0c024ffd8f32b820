package io.ocelli.model.engine;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.ocelli.model.net.Activation;

/**
 * An activation in oneDNN's words.
 *
 * @param algorithm forward
 * @param backward the algorithm of the gradient
 * @param fromAnswer whether the gradient is computed from the answer; else from the input
 */
record Function(int algorithm, int backward, boolean fromAnswer, float alpha, float beta) {
  static Function of(Activation function) {
    float alpha = (float) function.alpha();
    float beta = (float) function.beta();
    return switch (function.kind()) {
      case RELU -> answer(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, 0, 0);
      case LEAKY_RELU ->
          alpha >= 0
              ? answer(dnnl_eltwise_relu, dnnl_eltwise_relu_use_dst_for_bwd, alpha, 0)
              : input(dnnl_eltwise_relu, alpha, 0);
      case SIGMOID -> answer(dnnl_eltwise_logistic, dnnl_eltwise_logistic_use_dst_for_bwd, 0, 0);
      case TANH -> answer(dnnl_eltwise_tanh, dnnl_eltwise_tanh_use_dst_for_bwd, 0, 0);
      case ELU ->
          alpha >= 0
              ? answer(dnnl_eltwise_elu, dnnl_eltwise_elu_use_dst_for_bwd, alpha, 0)
              : input(dnnl_eltwise_elu, alpha, 0);
      case SWISH -> input(dnnl_eltwise_swish, alpha, 0);
      case GELU -> input(dnnl_eltwise_gelu_erf, 0, 0);
      case HARD_SIGMOID -> input(dnnl_eltwise_hardsigmoid, alpha, beta);
      case HARD_SWISH -> input(dnnl_eltwise_hardswish, 1 / 6f, 0.5f);
      case CLIP -> answer(dnnl_eltwise_clip_v2, dnnl_eltwise_clip_v2_use_dst_for_bwd, alpha, beta);
    };
  }

  private static Function answer(int algorithm, int backward, float alpha, float beta) {
    return new Function(algorithm, backward, true, alpha, beta);
  }

  private static Function input(int algorithm, float alpha, float beta) {
    return new Function(algorithm, algorithm, false, alpha, beta);
  }
}
