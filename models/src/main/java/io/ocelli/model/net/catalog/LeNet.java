package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Activation;
import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * LeNet-5 (LeCun et al. 1998) as it is taught: tanh, average pooling, every map of the second
 * convolution connected to all of the first, softmax. The paper's pictures are 32x32; below that,
 * as for MNIST's 28x28, the first convolution is padded by 2, so that both give 5x5 maps.
 */
final class LeNet {
  private static final Activation TANH = Activation.of(Activation.Kind.TANH);

  private LeNet() {}

  static Net build(Plan plan) {
    int padding = Math.min(plan.input().height(), plan.input().width()) < 32 ? 2 : 0;
    return plan.begin()
        .conv("conv1", 6, Window.of(5, 1, padding), true)
        .activate("conv1_tanh", TANH)
        .averagePool("pool1", Window.of(2, 2, 0))
        .conv("conv2", 16, Window.of(5, 1, 0), true)
        .activate("conv2_tanh", TANH)
        .averagePool("pool2", Window.of(2, 2, 0))
        .flatten("flatten")
        .dense("dense1", 120)
        .activate("dense1_tanh", TANH)
        .dense("dense2", 84)
        .activate(NetBuilder.FEATURES, TANH)
        .head(plan.classes())
        .build();
  }
}
