package io.ocelli.model.net.catalog;

import io.ocelli.model.net.Net;
import io.ocelli.model.net.NetBuilder;
import io.ocelli.model.net.Window;

/**
 * GoogLeNet (Szegedy et al. 2014) as torchvision has it: with batch normalisation, 3x3 convolutions
 * in place of the paper's 5x5, and without the auxiliary heads. The small stem is a 3x3 convolution
 * of stride 1 and has no pooling.
 */
final class GoogLeNet {
  private GoogLeNet() {}

  static Net build(Plan plan) {
    NetBuilder net = plan.begin().epsilon(1e-3);
    if (plan.small()) {
      net.convNormRelu("conv1", 64, Window.of(3, 1, 1));
    } else {
      net.convNormRelu("conv1", 64, Window.of(7, 2, 3));
      net.maxPoolCeil("pool1", Window.of(3, 2, 0));
    }
    net.convNormRelu("conv2", 64, Window.of(1, 1, 0));
    net.convNormRelu("conv3", 192, Window.of(3, 1, 1));
    if (!plan.small()) {
      net.maxPoolCeil("pool2", Window.of(3, 2, 0));
    }
    inception(net, "3a", 64, 96, 128, 16, 32, 32);
    inception(net, "3b", 128, 128, 192, 32, 96, 64);
    net.maxPoolCeil("pool3", Window.of(3, 2, 0));
    inception(net, "4a", 192, 96, 208, 16, 48, 64);
    inception(net, "4b", 160, 112, 224, 24, 64, 64);
    inception(net, "4c", 128, 128, 256, 24, 64, 64);
    inception(net, "4d", 112, 144, 288, 32, 64, 64);
    inception(net, "4e", 256, 160, 320, 32, 128, 128);
    net.maxPoolCeil("pool4", Window.of(2, 2, 0));
    inception(net, "5a", 256, 160, 320, 32, 128, 128);
    inception(net, "5b", 384, 192, 384, 48, 128, 128);
    return net.globalAverage("pool")
        .flatten(NetBuilder.FEATURES)
        .dropout("dropout", 0.2)
        .head(plan.classes())
        .build();
  }

  private static void inception(
      NetBuilder net,
      String name,
      int one,
      int before3,
      int three,
      int before5,
      int five,
      int pool) {
    String at = "inception" + name + "_";
    String from = net.last();
    Window point = Window.of(1, 1, 0);
    Window square = Window.of(3, 1, 1);
    String a = net.convNormRelu(at + "a", one, point).last();
    net.from(from).convNormRelu(at + "b1", before3, point);
    String b = net.convNormRelu(at + "b2", three, square).last();
    net.from(from).convNormRelu(at + "c1", before5, point);
    String c = net.convNormRelu(at + "c2", five, square).last();
    net.from(from).maxPoolCeil(at + "d1", square);
    String d = net.convNormRelu(at + "d2", pool, point).last();
    net.concat(at + "concat", a, b, c, d);
  }
}
