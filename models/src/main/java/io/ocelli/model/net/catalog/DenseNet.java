package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * DenseNet-121 (Huang et al. 2016), growth 32, as torchvision has it. The small stem is a 3x3
 * convolution of stride 1 without pooling.
 */
final class DenseNet {
  private static final int GROWTH = 32;
  private static final int BOTTLENECK = 4 * GROWTH;
  private static final int[] LAYERS = {6, 12, 24, 16};

  private DenseNet() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    if (plan.small()) {
      net.convNormRelu("conv0", 2 * GROWTH, Window.of(3, 1, 1));
    } else {
      net.convNormRelu("conv0", 2 * GROWTH, Window.of(7, 2, 3));
      net.maxPool("pool0", Window.of(3, 2, 1));
    }
    for (int block = 1; block <= LAYERS.length; block++) {
      for (int layer = 1; layer <= LAYERS[block - 1]; layer++) {
        denseLayer(net, "block" + block + "_" + layer);
      }
      if (block < LAYERS.length) {
        String at = "transition" + block;
        net.batchNorm(at + "_bn").relu(at + "_relu");
        net.conv(at + "_conv", net.shape().channels() / 2, Window.of(1, 1, 0), false);
        net.averagePool(at + "_pool", Window.of(2, 2, 0));
      }
    }
    return net.batchNorm("bn5")
        .relu("relu5")
        .globalAverage("pool")
        .flatten(NetBuilder.FEATURES)
        .head(plan.classes())
        .build();
  }

  private static void denseLayer(NetBuilder net, String at) {
    String before = net.last();
    net.batchNorm(at + "_bn1").relu(at + "_relu1");
    net.conv(at + "_conv1", BOTTLENECK, Window.of(1, 1, 0), false);
    net.batchNorm(at + "_bn2").relu(at + "_relu2");
    String grown = net.conv(at + "_conv2", GROWTH, Window.of(3, 1, 1), false).last();
    net.concat(at + "_concat", before, grown);
  }
}
