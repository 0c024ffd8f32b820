package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * A small network for small data sets: stages of two 3x3 convolutions with batch normalisation and
 * ReLU, each ending in 2x2 max pooling, until 4 to 7 pixels are left; then global average pooling,
 * dropout of 0.3 and the head (the plan of VGG, Simonyan and Zisserman 2014; batch normalisation of
 * Ioffe and Szegedy 2015; global pooling of Lin et al. 2013). Pictures over 48 pixels begin with
 * one narrow convolution, because the first stage sees the most pixels and costs the most.
 */
final class SimpleCnn {
  private static final int[] WIDTHS = {32, 64, 128, 192, 256, 256};

  private SimpleCnn() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin();
    int side = Math.min(plan.input().width(), plan.input().height());
    int stage = 0;
    if (side > 48) {
      stage++;
      convolution(net, stage, 1, 16);
      side = pool(net, stage, side);
    }
    int wide = 0;
    do {
      stage++;
      convolution(net, stage, 1, WIDTHS[wide]);
      convolution(net, stage, 2, WIDTHS[wide]);
      side = pool(net, stage, side);
      wide++;
    } while (wide < WIDTHS.length && side >= 8);
    return net.globalAverage("pool")
        .flatten(NetBuilder.FEATURES)
        .dropout("dropout", 0.3)
        .head(plan.classes())
        .build();
  }

  private static void convolution(NetBuilder net, int stage, int number, int out) {
    net.convNormRelu("stage" + stage + "_conv" + number, out, Window.of(3, 1, 1));
  }

  private static int pool(NetBuilder net, int stage, int side) {
    net.maxPool("stage" + stage + "_pool", Window.of(2, 2, 0));
    return side / 2;
  }
}
